package io.piste.token;

/**
 * Which site a connector speaks for.
 *
 * @param publicId of the site
 * @param version must be the site's present key version, else the key was revoked
 */
public record ConnectorKey(String publicId, int version) {}
