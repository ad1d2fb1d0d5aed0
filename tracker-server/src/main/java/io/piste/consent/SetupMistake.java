package io.piste.consent;

/**
 * Why a setup cannot be kept like this.
 *
 * @param field where it stands in the form
 * @param reason a word that says why
 * @param value what was found, for the message
 */
public record SetupMistake(String field, String reason, String value) {}
