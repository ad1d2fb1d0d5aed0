package io.piste.browser;

import java.time.Instant;

/**
 * A cookie that a browser keeps.
 *
 * @param domain starts with a dot when hosts below it get the cookie too
 * @param sameSite Lax, Strict, None, or empty
 * @param expires the end of 1969 when it ends with the browser
 */
public record StoredCookie(
    String name,
    String value,
    String domain,
    String path,
    boolean httpOnly,
    boolean secure,
    String sameSite,
    Instant expires) {}
