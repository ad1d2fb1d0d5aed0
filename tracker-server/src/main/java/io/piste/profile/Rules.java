package io.piste.profile;

import io.piste.base.SiteId;
import io.piste.content.Library;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** All rules of a site as they are stored. Two that are equal give the same profiles. */
record Rules(
    List<TagRule> tags,
    Map<String, Integer> halfLives,
    List<Score> scores,
    List<ScoreRule> scoreRules,
    StageRule stages,
    List<Library.Words> words) {

  static Rules of(Handle handle, SiteId site) {
    List<TagRule> tags = TagRules.of(handle, site);
    List<ScoreRule> scoreRules = Scores.rules(handle, site);
    boolean readsLibrary =
        tags.stream().anyMatch(rule -> readsLibrary(rule.match()))
            || scoreRules.stream().anyMatch(rule -> readsLibrary(rule.match()));
    return new Rules(
        tags,
        TagCategories.halfLives(handle, site),
        Scores.of(handle, site),
        scoreRules,
        StageRules.of(handle, site),
        readsLibrary ? Library.words(handle, site) : List.of());
  }

  private static boolean readsLibrary(RuleMatch match) {
    return match.kind() == RuleKind.CONTENT || match.kind() == RuleKind.CATEGORY;
  }
}
