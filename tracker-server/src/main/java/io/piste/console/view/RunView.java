package io.piste.console.view;

import io.piste.console.view.GoalsView.Counting;
import org.jspecify.annotations.Nullable;

/**
 * How far everybody's profile is worked out anew.
 *
 * @param counting how far it is, null while nothing runs
 * @param last what the run before did, in a sentence; empty when there was none
 */
public record RunView(@Nullable Counting counting, String last) {}
