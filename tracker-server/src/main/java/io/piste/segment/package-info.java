/** Which contacts belong together: rules, members kept current, and lists filled by hand. */
@org.jspecify.annotations.NullMarked
package io.piste.segment;
