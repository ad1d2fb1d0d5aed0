package io.piste.console;

import io.piste.eventlog.DeadLetters;
import io.piste.eventlog.VisitorRebuilds;
import io.piste.journal.JournalStatus;
import io.piste.sender.VisitorWords;
import io.piste.transfer.Transfers;
import java.util.function.Supplier;

/**
 * What pages about the data itself ask.
 *
 * @param journal how things stand while the database is away
 * @param words what people said about visitors
 * @param letters events that could not be projected
 * @param rebuilds makes anew what follows from the events of a visitor
 * @param transfers files of contacts, on their way in and out
 */
public record DataWatch(
    Supplier<JournalStatus> journal,
    VisitorWords words,
    DeadLetters letters,
    VisitorRebuilds rebuilds,
    Transfers transfers) {}
