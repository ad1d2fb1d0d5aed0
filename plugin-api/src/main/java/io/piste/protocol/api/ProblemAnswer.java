package io.piste.protocol.api;

/**
 * An error as it is answered (RFC 9457).
 *
 * @param code what to act on
 * @param detail the field and what was expected, for people
 */
public record ProblemAnswer(String type, String title, int status, String detail, String code) {}
