package io.piste.wordpress;

import java.util.ArrayList;
import java.util.List;

/** What a database still has of the plug-in. */
final class Leftovers {
  private Leftovers() {}

  static List<String> of(WordPress wordPress) {
    List<String> found = new ArrayList<>();
    found.addAll(
        ask(
            wordPress,
            "SELECT table_name FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() AND table_name LIKE '%piste_queue%'"));
    found.addAll(
        ask(wordPress, "SELECT option_name FROM wp_options WHERE option_name LIKE '%piste%'"));
    found.addAll(
        ask(
            wordPress,
            "SELECT option_value FROM wp_options WHERE option_name = 'cron'"
                + " AND option_value LIKE '%piste%'"));
    if (has(wordPress, "wp_2_options")) {
      found.addAll(
          ask(wordPress, "SELECT option_name FROM wp_2_options WHERE option_name LIKE '%piste%'"));
    }
    found.addAll(ask(wordPress, "SELECT meta_key FROM wp_usermeta WHERE meta_key LIKE '%piste%'"));
    found.addAll(ask(wordPress, "SELECT meta_key FROM wp_postmeta WHERE meta_key LIKE '%piste%'"));
    return found;
  }

  private static boolean has(WordPress wordPress, String table) {
    return !ask(
            wordPress,
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                + " AND table_name = '"
                + table
                + "'")
        .isEmpty();
  }

  private static List<String> ask(WordPress wordPress, String sql) {
    return wordPress
        .database()
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
