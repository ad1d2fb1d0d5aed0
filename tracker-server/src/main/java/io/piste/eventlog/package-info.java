/** The durable log of events and the projector that follows it. */
@org.jspecify.annotations.NullMarked
package io.piste.eventlog;
