package io.piste.journal;

/**
 * One thing that was taken.
 *
 * @param at when, in milliseconds since 1970
 * @param body JSON that its kind's {@link Replay} understands
 */
record Entry(Kind kind, long at, String body) {}
