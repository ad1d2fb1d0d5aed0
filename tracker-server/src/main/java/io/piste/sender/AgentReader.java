package io.piste.sender;

import io.piste.eventlog.Verdict;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a browser says of itself; some 30 µs, so remember the answer. Immutable. */
final class AgentReader {
  private static final String DESKTOP = "desktop";
  private static final String OTHER = "other";

  /** What Sec-CH-UA-Platform calls a system, and what we do. */
  private static final Map<String, String> PLATFORMS =
      Map.of(
          "android", "Android",
          "chrome os", "ChromeOS",
          "chromium os", "ChromeOS",
          "ios", "iOS",
          "linux", "Linux",
          "macos", "macOS",
          "windows", "Windows");

  private final Crawlers crawlers = Crawlers.load();
  private final Families families = Families.load();

  Agent read(AgentWords words) {
    String names = words.names();
    if (names.isBlank()) {
      // Every browser says something: this is a program without a name.
      return new Agent(Verdict.ROBOT, OTHER, null, null);
    }
    Optional<Crawlers.Robot> robot = crawlers.find(names);
    if (robot.isPresent()) {
      return new Agent(robot.get().verdict(), OTHER, robot.get().name(), null);
    }
    String system = system(words, names);
    return new Agent(
        Verdict.HUMAN, device(words, names, system), families.find("browser", names), system);
  }

  /** The hint goes first: a telephone that asks for the desktop's page says so only there. */
  private @Nullable String system(AgentWords words, String names) {
    String hint = words.platform() == null ? "" : words.platform().replace("\"", "").strip();
    String hinted = PLATFORMS.get(hint.toLowerCase(Locale.ROOT));
    return hinted != null ? hinted : families.find("system", names);
  }

  private String device(AgentWords words, String names, @Nullable String system) {
    String found = families.find("device", names);
    String device = found == null ? OTHER : found;
    if (device.equals(DESKTOP) && "?1".equals(words.mobile())) {
      return "mobile";
    }
    return device.equals(DESKTOP) && "Android".equals(system) ? "tablet" : device;
  }
}
