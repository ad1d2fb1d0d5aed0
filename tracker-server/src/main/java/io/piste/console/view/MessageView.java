package io.piste.console.view;

/**
 * A page that says one thing.
 *
 * @param key the texts {@code key.title} and {@code key.text}
 * @param linkKey the text of the link below
 */
public record MessageView(String key, String linkKey, String link) {}
