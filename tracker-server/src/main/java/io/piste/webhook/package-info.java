/** Tells addresses that a site names what happened here. */
@org.jspecify.annotations.NullMarked
package io.piste.webhook;
