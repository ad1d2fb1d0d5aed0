package io.piste.console;

import io.piste.eventlog.DeadLetters;
import io.piste.journal.JournalStatus;
import io.piste.sender.VisitorWords;
import java.util.function.Supplier;

/**
 * What pages about the data itself ask.
 *
 * @param journal how things stand while the database is away
 * @param words what people said about visitors
 * @param letters events that could not be projected
 */
public record DataWatch(Supplier<JournalStatus> journal, VisitorWords words, DeadLetters letters) {}
