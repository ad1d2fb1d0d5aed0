package io.piste.consent;

/**
 * A text that pages are shown, exactly as it is served.
 *
 * @param hash SHA-256 of the body's UTF-8 bytes, 64 hexadecimal digits
 * @param version of purposes and recipients: pages ask again when it grows, not when words change
 * @param body JSON
 */
record ConsentText(String hash, String language, int version, String body) {}
