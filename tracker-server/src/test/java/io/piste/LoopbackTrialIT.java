package io.piste;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.Clocks;
import io.piste.connector.ConnectorKeys;
import io.piste.console.ApiTrial.Answered;
import io.piste.console.ApiTrial.Call;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.TestDatabase;
import io.piste.support.TestMariaDb;
import io.piste.support.Wait;
import io.piste.token.ConnectorTokens;
import io.piste.token.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls that somebody tries in the console, on the whole server. */
final class LoopbackTrialIT {
  private static final String SECRET = "a master key of 32 letters or more";

  @Test
  void a_call_takes_the_way_of_all_calls_and_leaves_no_key_behind() {
    try (TestDatabase database = TestDatabase.fresh()) {
      Sites sites = new Sites(database.jdbi(), Clocks.system());
      Site site =
          sites.add(
              NewSite.named("Tea shop")
                  .trackerUrl("https://t.shop.example")
                  .origins(List.of("https://www.shop.example"))
                  .build());
      Secrets secrets = new Secrets(SECRET.getBytes(StandardCharsets.UTF_8));
      ConnectorKeys keys =
          new ConnectorKeys(
              database.jdbi(),
              Clocks.system(),
              sites,
              new ConnectorTokens(secrets, Clocks.system()));
      Map<String, String> settings = new HashMap<>(database.settings());
      settings.put("data.folder", TestMariaDb.newFolder().toString());
      settings.put("secret.key", SECRET);
      settings.put("http.port", "0");
      settings.put("journal.size", "16");
      try (App app = App.start(Settings.read(settings), Clocks.system())) {
        LoopbackTrial trial = new LoopbackTrial(keys, "0.0.0.0", app::port);
        Answered pong = send(trial, site, new Call("GET", "/api/v1/ping", ""));
        assertEquals(200, pong.status(), pong.body());
        assertTrue(pong.body().contains("\"site\":\"Tea shop\""), pong.body());
        assertTrue(
            pong.headers().stream().anyMatch(header -> header.startsWith("ratelimit-remaining")),
            pong.headers().toString());
        Answered wrong = send(trial, site, new Call("PUT", "/api/v1/carts/c-1", "{\"foo\":1}"));
        assertEquals(400, wrong.status(), wrong.body());
        assertEquals(List.of(), keys.ofSite(site.id()), "nothing is left of the keys");
      }
      Answered none =
          new LoopbackTrial(keys, "127.0.0.1", () -> 1)
              .send(site, new Call("GET", "/api/v1/ping", ""));
      assertEquals(0, none.status());
      assertEquals(List.of(), keys.ofSite(site.id()));
    }
  }

  /** The server reads keys that another process made after a second; its own count at once. */
  private static Answered send(LoopbackTrial trial, Site site, Call call) {
    List<Answered> answers = new ArrayList<>();
    Wait.until(
        "the key is known",
        () -> {
          answers.add(trial.send(site, call));
          return answers.getLast().status() != 401;
        });
    return answers.getLast();
  }
}
