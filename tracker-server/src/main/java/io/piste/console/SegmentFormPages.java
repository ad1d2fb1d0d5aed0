package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.console.RuleMistakes.Mistake;
import io.piste.console.RuleNode.Group;
import io.piste.console.view.FoundView;
import io.piste.console.view.RuleView;
import io.piste.console.view.SegmentFormView;
import io.piste.console.view.Texts;
import io.piste.segment.Rule;
import io.piste.segment.RuleReader;
import io.piste.segment.RuleWriter;
import io.piste.segment.SavedSegment;
import io.piste.segment.Segment;
import io.piste.segment.SegmentDraft;
import io.piste.segment.Segments;
import io.piste.site.Site;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Segments with a rule are made and changed here; lists by hand in {@link SegmentHandPages}. */
final class SegmentFormPages {
  static final String RULE_PATH = SegmentPages.PATH + "/rule";

  private final Segments segments;
  private final SegmentSubjects subjects;
  private final SegmentFound found;
  private final SegmentProblems problems;

  /**
   * What is shown around the rule.
   *
   * @param focus id of what gets the focus; empty for nothing
   * @param told what was done; empty for nothing
   * @param count whether the page says who is in it now
   */
  private record Around(
      Map<String, String> fields,
      Map<String, Mistake> rule,
      String focus,
      String told,
      boolean count) {
    static final Around NOTHING = new Around(Map.of(), Map.of(), "", "", false);
  }

  SegmentFormPages(Jdbi jdbi, InstantSource clock, Segments segments) {
    this.segments = segments;
    this.subjects = new SegmentSubjects(jdbi, segments);
    this.found = new SegmentFound(jdbi, clock);
    this.problems = new SegmentProblems(segments);
  }

  /** An empty form. */
  Answer blank(PageRequest asked) {
    site(asked);
    return shown(
        asked, SegmentForm.blank(new Group(RuleNode.ALL, List.of())), Around.NOTHING, false);
  }

  /** The form of one that is there; without conditions where its rule cannot be read. */
  Answer edit(PageRequest asked, Segment segment) {
    Rule rule = segment.rule();
    SegmentForm form =
        new SegmentForm(segment.id(), segment.name(), segment.description(), null, "", false);
    if (rule == null) {
      Map<String, String> notice = Map.of("", asked.texts().of("segment.unreadable.form"));
      return shown(asked, form, new Around(notice, Map.of(), "", "", false), false);
    }
    SegmentChoices choices = choices(asked, segment.id());
    Group group = new RuleForms(choices).read(RuleWriter.tree(rule));
    return shown(asked, form.with(group), Around.NOTHING, false);
  }

  /** Adds, moves or removes a part: the rule alone for a script, the whole page without one. */
  Answer act(PageRequest asked) {
    SegmentForm form = SegmentForm.typed(asked);
    SegmentChoices choices = choices(asked, form.id());
    RuleActs.Acted acted =
        new RuleActs(choices, asked.texts()).act(rule(form), asked.field("do"), asked::field);
    SegmentForm changed = form.with(acted.rule());
    Map<String, Mistake> mistakes =
        form.tried()
            ? problems.of(site(asked).id(), acted.rule(), choices, asked.texts())
            : Map.of();
    Around around =
        new Around(
            Map.of(), mistakes, acted.focus(), acted.told(), asked.field("do").startsWith("count"));
    if (isPart(asked)) {
      return Answer.page(
          "segment_rule", SegmentPages.TITLE, ruleView(asked, changed, choices, around));
    }
    return shown(asked, changed, around, false);
  }

  /** Who meets what was typed so far: for a script. */
  Answer count(PageRequest asked) {
    SegmentForm form = SegmentForm.typed(asked);
    SegmentChoices choices = choices(asked, form.id());
    return Answer.page("segment_found", SegmentPages.TITLE, counted(asked, rule(form), choices));
  }

  private FoundView counted(PageRequest asked, Group rule, SegmentChoices choices) {
    return found.of(
        asked, rule, choices, problems.of(site(asked).id(), rule, choices, asked.texts()));
  }

