package io.piste.console.view;

import org.jspecify.annotations.Nullable;

/**
 * How the database and the journal that stands in for it are.
 *
 * @param state well, away, full or returning: the last part of the keys of its texts
 * @param since since when the database is away, in words; null while it is there
 * @param events how many wait for the database
 * @param choices how many wait for the database
 * @param oldest how long ago the first of them was taken, in words; null when none waits
 * @param room how much room is taken, in words
 * @param share the same from "0%" to "100%"
 * @param aside how many could not be brought in, in words; null when there are none
 */
public record JournalView(
    String state,
    @Nullable String since,
    String events,
    String choices,
    @Nullable String oldest,
    String room,
    String share,
    @Nullable String aside) {}
