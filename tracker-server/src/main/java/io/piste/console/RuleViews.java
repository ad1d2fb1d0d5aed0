package io.piste.console;

import io.piste.console.RuleMistakes.Mistake;
import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import io.piste.console.view.RuleView;
import io.piste.console.view.RuleView.Choice;
import io.piste.console.view.RuleView.Kinds;
import io.piste.console.view.RuleView.Known;
import io.piste.console.view.RuleView.Part;
import io.piste.console.view.RuleView.Start;
import io.piste.console.view.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a rule on the page: its parts with what they are filled in with. */
final class RuleViews {
  private static final Map<String, String> ICONS =
      Map.ofEntries(
          Map.entry(RuleKinds.FIELD, "account"),
          Map.entry(RuleKinds.STAGE, "goal"),
          Map.entry(RuleKinds.TAG, "product"),
          Map.entry(RuleKinds.SCORE, "overview"),
          Map.entry(RuleKinds.SEGMENT, "contacts"),
          Map.entry(RuleKinds.ORDERS, "order"),
          Map.entry(RuleKinds.CART, "cart"),
          Map.entry(RuleKinds.MAIL, "mail"),
          Map.entry(RuleKinds.CONSENT, "consent"),
          Map.entry("did:search", "search"),
          Map.entry("did:form", "check"),
          Map.entry("did:event", "live"),
          Map.entry("did:click", "link"),
          Map.entry("did:download", "download"),
          Map.entry("did:cart", "cart"),
          Map.entry("did:checkout", "cart"),
          Map.entry("did:order", "order"),
          Map.entry("did:product", "product"));

  private static final List<String> STARTS =
      List.of(
          "did:page",
          "did:product",
          RuleKinds.ORDERS,
          RuleKinds.CART,
          RuleKinds.TAG,
          RuleKinds.SCORE,
          RuleKinds.MAIL,
          RuleKinds.CONSENT);

  private final SegmentChoices choices;
  private final Texts texts;

  /**
   * What is said beside the rule.
   *
   * @param focus id of what gets the focus; empty for nothing
   * @param told what was done; empty for nothing
   */
  record Beside(Map<String, Mistake> mistakes, String focus, String told, List<Known> known) {
    Beside {
      mistakes = Map.copyOf(mistakes);
      known = List.copyOf(known);
    }
  }

  RuleViews(SegmentChoices choices, Texts texts) {
    this.choices = choices;
    this.texts = texts;
  }

  /** The whole rule. */
  RuleView view(Group rule, Beside beside) {
    return new RuleView(
        group(SegmentRuleForm.ROOT, "", rule, beside.mistakes()),
        kinds(),
        STARTS.stream().map(what -> new Start(what, icon(what), label(what))).toList(),
        beside.focus(),
        beside.told(),
        beside.known(),
        RuleNode.lines(rule) >= SegmentRuleForm.MOST_LINES);
  }

  private RuleView.Group group(
      String path, String number, Group group, Map<String, Mistake> mistakes) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < group.parts().size(); i++) {
      String inner = path + "-" + i;
      String called = number.isEmpty() ? String.valueOf(i + 1) : number + "." + (i + 1);
      parts.add(
          switch (group.parts().get(i)) {
            case Line line -> line(inner, called, line, mistakes.get(inner));
            case Group sub -> group(inner, called, sub, mistakes);
          });
    }
    Mistake mistake = mistakes.get(path);
    return new RuleView.Group(
        path,
        number.isEmpty() ? texts.of("rule.group.whole") : texts.of("rule.group.called", number),
        group.join(),
        parts,
        depth(path) < SegmentRuleForm.MOST_DEPTH,
        path.equals(SegmentRuleForm.ROOT),
        mistake == null ? null : mistake.text());
  }

  private static int depth(String path) {
    return (int) path.chars().filter(c -> c == '-').count() + 1;
  }

  private RuleView.Line line(String path, String number, Line line, @Nullable Mistake mistake) {
    String label = label(line.what());
    return new RuleView.Line(
        path,
        line.what(),
        icon(line.what()),
        label,
        texts.of("rule.line.called", number, label),
        new RuleControls(choices, texts, path, line, mistake == null ? "" : mistake.key()).all(),
        mistake == null ? null : mistake.text());
  }

  private static String icon(String what) {
    return ICONS.getOrDefault(what, ICONS.getOrDefault(RuleKinds.family(what), "page"));
  }

  /** What a condition is about, in words. */
  String label(String what) {
    return switch (RuleKinds.family(what)) {
      case RuleKinds.FIELD -> choices.field(RuleKinds.tail(what)).label();
      case RuleKinds.DID -> texts.of("rule.kind.did." + RuleKinds.tail(what));
      default -> texts.of("rule.kind." + what);
    };
  }

  private List<Kinds> kinds() {
    List<Kinds> kinds = new ArrayList<>();
    kinds.add(
        kinds(
            "did",
            RuleKinds.DEEDS.stream()
                .filter(deed -> !deed.equals("order"))
                .map(RuleKinds.DID::concat)
                .toList()));
    kinds.add(kinds("shop", List.of(RuleKinds.ORDERS, RuleKinds.CART)));
    kinds.add(kinds("interest", List.of(RuleKinds.TAG, RuleKinds.SCORE, RuleKinds.STAGE)));
    kinds.add(kinds("mail", List.of(RuleKinds.MAIL, RuleKinds.CONSENT)));
    kinds.add(
        kinds(
            "contact",
            choices.fields().stream().map(field -> RuleKinds.FIELD + field.name()).toList()));
    kinds.add(kinds("segment", List.of(RuleKinds.SEGMENT)));
    return kinds;
  }

  private Kinds kinds(String key, List<String> all) {
    return new Kinds(
        texts.of("rule.kinds." + key),
        all.stream().map(what -> new Choice(what, label(what))).toList());
  }
}
