/** A small client of the plugin API, on the JDK's own HTTP client. */
@org.jspecify.annotations.NullMarked
package io.piste.protocol.client;
