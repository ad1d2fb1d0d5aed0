package io.piste.console;

import io.piste.base.VisitorId;
import io.piste.site.Site;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Two months of visits of a tea shop, some of people who come again, and half an hour of now. */
final class TeaHouseVisits {
  private static final int DAYS = 62;
  private static final List<Rows.Way> WAYS =
      List.of(
          new Rows.Way("search", "Google", "", "", "https://www.google.com/"),
          new Rows.Way("search", "Google", "", "", "https://www.google.com/"),
          new Rows.Way("search", "DuckDuckGo", "", "", "https://duckduckgo.com/"),
          new Rows.Way("direct", "", "", "", null),
          new Rows.Way("direct", "", "", "", null),
          new Rows.Way("social", "Instagram", "", "", "https://l.instagram.com/"),
          new Rows.Way("email", "lettre", "email", "Récolte de printemps", null),
          new Rows.Way("email", "lettre", "email", "Idées cadeaux", null),
          new Rows.Way("paid_search", "Google", "cpc", "Thés du Japon", "https://www.google.com/"),
          new Rows.Way("referral", "cuisine.example", "", "", "https://cuisine.example/"),
          new Rows.Way("assistant", "ChatGPT", "", "", "https://chatgpt.com/"),
          new Rows.Way("social", "Pinterest", "", "", "https://www.pinterest.fr/"));
  private static final List<Rows.Gear> GEARS =
      List.of(
          new Rows.Gear("mobile", "Safari", "iOS", "FR"),
          new Rows.Gear("mobile", "Chrome", "Android", "FR"),
          new Rows.Gear("desktop", "Firefox", "Windows", "FR"),
          new Rows.Gear("desktop", "Chrome", "Windows", "BE"),
          new Rows.Gear("desktop", "Safari", "macOS", "CH"),
          new Rows.Gear("tablet", "Safari", "iPadOS", "FR"),
          new Rows.Gear("", "", "", ""));
  private static final List<String> PATHS =
      List.of(
          "/",
          "/thes/sencha",
          "/",
          "/blog/bien-infuser",
          "/thes/gyokuro",
          "/panier",
          "/thes",
          "/theieres/fonte-0-8-l",
          "/commande",
          "/merci",
          "/blog/de-la-feuille-a-la-tasse-histoire-du-the-vert-au-japon");
  private static final List<String> TITLES =
      List.of(
          "Sencha de Kagoshima",
          "La Maison du Thé",
          "Bien infuser un thé vert",
          "Gyokuro Asahi",
          "Votre panier");

  private record Batches(PreparedBatch sessions, PreparedBatch pages, PreparedBatch events) {}

  private final Handle handle;
  private final Site site;
  private final Instant now;
  private final Random random = new Random(11);
  private final List<VisitorId> regulars = new ArrayList<>();
  private long sessions;

  TeaHouseVisits(Handle handle, Site site, Instant now) {
    this.handle = handle;
    this.site = site;
    this.now = now;
  }

  void write() {
    PreparedBatch sessions = handle.prepareBatch(Rows.SESSION);
    PreparedBatch pages = handle.prepareBatch(Rows.PAGE_VIEW);
    PreparedBatch events = handle.prepareBatch(Rows.EVENT);
    for (int day = DAYS; day >= 0; day--) {
      Instant midnight = now.minus(Duration.ofDays(day)).truncatedTo(ChronoUnit.DAYS);
      DayOfWeek weekday = midnight.atZone(ZoneOffset.UTC).getDayOfWeek();
      double busy = 70 + (DAYS - day) * 0.9 + (weekday == DayOfWeek.SUNDAY ? 35 : 0);
      int visits = (int) (busy + random.nextGaussian() * 9);
      for (int i = 0; i < visits; i++) {
        Instant at = midnight.plusSeconds(6 * 3600L + random.nextInt(16 * 3600));
        if (at.isBefore(now.minusSeconds(2_000))) {
          visit(new Batches(sessions, pages, events), at);
        }
      }
    }
    sessions.execute();
    pages.execute();
    events.execute();
  }

  private void visit(Batches batches, Instant at) {
    long session = ++sessions;
    VisitorId visitor = visitor();
    Rows.Way way = WAYS.get((int) (Math.abs(random.nextGaussian()) * 4) % WAYS.size());
    Rows.Gear gear = GEARS.get((int) (Math.abs(random.nextGaussian()) * 2.4) % GEARS.size());
    List<String> paths = new ArrayList<>();
    int pages = 1 + (int) Math.abs(random.nextGaussian() * 3);
    for (int page = 0; page < pages; page++) {
      String path = PATHS.get((int) (Math.abs(random.nextGaussian()) * 3) % PATHS.size());
      paths.add(path);
      Rows.View view = new Rows.View(visitor, session, path, path);
      Rows.bind(batches.pages(), site, view).bind("at", at.plusSeconds(40L * page)).add();
      Rows.event(
              batches.events(),
              site,
              new Rows.Done(visitor, "engage", "", path, 7_000 + page * 9_000L))
          .bind("at", at.plusSeconds(40L * page))
          .add();
    }
    Rows.bind(batches.sessions(), new Rows.Session(site, visitor, at, paths, way, gear))
        .bind("id", session)
        .add();
    if (random.nextInt(9) == 0) {
      String[][] done = {
        {"search", "matcha", "/recherche"},
        {"search", "thé blanc", "/recherche"},
        {"notfound", "", "/thes/rooibos-vanille"},
        {"outbound", "https://www.instagram.com/maisonduthe", "/"},
        {"download", site.origins().getFirst() + "/carte-des-thes.pdf", "/thes"},
        {"custom", "Vidéo lue", "/blog/bien-infuser"}
      };
      String[] one = done[(int) (Math.abs(random.nextGaussian()) * 2.5) % done.length];
      Rows.event(batches.events(), site, new Rows.Done(visitor, one[0], one[1], one[2], 0))
          .bind("at", at)
          .add();
    }
  }

  private VisitorId visitor() {
    if (!regulars.isEmpty() && random.nextInt(4) == 0) {
      return regulars.get(random.nextInt(regulars.size()));
    }
    VisitorId fresh = VisitorId.random();
    if (random.nextInt(3) == 0) {
      regulars.add(fresh);
    }
    return fresh;
  }

  /** Those who are there at this moment, on their way through the pages. */
  void live(List<VisitorId> visitors) {
    List<String> paths =
        List.of("/thes/sencha", "/", "/blog/bien-infuser", "/thes/gyokuro", "/panier");
    for (int i = 0; i < 14; i++) {
      VisitorId visitor = i % 3 == 1 ? visitors.get(i) : VisitorId.random();
      Instant last = now.minusSeconds(20L + i * 110L);
      int page = i % paths.size();
      List<String> seen = new ArrayList<>();
      for (int view = i % 6; view >= 0; view--) {
        seen.add(paths.get(view == 0 ? page : (page + view) % paths.size()));
      }
      Instant started = last.minusSeconds(40L * (seen.size() - 1));
      long session =
          Rows.session(
              handle,
              new Rows.Session(
                  site,
                  visitor,
                  started,
                  seen,
                  WAYS.get(i % WAYS.size()),
                  GEARS.get(i % GEARS.size())));
      for (int view = 0; view < seen.size(); view++) {
        String title = TITLES.get(paths.indexOf(seen.get(view)));
        Rows.View shown = new Rows.View(visitor, session, seen.get(view), title);
        Rows.pageView(handle, site, shown, started.plusSeconds(40L * view));
      }
    }
  }
}
