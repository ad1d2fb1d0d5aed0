package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the plugin API, to try.
 *
 * @param call which of the choices is filled in
 * @param change whether it may change something
 * @param exchange what was sent and answered; null before
 */
public record TrialView(
    Site site,
    List<Choice> choices,
    Choice call,
    String path,
    String body,
    boolean change,
    @Nullable Exchange exchange,
    Map<String, String> mistakes) {

  /** A call; {@code reads} when it changes nothing. */
  public record Choice(String key, String method, String path, String what, boolean reads) {}

  /** What was sent and what came back, as text. */
  public record Exchange(String request, String answer, String verdict, boolean good) {}

  public TrialView {
    choices = List.copyOf(choices);
    mistakes = Map.copyOf(mistakes);
  }

  /** Where the page is. */
  public String address() {
    return "/console/sites/" + site.publicId() + "/connectors/try";
  }
}
