package io.piste.protocol;

/**
 * A link that was followed.
 *
 * @param kind outbound or download
 * @param to where it leads, at most 1,000 characters
 */
public record Click(String kind, String to) {}
