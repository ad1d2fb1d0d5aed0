package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.visit.Channel;
import io.piste.visit.ChannelRule;
import io.piste.visit.ChannelRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules of channels are made, ordered, removed and tried in the console. */
final class ChannelRulesIT {
  private static final String PATH = "/console/traffic/rules";

  private TestConsole console;
  private Visitor visitor;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    console.addShop();
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    visitor.get(PATH);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void rules_are_added_moved_and_removed() throws Exception {
    add(Map.of("source", "Spring", "channel", "email"));
    add(Map.of("referrer", "*.partner.example", "channel", "affiliate"));
    assertEquals(List.of(Channel.EMAIL, Channel.AFFILIATE), channels());

    visitor.post(PATH + "/" + rules().getLast().id() + "/up", Map.of());
    assertEquals(List.of(Channel.AFFILIATE, Channel.EMAIL), channels());
    visitor.post(PATH + "/" + rules().getFirst().id() + "/up", Map.of());
    assertEquals(List.of(Channel.AFFILIATE, Channel.EMAIL), channels(), "there is nothing above");

    assertEquals("spring", rules().getLast().source(), "compared in lower case");
    visitor.post(PATH + "/" + rules().getFirst().id() + "/remove", Map.of());
    assertEquals(List.of(Channel.EMAIL), channels());
  }

  @Test
  void a_rule_that_asks_nothing_or_leads_nowhere_is_refused_and_what_was_typed_stays()
      throws Exception {
    assertEquals(422, visitor.post(PATH, Map.of("channel", "email")).statusCode());
    Map<String, String> typed = new HashMap<>(Map.of("source", "spring", "channel", "nonsense"));
    var refused = visitor.post(PATH, typed);
    assertEquals(422, refused.statusCode());
    assertTrue(refused.body().contains("value=\"spring\""), refused.body());
    typed.put("channel", "email");
    typed.put("source", "x".repeat(201));
    assertEquals(422, visitor.post(PATH, typed).statusCode());
    assertEquals(List.of(), rules());
  }

  @Test
  void the_test_box_says_which_rule_or_list_decides() throws Exception {
    String box = PATH + "?url=https%3A%2F%2Fwww.maison-du-the.example%2F%3Futm_source%3Dspring";
    assertTrue(visitor.get(box).body().contains("selon la liste fournie"));
    add(Map.of("source", "other", "channel", "display"));
    add(Map.of("source", "spr*", "channel", "email"));
    assertTrue(visitor.get(box).body().contains("selon votre règle 2"));
    String own = PATH + "?from=https%3A%2F%2Fwww.maison-du-the.example%2Fpanier";
    assertTrue(visitor.get(own).body().contains("<strong>Site lui-même</strong>"));
  }

  private void add(Map<String, String> typed) throws Exception {
    assertEquals(303, visitor.post(PATH, typed).statusCode());
    visitor.get(PATH);
  }

  private List<ChannelRule> rules() {
    return new ChannelRules(console.database().jdbi()).all();
  }

  private List<Channel> channels() {
    return rules().stream().map(ChannelRule::channel).toList();
  }
}
