package io.piste.console;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import io.piste.console.RuleViews.Beside;
import io.piste.console.view.Formats;
import io.piste.console.view.RuleView;
import io.piste.console.view.Texts;
import io.piste.segment.RuleReader;
import io.piste.segment.RuleReading;
import io.piste.segment.RuleWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A rule is the same in the form, as JSON, and as segments are stored. */
final class SegmentRuleFormTest {
  private static final int RULES = 3_000;
  private static final SegmentChoices CHOICES = RandomRules.CHOICES;
  private static final RuleForms FORMS = new RuleForms(CHOICES);

  @Test
  void a_rule_comes_back_from_its_json_as_it_was_typed() {
    for (int seed = 0; seed < RULES; seed++) {
      Group rule = new RandomRules(seed).rule(3);
      ObjectNode json = new RuleJson(CHOICES).write(rule);
      assertEquals(rule, FORMS.read(json), "seed " + seed + ": " + json);
    }
  }

  @Test
  void segments_understand_it_and_it_comes_back_from_them_too() {
    Set<String> kinds = new HashSet<>();
    for (int seed = 0; seed < RULES; seed++) {
      Group rule = new RandomRules(seed).rule(3);
      kinds(rule, kinds);
      String json = new RuleJson(CHOICES).write(rule).toString();
      RuleReading reading = RuleReader.read(json);
      assertEquals(List.of(), reading.mistakes(), "seed " + seed + ": " + json);
      ObjectNode stored = RuleWriter.tree(Objects.requireNonNull(reading.rule()));
      assertEquals(rule, FORMS.read(stored), "seed " + seed + ": " + stored);
    }
    assertEquals(5 + RuleKinds.DEEDS.size() + 8, kinds.size(), "every kind came: " + kinds);
  }

  private static void kinds(Group rule, Set<String> kinds) {
    for (RuleNode part : rule.parts()) {
      switch (part) {
        case Line line -> kinds.add(line.what());
        case Group group -> kinds(group, kinds);
      }
    }
  }

  @Test
  void the_controls_of_the_page_send_back_what_they_show() {
    for (int seed = 0; seed < RULES; seed++) {
      Group rule = new RandomRules(seed).rule(3);
      Map<String, String> sent = new HashMap<>();
      collect(view(rule).root(), sent);
      Group read = SegmentRuleForm.read(name -> sent.getOrDefault(name, ""));
      assertEquals(relevant(rule), relevant(read), "seed " + seed);
      assertEquals(
          rule, SegmentRuleForm.read(name -> SegmentRuleForm.fields(rule).getOrDefault(name, "")));
    }
  }

  private static RuleView view(Group rule) {
    return new RuleViews(CHOICES, Texts.in("en"))
        .view(rule, new Beside(Map.of(), "", "", List.of()));
  }

  /** As a browser sends it: an unticked box is not sent, a select sends its chosen option. */
  private static void collect(RuleView.Part part, Map<String, String> sent) {
    switch (part) {
      case RuleView.Group group -> {
        sent.put(group.path() + "-what", "group");
        sent.put(group.path() + "-join", group.join());
        sent.put(group.path() + "-size", String.valueOf(group.parts().size()));
        group.parts().forEach(inner -> collect(inner, sent));
      }
      case RuleView.Line line -> {
        sent.put(line.path() + "-what", line.what());
        for (RuleView.Control control : line.controls()) {
          boolean offered =
              !control.type().equals("select")
                  || control.choices().stream()
                      .anyMatch(choice -> choice.word().equals(control.value()));
          assertTrue(offered, control.id() + " offers " + control.value());
          sent.put(control.id(), control.value());
        }
      }
    }
  }

  private static RuleNode relevant(RuleNode node) {
    return switch (node) {
      case Line line -> RuleKinds.relevant(line);
      case Group group ->
          new Group(
              group.join(), group.parts().stream().map(SegmentRuleFormTest::relevant).toList());
    };
  }

