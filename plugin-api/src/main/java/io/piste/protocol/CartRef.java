package io.piste.protocol;

/** Names a cart by the shop's id, at most 64 characters. */
public record CartRef(String id) {}
