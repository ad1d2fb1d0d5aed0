package io.piste.console;

import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** The pages about profiles: tags, scores and stages. */
final class ProfilePages {
  private final Jdbi jdbi;
  private final InstantSource clock;

  ProfilePages(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  void add(Router router) {
    addTags(router);
    addScores(router);
    StagePages stages = new StagePages(jdbi, clock);
    router
        .get("/profiles/stages", stages::show)
        .post("/profiles/stages", stages::save)
        .get("/profiles/stages/{stage}", stages::contacts);
  }

  private void addTags(Router router) {
    TagPages pages = new TagPages(jdbi, clock);
    TagFormPages forms = new TagFormPages(jdbi, clock);
    router
        .get("/profiles/tags", pages::list)
        .get("/profiles/tags/tag", pages::show)
        .post("/profiles/tags/tag/category", pages::categorise)
        .get("/profiles/tags/rules/new", forms::blankRule)
        .post("/profiles/tags/rules/new", forms::addRule)
        .get("/profiles/tags/rules/{id}", forms::editRule)
        .post("/profiles/tags/rules/{id}", forms::changeRule)
        .post("/profiles/tags/rules/{id}/remove", forms::removeRule)
        .get("/profiles/tags/categories/new", forms::blankCategory)
        .post("/profiles/tags/categories/new", forms::addCategory)
        .get("/profiles/tags/categories/{id}", forms::editCategory)
        .post("/profiles/tags/categories/{id}", forms::changeCategory)
        .post("/profiles/tags/categories/{id}/remove", forms::removeCategory);
  }

  private void addScores(Router router) {
    ScorePages pages = new ScorePages(jdbi, clock);
    ScoreFormPages forms = new ScoreFormPages(jdbi, clock);
    router
        .get("/profiles/scores", pages::list)
        .get("/profiles/scores/new", forms::blank)
        .post("/profiles/scores/new", forms::add)
        .get("/profiles/scores/{id}", pages::show)
        .get("/profiles/scores/{id}/edit", forms::edit)
        .post("/profiles/scores/{id}/edit", forms::change)
        .post("/profiles/scores/{id}/remove", forms::remove)
        .post("/profiles/scores/{id}/recompute", pages::recompute)
        .get("/profiles/scores/{id}/rules/new", forms::blankRule)
        .post("/profiles/scores/{id}/rules/new", forms::addRule)
        .get("/profiles/scores/{id}/rules/{rule}", forms::editRule)
        .post("/profiles/scores/{id}/rules/{rule}", forms::changeRule)
        .post("/profiles/scores/{id}/rules/{rule}/remove", forms::removeRule);
  }
}