  @Test
  void every_rule_can_be_said_in_both_languages() {
    for (String language : Texts.LANGUAGES) {
      SegmentRuleWords words =
          new SegmentRuleWords(
              CHOICES,
              new Formats(
                  Texts.in(language), ZoneOffset.UTC, Instant.parse("2026-11-23T12:00:00Z")));
      for (int seed = 0; seed < RULES; seed++) {
        Group rule = new RandomRules(seed).rule(3);
        assertEquals(Map.of(), RuleMistakes.of(rule, CHOICES, Texts.in(language)), "seed " + seed);
        String said = words.sentence(rule);
        assertFalse(said.contains("rule.") || said.contains("{"), said);
      }
    }
  }

  @Test
  void an_untouched_new_condition_of_each_kind_says_what_to_fill_in_or_is_ready() {
    for (String what :
        view(new Group(RuleNode.ALL, List.of())).kinds().stream()
            .flatMap(kinds -> kinds.kinds().stream())
            .map(RuleView.Choice::word)
            .toList()) {
      Line fresh = RuleKinds.fresh(what, CHOICES);
      Group rule = new Group(RuleNode.ALL, List.of(fresh));
      var mistakes = RuleMistakes.of(rule, CHOICES, Texts.in("en"));
      if (mistakes.isEmpty()) {
        String json = new RuleJson(CHOICES).write(rule).toString();
        assertEquals(List.of(), RuleReader.read(json).mistakes(), json);
      } else {
        assertEquals(Set.of("r-0"), mistakes.keySet());
        assertFalse(
            requireNonNull(mistakes.get("r-0")).text().contains("rule."), mistakes.toString());
      }
    }
  }

  @Test
  void a_rule_that_was_written_elsewhere_means_the_same_in_the_form() throws Exception {
    same(
        "{\"did\":\"page\",\"times\":{\"at_least\":2,\"at_most\":5},\"within_days\":7}",
        "{\"all\":[{\"did\":\"page\",\"times\":{\"at_least\":2},\"within_days\":7},"
            + "{\"did\":\"page\",\"times\":{\"at_most\":5},\"within_days\":7}]}");
    same(
        "{\"not\":{\"score\":\"Intent\",\"at_least\":1,\"at_most\":2}}",
        "{\"not\":{\"any\":[{\"all\":[{\"score\":\"Intent\",\"at_least\":1},"
            + "{\"score\":\"Intent\",\"at_most\":2}]}]}}");
    same(
        "{\"not\":{\"not\":{\"consent\":\"marketing\"}}}",
        "{\"not\":{\"any\":[{\"not\":{\"consent\":\"marketing\"}}]}}");
    same("{\"not\":{\"mail\":\"opened\"}}", "{\"all\":[{\"not\":{\"mail\":\"opened\"}}]}");
    same(
        "{\"field\":\"created\",\"before\":{\"days_ago\":-30}}",
        "{\"all\":[{\"field\":\"created\",\"before\":{\"days_ago\":-30}}]}");
  }

  private static void same(String elsewhere, String ours) throws Exception {
    Group rule = FORMS.read(Json.MAPPER.readTree(elsewhere));
    assertEquals(
        Json.MAPPER.readTree(ours),
        Json.MAPPER.readTree(new RuleJson(CHOICES).write(rule).toString()));
  }

  @Test
  void whatever_is_sent_is_read_without_harm() {
    assertEquals(
        new Group(RuleNode.ALL, List.of()),
        SegmentRuleForm.read(name -> name.endsWith("-size") ? "999" : "nonsense"));
    Map<String, String> deep = new HashMap<>();
    String path = "r";
    for (int i = 0; i < 40; i++) {
      deep.put(path + "-what", "group");
      deep.put(path + "-size", "1");
      path += "-0";
    }
    assertTrue(RuleNode.depth(SegmentRuleForm.read(name -> deep.getOrDefault(name, ""))) < 20);
  }
}
