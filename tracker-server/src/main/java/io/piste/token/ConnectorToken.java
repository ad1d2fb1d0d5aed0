package io.piste.token;

/**
 * What a connector key says. Whether it still counts stands in the table.
 *
 * @param publicId of the site that it speaks for
 * @param number of its row
 */
public record ConnectorToken(String publicId, long number) {}
