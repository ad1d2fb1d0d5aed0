package io.piste.console.view;

import org.jspecify.annotations.Nullable;

/**
 * A rule in plain words.
 *
 * @param text what counts: Pages like /teas/*
 * @param gives what it gives: +2
 * @param since from when on it counts, null for all that is kept
 * @param edit address of its form
 */
public record RuleLine(String text, String gives, @Nullable String since, String edit) {}
