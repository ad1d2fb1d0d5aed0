package io.piste.console.view;

import org.jspecify.annotations.Nullable;

/**
 * The sign-in form.
 *
 * @param mistake what went wrong the last time, already in the reader's language
 * @param notice what went well before, such as a new password; null for nothing
 */
public record SignInView(
    String email, String next, @Nullable String mistake, @Nullable String notice) {}
