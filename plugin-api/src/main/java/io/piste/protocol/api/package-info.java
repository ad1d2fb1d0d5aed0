/** The plugin API, version 1: what shops' servers send to {@code /api/v1} and get back. */
@org.jspecify.annotations.NullMarked
package io.piste.protocol.api;
