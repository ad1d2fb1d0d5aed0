package io.piste.console.view;

/**
 * A contact with how much of a tag or a score it has.
 *
 * @param detail the address, empty when it is the name already
 * @param width of the bar, percent of the highest
 * @param note in words, empty for none
 */
public record CarrierRow(
    String link, String name, String detail, String figure, String width, String note) {}
