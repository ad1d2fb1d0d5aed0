/** Goals and funnels: what visitors are to reach, and how many did. */
@org.jspecify.annotations.NullMarked
package io.piste.goal;
