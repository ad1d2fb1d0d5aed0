package io.piste.console;

import io.piste.console.view.ChannelRulesView;
import io.piste.console.view.ChannelRulesView.Choice;
import io.piste.console.view.ChannelRulesView.Condition;
import io.piste.console.view.ChannelRulesView.Found;
import io.piste.console.view.ChannelRulesView.Probe;
import io.piste.console.view.ChannelRulesView.Row;
import io.piste.console.view.ChannelRulesView.Typed;
import io.piste.console.view.Texts;
import io.piste.visit.Channel;
import io.piste.visit.ChannelRule;
import io.piste.visit.ChannelRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The installation's own rules of channels, their order, and a box that says how one is judged. */
final class ChannelRulesPages {
  private static final String PATH = "/console/traffic/rules";
  private static final int MAX_PATTERN = 200;
  private static final int MAX_ADDRESS = 1_000;

  private final ChannelRules rules;

  ChannelRulesPages(ChannelRules rules) {
    this.rules = rules;
  }

  /** The rules and the test box. */
  Answer show(PageRequest asked) {
    rules.refresh();
    return Answer.page("channel_rules", "rules.title", view(asked, Typed.NOTHING, null));
  }

  /** Adds a rule behind the others. */
  Answer add(PageRequest asked) {
    Typed typed =
        new Typed(
            pattern(asked, "referrer"),
            pattern(asked, "source"),
            pattern(asked, "medium"),
            asked.field("campaign"),
            asked.field("channel"));
    List<ChannelRule> all = new ArrayList<>(rules.all());
    String mistake = mistake(asked.texts(), typed, all.size());
    if (mistake != null) {
      return Answer.mistaken("channel_rules", "rules.title", view(asked, typed, mistake));
    }
    all.add(
        new ChannelRule(
            0,
            typed.referrer(),
            typed.source(),
            typed.medium(),
            typed.campaign(),
            Channel.of(typed.channel()).orElseThrow()));
    rules.save(all);
    return Answer.to(PATH);
  }

  /** Moves a rule up or down, or removes it; one that is gone is left alone. */
  Answer change(PageRequest asked) {
    long id = asked.numberInPath("id");
    List<ChannelRule> all = new ArrayList<>(rules.all());
    int at = all.stream().map(ChannelRule::id).toList().indexOf(id);
    switch (asked.variable("act")) {
      case "up" -> swap(all, at, at - 1);
      case "down" -> swap(all, at, at + 1);
      case "remove" -> all.removeIf(rule -> rule.id() == id);
      default -> {}
    }
    rules.save(all);
    return Answer.to(PATH);
  }

  private static void swap(List<ChannelRule> all, int one, int other) {
    if (one >= 0 && other >= 0 && other < all.size()) {
      Collections.swap(all, one, other);
    }
  }

  // Hosts, sources and media are compared in lower case.
  private static String pattern(PageRequest asked, String field) {
    return asked.field(field).toLowerCase(Locale.ROOT);
  }

  private static @Nullable String mistake(Texts texts, Typed typed, int stored) {
    if (stored >= ChannelRules.MOST) {
      return texts.of("rules.full", ChannelRules.MOST);
    }
    if ((typed.referrer() + typed.source() + typed.medium() + typed.campaign()).isEmpty()) {
      return texts.of("rules.mistake.empty");
    }
    boolean tooLong =
        List.of(typed.referrer(), typed.source(), typed.medium(), typed.campaign()).stream()
            .anyMatch(pattern -> pattern.length() > MAX_PATTERN);
    if (tooLong) {
      return texts.of("rules.mistake.long", MAX_PATTERN);
    }
    return Channel.of(typed.channel()).isEmpty() ? texts.of("rules.mistake.channel") : null;
  }

  private ChannelRulesView view(PageRequest asked, Typed typed, @Nullable String mistake) {
    Texts texts = asked.texts();
    List<ChannelRule> all = rules.all();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      ChannelRule rule = all.get(i);
      rows.add(
          new Row(
              rule.id(),
              conditions(texts, rule),
              texts.ofWord("channel", rule.channel().word()),
              i == 0,
              i == all.size() - 1));
    }
    List<Choice> channels =
        Arrays.stream(Channel.values())
            .map(each -> new Choice(each.word(), texts.ofWord("channel", each.word())))
            .toList();
    boolean full = all.size() >= ChannelRules.MOST;
    return new ChannelRulesView(rows, channels, typed, probe(asked, all), mistake, full);
  }

  private static List<Condition> conditions(Texts texts, ChannelRule rule) {
    List<Condition> conditions = new ArrayList<>();
    add(conditions, texts.of("rules.referrer"), rule.referrer());
    add(conditions, "utm_source", rule.source());
    add(conditions, "utm_medium", rule.medium());
    add(conditions, "utm_campaign", rule.campaign());
    return conditions;
  }

  private static void add(List<Condition> conditions, String label, String pattern) {
    if (!pattern.isEmpty()) {
      conditions.add(new Condition(label, pattern));
    }
  }

  private Probe probe(PageRequest asked, List<ChannelRule> all) {
    String url = cut(asked.field("url"));
    String referrer = cut(asked.field("from"));
    if (url.isEmpty() && referrer.isEmpty()) {
      return new Probe("", "", null);
    }
    ChannelRules.Judgement judged =
        rules.judge(url, referrer.isEmpty() ? null : referrer, asked.site().orElse(null));
    ChannelRule rule = judged.rule();
    int place =
        rule == null ? 0 : all.stream().map(ChannelRule::id).toList().indexOf(rule.id()) + 1;
    return new Probe(
        url,
        referrer,
        new Found(
            asked.texts().ofWord("channel", judged.attribution().channel().word()),
            judged.attribution().source(),
            judged.attribution().medium(),
            judged.attribution().campaign(),
            place));
  }

  private static String cut(String address) {
    return address.length() <= MAX_ADDRESS ? address : address.substring(0, MAX_ADDRESS);
  }
}
