package io.piste.console;

import io.piste.console.view.Texts;
import io.piste.console.view.TrialView;
import io.piste.console.view.TrialView.Choice;
import io.piste.console.view.TrialView.Exchange;
import io.piste.site.Site;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends a call of the plugin API as the site and shows what is answered. Unless somebody says so
 * each time, only calls that change nothing are sent.
 */
final class TrialPages {
  private static final String TITLE = "trial.title";
  private static final int LONGEST_BODY = 20_000;
  private static final int LONGEST_ANSWER = 50_000;
  private static final Pattern PATH =
      Pattern.compile("/api/v1/[A-Za-z0-9._~:@!$&'()*+,;=%/?-]{1,400}");

  private final ApiTrial trial;

  TrialPages(Connecting connecting) {
    this.trial = connecting.trial();
  }

  Answer show(PageRequest asked) {
    TrialCall call = TrialCall.of(asked.field("call"));
    String page = SitesPages.named(asked).origins().getFirst() + "/";
    Typed blank = new Typed(call, call.path(), call.body(asked.now(), page), false);
    return Answer.page("trial", TITLE, view(asked, blank, null, Map.of()));
  }

  Answer send(PageRequest asked) {
    Typed typed =
        new Typed(
            TrialCall.of(asked.field("call")),
            asked.field("path"),
            asked.field("body"),
            asked.field("change").equals("yes"));
    Map<String, String> mistakes = mistakes(asked.texts(), typed);
    if (!mistakes.isEmpty()) {
      return Answer.mistaken("trial", TITLE, view(asked, typed, null, mistakes));
    }
    ApiTrial.Call call = new ApiTrial.Call(typed.call().method(), typed.path(), typed.sent());
    ApiTrial.Answered answered = trial.send(SitesPages.named(asked), call);
    return Answer.page(
        "trial", TITLE, view(asked, typed, exchange(asked, call, answered), Map.of()));
  }

  private record Typed(TrialCall call, String path, String body, boolean change) {
    /** A question has no body, whatever was left in the field. */
    String sent() {
      return call.reads() || call.method().equals("DELETE") ? "" : body;
    }
  }

  private static Map<String, String> mistakes(Texts texts, Typed typed) {
    Map<String, String> mistakes = new LinkedHashMap<>();
    boolean steps = typed.path().contains("..") || typed.path().contains("//");
    if (steps || !PATH.matcher(typed.path()).matches() || !isUri(typed.path())) {
      mistakes.put("path", texts.of("trial.mistake.path"));
    }
    if (typed.body().length() > LONGEST_BODY) {
      mistakes.put("body", texts.of("trial.mistake.body"));
    }
    if (!typed.call().reads() && !typed.change()) {
      mistakes.put("change", texts.of("trial.mistake.change"));
    }
    return mistakes;
  }

  private static boolean isUri(String path) {
    try {
      java.net.URI.create("http://localhost" + path);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static TrialView view(
      PageRequest asked, Typed typed, @Nullable Exchange exchange, Map<String, String> mistakes) {
    Site site = SitesPages.named(asked);
    List<Choice> choices =
        Arrays.stream(TrialCall.values()).map(call -> choice(asked.texts(), call)).toList();
    return new TrialView(
        site,
        choices,
        choice(asked.texts(), typed.call()),
        typed.path(),
        typed.body(),
        typed.change(),
        exchange,
        mistakes);
  }

  private static Choice choice(Texts texts, TrialCall call) {
    return new Choice(
        call.key(), call.method(), call.path(), texts.of("trial.call." + call.key()), call.reads());
  }

  private static Exchange exchange(
      PageRequest asked, ApiTrial.Call call, ApiTrial.Answered answered) {
    String request =
        call.method()
            + " "
            + call.path()
            + "\nAuthorization: Bearer …\n"
            + (call.body().isEmpty() ? "" : "Content-Type: application/json\n\n" + call.body());
    boolean none = answered.status() == 0;
    String body = DeliveryWords.pretty(answered.body());
    String shown = body.length() > LONGEST_ANSWER ? body.substring(0, LONGEST_ANSWER) + "…" : body;
    String answer =
        none
            ? answered.body()
            : "HTTP %d\n%s\n\n%s"
                .formatted(answered.status(), String.join("\n", answered.headers()), shown)
                .strip();
    String took = asked.formats().number(answered.took().toMillis());
    String verdict =
        none
            ? asked.texts().of("trial.none")
            : asked.texts().of("trial.answered", Integer.toString(answered.status()), took);
    return new Exchange(request.strip(), answer, verdict, answered.status() / 100 == 2);
  }
}
