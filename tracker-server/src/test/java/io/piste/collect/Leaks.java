package io.piste.collect;

import java.util.regex.Pattern;

/**
 * What an answer to a stranger must not say. Ids and tokens are random letters, and "…oRg.1" came
 * up in one: so short words stand alone, and a name of a package has two more parts behind it.
 */
final class Leaks {
  private static final Pattern INSIDES =
      Pattern.compile(
          "(?i)exception|\\b(?:jetty|jackson|mariadb|jdbc|sql)\\b|java[./]|io[./]piste"
              + "|\\b(?:org|com)\\.[a-z]+\\.[a-z]|\\.java|\\bat [a-z]+\\.[a-z]"
              + "|event_log|consent_state|/home/|/tmp/|/var/");

  private Leaks() {}

  static boolean in(String answer) {
    return INSIDES.matcher(answer).find();
  }
}
