package io.piste.transfer;

import io.piste.base.Clocks;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.contact.ContactFacts;
import io.piste.contact.Contacts;
import io.piste.contact.ImportedAnswers;
import io.piste.contact.Suppressions;
import io.piste.contact.Unsubscribed;
import io.piste.segment.SegmentMembers;
import io.piste.segment.SegmentNews;
import io.piste.segment.Segments;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import io.piste.token.KeyedHash;
import io.piste.token.Secrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/** A site, files for it, and a runner whose crank the test turns. */
public final class ImportWorld implements AutoCloseable {
  /** Who imports. */
  public static final String USER = "marie@maison-du-the.example";

  private static final Function<String, byte[]> HASH =
      new KeyedHash(new Secrets(new byte[32]), "suppression")::of;

  private final TestClock clock = new TestClock();
  private final TestDatabase database = TestDatabase.fresh();
  private final Sites sites = new Sites(database.jdbi(), clock);
  private final Site site;
  private final ImportFiles files;
  private final Imports imports;
  private final Arrivals arrivals;
  private ImportRunner runner;

  ImportWorld(Path folder) {
    clock.set(Instant.parse("2026-11-23T15:40:00Z"));
    site =
        sites.add(
            NewSite.named("La Maison du Thé")
                .timeZone(ZoneId.of("Europe/Paris"))
                .origins(List.of("https://www.maison-du-the.example"))
                .trackerUrl("https://t.maison-du-the.example")
                .build());
    files = new ImportFiles(folder);
    imports = new Imports(jdbi(), clock);
    arrivals = new Arrivals(jdbi(), clock, files, 64L << 20);
    runner = new ImportRunner(jdbi(), clock, files, stores(sites, jdbi()));
  }

  /** Where an import reads and writes, for a database that is there. */
  static ImportStores stores(Sites sites, Jdbi jdbi) {
    return new ImportStores(
        sites,
        new Contacts(jdbi),
        new Suppressions(jdbi, HASH),
        new ImportedAnswers(HASH, Unsubscribed.UNHEARD),
        segments(jdbi),
        HASH);
  }

  private static KeptSegments segments(Jdbi jdbi) {
    InstantSource time = Clocks.system();
    return new KeptSegments(
        new Segments(jdbi, time), new SegmentMembers(jdbi, time, SegmentNews.UNHEARD));
  }

  KeptSegments segments() {
    return segments(jdbi());
  }

  Sites sites() {
    return sites;
  }

  /** One more site. */
  SiteId blog() {
    return sites
        .add(
            NewSite.named("Blog")
                .origins(List.of("https://blog.example"))
                .trackerUrl("https://t.blog.example")
                .build())
        .id();
  }

  Jdbi jdbi() {
    return database.jdbi();
  }

  TestDatabase database() {
    return database;
  }

  TestClock clock() {
    return clock;
  }

  Site site() {
    return site;
  }

  Imports imports() {
    return imports;
  }

  ImportFiles files() {
    return files;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  ImportRunner runner() {
    return runner;
  }

  /** As if the process had ended and another one begun. */
  void newProcess() {
    runner.close();
    runner = new ImportRunner(jdbi(), clock, files, stores(sites, jdbi()));
  }

  long upload(String text) {
    try {
      return arrivals.take(
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
          "contacts.csv",
          new Arrivals.By(site.id(), USER, true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ContactImport find(long id) {
    return imports.find(site.id(), id).orElseThrow();
  }

  /** Reads the file to its end as if it were imported. */
  ContactImport check(long id, UnaryOperator<ImportPlan> change) {
    imports.check(id, change.apply(find(id).plan()));
    run();
    return find(id);
  }

  /** Checks and imports a file with a plan. */
  ContactImport imported(String text, UnaryOperator<ImportPlan> change) {
    long id = upload(text);
    check(id, change);
    imports.start(id);
    run();
    return find(id);
  }

  /** Until there is nothing more to do. */
  void run() {
    while (runner.runOnce()) {
      // The next rows.
    }
  }

  static UnaryOperator<ImportPlan> known(ImportPlan.Known known) {
    return plan -> with(plan, known, plan.extras());
  }

  static UnaryOperator<ImportPlan> extras(ImportPlan.Extras extras) {
    return plan -> with(plan, plan.known(), extras);
  }

  private static ImportPlan with(
      ImportPlan plan, ImportPlan.Known known, ImportPlan.Extras extras) {
    return new ImportPlan(
        plan.format(),
        plan.headed(),
        plan.columns(),
        plan.targets(),
        known,
        extras,
        plan.dayFirst());
  }

  Optional<ContactFacts> contact(String email) {
    EmailAddress address = new EmailAddress(email);
    Map<EmailAddress, ContactFacts> found =
        jdbi().withHandle(handle -> new Contacts(jdbi()).factsByEmail(handle, List.of(address)));
    return Optional.ofNullable(found.get(address));
  }

  String field(String email, String key) {
    return contact(email).flatMap(facts -> facts.value(key)).map(value -> value.text()).orElse("");
  }

  long count(String sql) {
    return jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  void suppress(String email) {
    jdbi()
        .useHandle(
            handle ->
                new Suppressions(jdbi(), HASH)
                    .add(
                        handle,
                        site.id(),
                        new EmailAddress(email),
                        "unsubscribe",
                        clock.instant()));
  }

  /** How many files lie in the folder. */
  long filesThere() {
    try (var all = Files.list(files.folder())) {
      return all.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    runner.close();
    database.close();
  }
}
