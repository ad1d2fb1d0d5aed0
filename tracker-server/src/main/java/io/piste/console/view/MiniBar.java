package io.piste.console.view;

/**
 * A column of a small chart without axes, 36 pixels high. {@code x} and {@code width} are
 * percentages, the others pixels.
 */
public record MiniBar(String x, String width, String y, String height) {}
