/**
 * Statistics that know nobody: counts by hour and day, no identifier that outlives a day, nothing
 * that leads to a visitor, a contact or another site. Apart from everything that needs consent.
 */
@org.jspecify.annotations.NullMarked
package io.piste.anonymous;
