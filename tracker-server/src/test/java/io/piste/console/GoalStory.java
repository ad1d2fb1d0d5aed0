package io.piste.console;

import io.piste.goal.Goal;
import io.piste.goal.GoalCounter;
import io.piste.goal.GoalStep;
import io.piste.goal.Goals;
import io.piste.goal.StepKind;
import io.piste.site.Site;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What the visitors of the tea house did on the way to an order, goals, and their figures. */
public final class GoalStory {
  /** How many of a hundred visits come so far, and a minute later than the step before. */
  private static final String[][] WAY = {
    {"product", "55", "SEN-100"}, {"cart", "27", ""}, {"checkout", "17", ""}, {"order", "11", ""}
  };

  private GoalStory() {}

  /** Adds events to the visits of the {@link TeaHouse}. */
  public static void fill(Jdbi jdbi, Site site) {
    jdbi.useHandle(
        handle -> {
          int minute = 0;
          for (String[] step : WAY) {
            handle.execute(
                """
                INSERT INTO visit_event (site_id, visitor_id, session_id, happened_at, kind, name,
                  path, amount)
                SELECT site_id, visitor_id, id, started_at + ?, ?, ?, entry_path, 0
                FROM visit_session WHERE site_id = ? AND MOD(id * 7919, 100) < ?
                """,
                ++minute * 1_000,
                step[0],
                step[2],
                site.id(),
                Integer.parseInt(step[1]));
          }
          handle.execute("UPDATE visit_session SET last_at = last_at + 5000");
          handle.execute(
              "INSERT INTO traffic_clock (site_id, since_at, time_zone) VALUES (?, 0, ?)",
              site.id(),
              site.timeZone().getId());
          handle.execute(
              "INSERT INTO traffic_change SELECT DISTINCT site_id, day, 1 FROM traffic_day");
        });
  }

  /** A few goals, counted. */
  public static List<Goal> goals(Jdbi jdbi, Site site, InstantSource clock) {
    Goals goals = new Goals(jdbi, clock);
    GoalStep product = GoalStep.any(StepKind.PRODUCT);
    GoalStep cart = GoalStep.any(StepKind.CART);
    GoalStep order = GoalStep.any(StepKind.ORDER);
    GoalStep checkout = GoalStep.any(StepKind.CHECKOUT);
    GoalStep blog = new GoalStep(StepKind.PAGE, "/blog/*");
    goals.add(Goal.fresh(site.id(), "Commande", List.of(order), 0));
    goals.add(Goal.fresh(site.id(), "Lecture du blog", List.of(blog), 0));
    goals.add(
        Goal.fresh(site.id(), "Vidéo lue", List.of(new GoalStep(StepKind.CUSTOM, "Vidéo lue")), 0));
    goals.add(
        Goal.fresh(site.id(), "Achat en une visite", List.of(product, cart, checkout, order), 0));
    goals.add(
        Goal.fresh(site.id(), "Du blog à l’achat en 14 jours", List.of(blog, product, order), 14));
    count(jdbi, clock);
    return goals.all(site.id());
  }

  /** Counts what is not counted. */
  public static void count(Jdbi jdbi, InstantSource clock) {
    GoalCounter counter = new GoalCounter(jdbi, clock);
    boolean more = true;
    while (more) {
      more = counter.runOnce();
    }
  }
}
