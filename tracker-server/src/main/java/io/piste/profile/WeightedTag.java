package io.piste.profile;

/** An interest and its weight now. */
public record WeightedTag(String tag, double weight) {}
