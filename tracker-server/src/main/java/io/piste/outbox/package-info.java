/** Mails to send, each once. */
@org.jspecify.annotations.NullMarked
package io.piste.outbox;
