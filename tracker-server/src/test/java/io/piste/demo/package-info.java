/**
 * The demonstration: the shipped server, a shop, a mail catcher, and the whole path through them.
 */
@org.jspecify.annotations.NullMarked
package io.piste.demo;
