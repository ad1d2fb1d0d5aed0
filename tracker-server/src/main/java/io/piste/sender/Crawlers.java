package io.piste.sender;

import io.piste.eventlog.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows robots by their own words: by the list in {@code crawlers.txt}, and by what most robots
 * that are on no list say. Words of the list count where a word begins, so that WIRED is not RED.
 * About 20 µs for a text; remember the answer. Immutable.
 */
final class Crawlers {
  /** Crawlers give an address to complain to, browsers do not; Cubot makes telephones. */
  private static final Pattern UNLISTED =
      Pattern.compile("(?i)(?<!cu)bots?(?![a-z])|crawl|spider|scraper|slurp|\\+https?:|headless");

  private static final int KEY = 3;
  private static final int MOST_NAME = 40;

  /**
   * A robot.
   *
   * @param name as people know it, such as Googlebot
   */
  record Robot(String name, Verdict verdict) {}

  private record Text(String text, Verdict verdict) {}

  private record Shape(Pattern pattern, Verdict verdict) {}

  /** Those that are plain text, by their first three characters. */
  private final Map<String, List<Text>> texts = new HashMap<>();

  private final List<Shape> shapes = new ArrayList<>();

  private Crawlers() {}

  /** The list that comes with the program. */
  static Crawlers load() {
    return of(DataLines.read("crawlers.txt"));
  }

  static Crawlers of(List<String> lines) {
    Crawlers crawlers = new Crawlers();
    lines.stream().filter(line -> !line.startsWith("#")).forEach(crawlers::add);
    return crawlers;
  }

  /** A line: how it is compared, whom it means, and what is looked for. */
  private void add(String line) {
    String[] parts = line.split("\t", 3);
    Verdict verdict = parts[1].equals("headless") ? Verdict.HEADLESS : Verdict.ROBOT;
    switch (parts[0]) {
      case "text" ->
          texts
              .computeIfAbsent(parts[2].substring(0, KEY), key -> new ArrayList<>())
              .add(new Text(parts[2], verdict));
      case "regex" -> shapes.add(new Shape(Pattern.compile(parts[2]), verdict));
      default -> throw new IllegalStateException("crawlers.txt: " + line);
    }
  }

  /** The robot whose words these are; empty when they are a browser's. */
  Optional<Robot> find(String words) {
    return listed(words).or(() -> shaped(words)).or(() -> unlisted(words)).or(() -> program(words));
  }

  /** Every browser that can run our script calls itself Mozilla, programs and libraries do not. */
  private static Optional<Robot> program(String words) {
    boolean browser = words.contains("Mozilla/") || words.contains("Opera/");
    return browser
        ? Optional.empty()
        : Optional.of(new Robot(name(words.split("[/ ]", 2)[0]), Verdict.ROBOT));
  }

  private Optional<Robot> listed(String words) {
    for (int i = 0; i + KEY <= words.length(); i++) {
      for (Text text : texts.getOrDefault(words.substring(i, i + KEY), List.of())) {
        if (words.startsWith(text.text(), i) && beginsWord(words, i)) {
          return Optional.of(new Robot(name(text.text()), text.verdict()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean beginsWord(String words, int at) {
    return at == 0
        || !Character.isLetterOrDigit(words.charAt(at))
        || !Character.isLetterOrDigit(words.charAt(at - 1));
  }

  private Optional<Robot> shaped(String words) {
    for (Shape shape : shapes) {
      Matcher matcher = shape.pattern().matcher(words);
      if (matcher.find()) {
        return Optional.of(new Robot(name(matcher.group()), shape.verdict()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Robot> unlisted(String words) {
    Matcher matcher = UNLISTED.matcher(words);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String found = matcher.group();
    Verdict verdict = found.equalsIgnoreCase("headless") ? Verdict.HEADLESS : Verdict.ROBOT;
    String name = found.startsWith("+") ? "" : wordAround(words, matcher.start(), matcher.end());
    return Optional.of(new Robot(name(name), verdict));
  }

  private static String wordAround(String words, int from, int to) {
    int start = from;
    while (start > 0 && isOfName(words.charAt(start - 1))) {
      start--;
    }
    int end = to;
    while (end < words.length() && isOfName(words.charAt(end))) {
      end++;
    }
    return words.substring(start, end);
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }

  /** Of what was found the part that is a name: strangers' words go no further than this. */
  private static String name(String found) {
    String name = found.replaceAll("[^\\w .!+-]+", " ").strip();
    return name.isEmpty() ? "Robot" : name.substring(0, Math.min(MOST_NAME, name.length()));
  }
}
