/** Tests of goals and funnels. */
@org.jspecify.annotations.NullMarked
package io.piste.goal;
