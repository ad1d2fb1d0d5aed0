/** Tags and scores. */
@org.jspecify.annotations.NullMarked
package io.piste.profile;
