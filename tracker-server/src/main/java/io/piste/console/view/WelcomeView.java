package io.piste.console.view;

import java.util.Map;

/**
 * The form that a one-time link opens: the first administrator, or a new password.
 *
 * @param first whether it makes the first administrator, who says an address too
 * @param mistakes by the name of the field
 */
public record WelcomeView(
    String token, boolean first, String email, int shortest, Map<String, String> mistakes) {
  public WelcomeView {
    mistakes = Map.copyOf(mistakes);
  }
}
