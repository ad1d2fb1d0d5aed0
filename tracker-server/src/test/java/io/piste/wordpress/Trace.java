package io.piste.wordpress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a real shop fired while a guest shopped, request by request. */
record Trace(List<Step> steps) {

  /** Something that the guest did, and the requests that it took. */
  record Step(String name, List<Request> requests) {}

  /**
   * @param line method and path
   * @param hooks in order, without "woocommerce_", with spaces between them
   */
  record Request(String line, String hooks) {
    String method() {
      return line.substring(0, line.indexOf(' '));
    }

    String path() {
      return line.substring(line.indexOf(' ') + 1);
    }
  }

  /** One that was recorded, such as "woocommerce-10.9.1-block". */
  static Trace of(String name) {
    String path = "/io/piste/wordpress/traces/" + name + ".txt";
    try (InputStream in = Trace.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no trace " + path);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Trace parse(String text) {
    List<Step> steps = new ArrayList<>();
    for (String line : text.lines().filter(each -> !each.startsWith("#")).toList()) {
      if (line.startsWith("-- ")) {
        steps.add(new Step(line.substring(3), new ArrayList<>()));
      } else if (line.startsWith("  ")) {
        List<Request> requests = steps.getLast().requests();
        Request last = requests.removeLast();
        requests.add(new Request(last.line(), (last.hooks() + line.substring(1)).strip()));
      } else if (!line.isBlank()) {
        steps.getLast().requests().add(new Request(line, ""));
      }
    }
    return new Trace(List.copyOf(steps));
  }
}
