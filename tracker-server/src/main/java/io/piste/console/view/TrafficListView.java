package io.piste.console.view;

import org.jspecify.annotations.Nullable;

/**
 * All values of a dimension.
 *
 * @param heading what they are
 * @param back to the page of all traffic
 * @param search a part of the value; empty for all
 * @param export address of the file
 * @param first address of the first page, null on it
 * @param next address of the next page, null on the last one
 */
public record TrafficListView(
    PeriodBar bar,
    String heading,
    String path,
    String back,
    String search,
    TrafficView.Listing listing,
    String export,
    @Nullable String first,
    @Nullable String next) {}
