package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a site with their rules, by category.
 *
 * @param loose rules that give a tag by the name that the site has for it
 * @param full whether there are as many rules as there may be, {@code most}
 */
public record TagsView(
    RunView run, List<Category> categories, List<RuleLine> loose, int most, boolean full) {
  /**
   * Tags that fade alike.
   *
   * @param fades how fast, in words
   * @param edit address of its form, null for those without category
   */
  public record Category(String name, String fades, @Nullable String edit, List<Tag> tags) {
    public Category {
      tags = List.copyOf(tags);
    }
  }

  /**
   * A tag.
   *
   * @param carriers how many contacts have it now, in words
   * @param width of its bar, percent of the tag that most contacts have
   */
  public record Tag(String name, String link, String carriers, String width, List<RuleLine> rules) {
    public Tag {
      rules = List.copyOf(rules);
    }
  }

  public TagsView {
    categories = List.copyOf(categories);
    loose = List.copyOf(loose);
  }

  /** Whether there is neither a rule nor a tag. */
  public boolean empty() {
    return loose.isEmpty() && categories.stream().allMatch(category -> category.tags().isEmpty());
  }
}