  /** Adds what was typed. */
  Answer add(PageRequest asked) {
    return save(asked, SegmentForm.typed(asked), 0);
  }

  /** Changes one. */
  Answer change(PageRequest asked, Segment segment) {
    return save(asked, SegmentForm.typed(asked), segment.id());
  }

  private Answer save(PageRequest asked, SegmentForm form, long id) {
    SiteId site = site(asked).id();
    Texts texts = asked.texts();
    SegmentChoices choices = choices(asked, id);
    Group rule = rule(form);
    Map<String, Mistake> wrong = problems.of(site, rule, choices, texts);
    if (wrong.isEmpty()) {
      Rule read = RuleReader.read(new RuleJson(choices).write(rule).toString()).rule();
      SegmentDraft draft = new SegmentDraft(form.name(), form.description(), read);
      SavedSegment saved = id == 0 ? segments.make(site, draft) : segments.change(site, id, draft);
      if (saved.isKept()) {
        return Answer.to(SegmentPages.PATH + "/" + saved.id());
      }
      return mistaken(
          asked,
          form,
          SegmentProblems.fields(saved.mistakes(), texts),
          SegmentProblems.placed(saved.ruleMistakes(), texts));
    }
    Map<String, String> fields = new HashMap<>(Map.of("", texts.of("segment.mistake.rule")));
    if (form.name().isEmpty() || form.name().length() > SegmentForm.LONGEST_NAME) {
      fields.put("name", texts.of("segment.mistake.name", SegmentForm.LONGEST_NAME));
    }
    return mistaken(asked, form, fields, wrong);
  }

  private Answer mistaken(
      PageRequest asked, SegmentForm form, Map<String, String> fields, Map<String, Mistake> wrong) {
    String focus =
        wrong.entrySet().stream()
            .filter(entry -> !entry.getValue().key().isEmpty())
            .findFirst()
            .map(entry -> entry.getKey() + "-" + entry.getValue().key())
            .orElse("");
    return shown(asked, form.triedOnce(), new Around(fields, wrong, focus, "", false), true);
  }

  private Answer shown(PageRequest asked, SegmentForm form, Around around, boolean mistaken) {
    SegmentChoices choices = choices(asked, form.id());
    Group rule = rule(form);
    FoundView who =
        around.count() ? counted(asked, rule, choices) : SegmentFound.idle(asked, rule, choices);
    Map<String, String> fields = new HashMap<>(around.fields());
    @Nullable String banner = fields.remove("");
    SegmentFormView view =
        new SegmentFormView(
            SegmentPages.PATH + (form.id() == 0 ? "/new" : "/" + form.id() + "/edit"),
            form.id() == 0 ? "" : String.valueOf(form.id()),
            form.name(),
            form.description(),
            form.tried(),
            ruleView(asked, form, choices, around),
            who,
            "",
            0,
            banner,
            fields);
    String title = form.id() == 0 ? "segment.new.title" : "segment.edit.title";
    return mistaken
        ? Answer.mistaken("segment_form", title, view)
        : Answer.page("segment_form", title, view);
  }

  private RuleView ruleView(
      PageRequest asked, SegmentForm form, SegmentChoices choices, Around around) {
    return new RuleViews(choices, asked.texts())
        .view(
            rule(form),
            new RuleViews.Beside(
                around.rule(),
                around.focus(),
                around.told(),
                isPart(asked) ? List.of() : subjects.known(site(asked).id(), choices)));
  }

  private SegmentChoices choices(PageRequest asked, long without) {
    return subjects.of(site(asked).id(), asked.texts(), without);
  }

  private static Group rule(SegmentForm form) {
    Group rule = form.rule();
    return rule == null ? new Group(RuleNode.ALL, List.of()) : rule;
  }

  /** Whether a script asks, which puts the answer into the page that is there. */
  private static boolean isPart(PageRequest asked) {
    return asked.servletRequest().getHeader("HX-Request") != null;
  }

  static Site site(PageRequest asked) {
    return asked.site().orElseThrow(SegmentFormPages::missing);
  }

  static Problem missing() {
    return new Problem(ProblemCode.NOT_FOUND, "There is no such page.");
  }
}
