package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.console.view.GoalFormView.Choice;
import io.piste.console.view.RuleLine;
import io.piste.console.view.TagView;
import io.piste.console.view.TagsView;
import io.piste.profile.ProfileRuns;
import io.piste.profile.TagCategories;
import io.piste.profile.TagCategories.Tag;
import io.piste.profile.TagCategory;
import io.piste.profile.TagRule;
import io.piste.profile.TagRules;
import io.piste.report.Count;
import io.piste.report.Spread;
import io.piste.report.TagFigures;
import io.piste.site.Site;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What contacts care about: the tags of a site with their rules, and each on its own. */
final class TagPages {
  static final String PATH = "/console/profiles/tags";
  static final String TITLE = "tags.title";

  /** So many rules of tags at most: each act is held against all of them. */
  static final int MOST = 200;

  private static final int SHOWN = 50;
  private static final long NO_CATEGORY = 0;

  private final TagRules rules;
  private final TagCategories categories;
  private final TagFigures figures;
  private final RunWords runs;

  TagPages(Jdbi jdbi, InstantSource clock) {
    this.rules = new TagRules(jdbi, clock);
    this.categories = new TagCategories(jdbi, clock);
    this.figures = new TagFigures(jdbi);
    this.runs = new RunWords(new ProfileRuns(jdbi, clock));
  }

  /** All tags, by category. */
  Answer list(PageRequest asked) {
    Optional<Site> chosen = asked.site();
    if (chosen.isEmpty()) {
      return Answer.page("overview_empty", TITLE, new Object());
    }
    SiteId site = chosen.get().id();
    List<TagRule> all = rules.of(site);
    RuleWords words = new RuleWords(asked);
    return Answer.page(
        "tags",
        TITLE,
        new TagsView(
            runs.of(asked, site),
            groups(asked, site, all),
            all.stream().filter(rule -> rule.tag().equals(TagRule.SAME)).map(words::line).toList(),
            MOST,
            all.size() >= MOST));
  }

  /** The categories with their tags; behind them the tags without category. */
  private List<TagsView.Category> groups(PageRequest asked, SiteId site, List<TagRule> all) {
    List<TagCategory> groups = categories.of(site);
    List<Tag> tags = categories.tags(site);
    Map<Long, Integer> days = days(groups);
    Map<String, Count> carriers =
        figures.carriers(
            tags.stream().map(tag -> of(site, tag.name(), days(days, tag.category()))).toList(),
            asked.now());
    long most = carriers.values().stream().mapToLong(Count::number).max().orElse(0);
    Map<Long, List<TagsView.Tag>> byCategory = new HashMap<>();
    for (Tag tag : tags) {
      byCategory
          .computeIfAbsent(number(tag.category()), any -> new ArrayList<>())
          .add(tag(asked, tag.name(), all, carriers, most));
    }
    RuleWords words = new RuleWords(asked);
    List<TagsView.Category> view = new ArrayList<>();
    for (TagCategory group : groups) {
      view.add(
          new TagsView.Category(
              group.name(),
              words.fades(group.halfLifeDays()),
              PATH + "/categories/" + group.id(),
              byCategory.getOrDefault(group.id(), List.of())));
    }
    view.add(
        new TagsView.Category(
            asked.texts().of("tags.category.none"),
            words.fades(TagCategory.USUAL_HALF_LIFE),
            null,
            byCategory.getOrDefault(NO_CATEGORY, List.of())));
    return view;
  }

  private static Map<Long, Integer> days(List<TagCategory> groups) {
    Map<Long, Integer> days = new HashMap<>();
    groups.forEach(group -> days.put(group.id(), group.halfLifeDays()));
    return days;
  }

  private static long number(@Nullable Long category) {
    return category == null ? NO_CATEGORY : category;
  }

  private static TagsView.Tag tag(
      PageRequest asked, String name, List<TagRule> all, Map<String, Count> carriers, long most) {
    Count count = carriers.getOrDefault(name, Count.NONE);
    return new TagsView.Tag(
        name,
        path(name),
        new CountWords(asked.texts(), asked.formats()).contacts(count),
        TrafficListing.width((double) count.number(), (double) most),
        lines(asked, name, all));
  }

  private static List<RuleLine> lines(PageRequest asked, String name, List<TagRule> all) {
    RuleWords words = new RuleWords(asked);
    return all.stream()
        .filter(rule -> rule.tag().equalsIgnoreCase(name))
        .sorted(Comparator.comparing(TagRule::weight).reversed())
        .map(words::line)
        .toList();
  }

  /** One of them: who has it, how much of it, and why. */
  Answer show(PageRequest asked) {
    Tag tag = tag(asked, asked.field("name"));
    return Answer.page("tag_page", TITLE, view(asked, tag, Map.of()));
  }

  /** Puts a tag into another category. */
  Answer categorise(PageRequest asked) {
    Tag tag = tag(asked, asked.field("name"));
    SiteId site = site(asked).id();
    String typed = asked.field("category");
    Optional<Long> chosen = asked.number("category").filter(number -> number != 0);
    boolean known =
        typed.equals("0")
            || chosen
                .filter(id -> categories.of(site).stream().anyMatch(each -> each.id() == id))
                .isPresent();
    if (!known) {
      String mistake = asked.texts().of("profile.mistake.category");
      return Answer.mistaken("tag_page", TITLE, view(asked, tag, Map.of("category", mistake)));
    }
    categories.put(site, tag.name(), chosen.orElse(null));
    return Answer.to(path(tag.name()));
  }

  private TagView view(PageRequest asked, Tag tag, Map<String, String> mistakes) {
    SiteId site = site(asked).id();
    List<TagCategory> groups = categories.of(site);
    int halfLife = days(days(groups), tag.category());
    TagFigures.Of of = of(site, tag.name(), halfLife);
    Spread weights = figures.weights(of, asked.now());
    RuleWords words = new RuleWords(asked);
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("0", asked.texts().of("tags.category.none")));
    groups.forEach(group -> choices.add(new Choice(String.valueOf(group.id()), group.name())));
    return new TagView(
        runs.of(asked, site),
        tag.name(),
        encoded(tag.name()),
        new CountWords(asked.texts(), asked.formats()).contacts(weights.count()),
        words.fades(halfLife),
        String.valueOf(number(tag.category())),
        choices,
        lines(asked, tag.name(), rules.of(site)),
        weights.figures().isEmpty() ? null : new SpreadDrawing(asked).chart("weight", weights),
        new Carriers(asked).rows(figures.highest(of, asked.now(), SHOWN)),
        mistakes);
  }

  private Tag tag(PageRequest asked, String name) {
    return categories.tags(site(asked).id()).stream()
        .filter(tag -> tag.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(TagPages::missing);
  }

  private static int days(Map<Long, Integer> days, @Nullable Long category) {
    return category == null
        ? TagCategory.USUAL_HALF_LIFE
        : days.getOrDefault(category, TagCategory.USUAL_HALF_LIFE);
  }

  private static TagFigures.Of of(SiteId site, String tag, int days) {
    return new TagFigures.Of(site, tag, Duration.ofDays(days));
  }

  static Site site(PageRequest asked) {
    return asked.site().orElseThrow(TagPages::missing);
  }

  static Problem missing() {
    return new Problem(ProblemCode.NOT_FOUND, "There is no such page.");
  }

  /** A tag's page. */
  static String path(String tag) {
    return PATH + "/tag?name=" + encoded(tag);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
