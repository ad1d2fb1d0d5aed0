package io.piste.install;

/** The scripts as this server sends them: what is found elsewhere is held against them. */
public record Shipped(String tracker, String banner) {}
