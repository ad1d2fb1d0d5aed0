/** Looks at a site's page from outside and says what keeps the tracker from working. */
@org.jspecify.annotations.NullMarked
package io.piste.install;
