/** Who gets which mail when. */
@org.jspecify.annotations.NullMarked
package io.piste.automation;
