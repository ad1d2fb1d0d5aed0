package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.view.PlainFormView;
import io.piste.console.view.RuleFormView;
import io.piste.profile.TagCategories;
import io.piste.profile.TagCategory;
import io.piste.profile.TagRule;
import io.piste.profile.TagRules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Rules of tags and categories are made, changed and removed here. */
final class TagFormPages {
  private static final int LONGEST_NAME = 60;
  private static final int MOST_DAYS = 3_650;
  private static final String RULES = TagPages.PATH + "/rules/";
  private static final String CATEGORIES = TagPages.PATH + "/categories/";

  private final TagRules rules;
  private final TagCategories categories;
  private final RuleTrial trial;

  TagFormPages(Jdbi jdbi, InstantSource clock) {
    this.rules = new TagRules(jdbi, clock);
    this.categories = new TagCategories(jdbi, clock);
    this.trial = new RuleTrial(jdbi);
  }

  /** An empty form of a rule. */
  Answer blankRule(PageRequest asked) {
    RuleForm form = RuleForm.blank(false, asked.field("tag"));
    return Answer.page("rule_form", "tags.rule.new.title", view(asked, form, null, Map.of()));
  }

  /** Adds what was typed, or tries it. */
  Answer addRule(PageRequest asked) {
    return saveRule(asked, null);
  }

  /** The form of a rule that is there. */
  Answer editRule(PageRequest asked) {
    TagRule rule = rule(asked);
    return Answer.page(
        "rule_form", "tags.rule.edit.title", view(asked, RuleForm.of(rule), rule, Map.of()));
  }

  /** Changes it, or tries what was typed. */
  Answer changeRule(PageRequest asked) {
    return saveRule(asked, rule(asked));
  }

  private Answer saveRule(PageRequest asked, @Nullable TagRule stored) {
    SiteId site = TagPages.site(asked).id();
    String title = stored == null ? "tags.rule.new.title" : "tags.rule.edit.title";
    RuleForm form = RuleForm.typed(asked, false);
    Map<String, String> mistakes = new HashMap<>(form.mistakes(asked.texts()));
    if (mistakes.isEmpty() && !asked.field("try").isEmpty()) {
      return Answer.page("rule_form", title, view(asked, form, stored, mistakes));
    }
    if (mistakes.isEmpty() && stored == null && rules.of(site).size() >= TagPages.MOST) {
      mistakes.put("form", asked.texts().of("tags.full", TagPages.MOST));
    }
    if (mistakes.isEmpty()) {
      TagRule rule =
          form.tagRule(
              stored == null ? 0 : stored.id(),
              stored == null ? Instant.EPOCH : stored.countsFrom(),
              asked.now());
      if (stored == null) {
        rules.add(site, rule);
      } else if (!rules.change(site, rule)) {
        mistakes.put("form", asked.texts().of("profile.mistake.twice"));
      }
    }
    return mistakes.isEmpty()
        ? Answer.to(TagPages.PATH)
        : Answer.mistaken("rule_form", title, view(asked, form, stored, mistakes));
  }

  /** Removes a rule; one that is gone is left alone. */
  Answer removeRule(PageRequest asked) {
    rules.remove(TagPages.site(asked).id(), asked.numberInPath("id"));
    return Answer.to(TagPages.PATH);
  }

  private TagRule rule(PageRequest asked) {
    long id = asked.numberInPath("id");
    return rules.of(TagPages.site(asked).id()).stream()
        .filter(rule -> rule.id() == id)
        .findFirst()
        .orElseThrow(TagPages::missing);
  }

  private RuleFormView view(
      PageRequest asked, RuleForm form, @Nullable TagRule stored, Map<String, String> mistakes) {
    SiteId site = TagPages.site(asked).id();
    RuleWords words = new RuleWords(asked);
    boolean tried = mistakes.isEmpty() && !asked.field("try").isEmpty();
    return new RuleFormView(
        RULES + (stored == null ? "new" : stored.id()),
        TagPages.PATH,
        stored == null,
        null,
        form.values(),
        words.kinds(),
        List.of(),
        trial.known(asked, site),
        categories.tags(site).stream().map(TagCategories.Tag::name).toList(),
        words.froms(stored == null ? null : stored.countsFrom()),
        trial.effect(asked, site),
        tried ? trial.of(asked, site, form.match()) : null,
        mistakes);
  }

  /** An empty form of a category. */
  Answer blankCategory(PageRequest asked) {
    Map<String, String> values = Map.of("days", String.valueOf(TagCategory.USUAL_HALF_LIFE));
    return Answer.page(
        "category_form", "tags.category.new.title", categoryView(null, values, Map.of()));
  }

  /** Adds one. */
  Answer addCategory(PageRequest asked) {
    return saveCategory(asked, null);
  }

  /** The form of one that is there. */
  Answer editCategory(PageRequest asked) {
    TagCategory stored = category(asked);
    Map<String, String> values =
        Map.of("name", stored.name(), "days", String.valueOf(stored.halfLifeDays()));
    return Answer.page(
        "category_form", "tags.category.edit.title", categoryView(stored, values, Map.of()));
  }

  /** Changes it. */
  Answer changeCategory(PageRequest asked) {
    return saveCategory(asked, category(asked));
  }

  private Answer saveCategory(PageRequest asked, @Nullable TagCategory stored) {
    SiteId site = TagPages.site(asked).id();
    Map<String, String> values = Map.of("name", asked.field("name"), "days", asked.field("days"));
    String name = asked.field("name");
    Integer days = Decimals.whole(asked.field("days"), 0, MOST_DAYS);
    Map<String, String> mistakes = new HashMap<>();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      mistakes.put("name", asked.texts().of("profile.mistake.name", LONGEST_NAME));
    } else if (isTaken(site, name, stored)) {
      mistakes.put("name", asked.texts().of("profile.mistake.taken"));
    }
    if (days == null) {
      mistakes.put("days", asked.texts().of("profile.mistake.days", MOST_DAYS));
    }
    if (!mistakes.isEmpty() || days == null) {
      String title = stored == null ? "tags.category.new.title" : "tags.category.edit.title";
      return Answer.mistaken("category_form", title, categoryView(stored, values, mistakes));
    }
    if (stored == null) {
      categories.add(site, new TagCategory(0, name, days));
    } else {
      categories.change(site, new TagCategory(stored.id(), name, days));
    }
    return Answer.to(TagPages.PATH);
  }

  private boolean isTaken(SiteId site, String name, @Nullable TagCategory stored) {
    return categories.of(site).stream()
        .anyMatch(
            each ->
                each.name().equalsIgnoreCase(name) && (stored == null || each.id() != stored.id()));
  }

  /** Removes one; its tags fade as those without category. */
  Answer removeCategory(PageRequest asked) {
    categories.remove(TagPages.site(asked).id(), asked.numberInPath("id"));
    return Answer.to(TagPages.PATH);
  }

  private TagCategory category(PageRequest asked) {
    long id = asked.numberInPath("id");
    return categories.of(TagPages.site(asked).id()).stream()
        .filter(category -> category.id() == id)
        .findFirst()
        .orElseThrow(TagPages::missing);
  }

  private static PlainFormView categoryView(
      @Nullable TagCategory stored, Map<String, String> values, Map<String, String> mistakes) {
    return new PlainFormView(
        CATEGORIES + (stored == null ? "new" : stored.id()),
        TagPages.PATH,
        stored == null,
        stored == null ? "" : stored.name(),
        values,
        mistakes);
  }
}
