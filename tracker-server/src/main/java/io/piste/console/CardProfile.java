package io.piste.console;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.console.view.Chart;
import io.piste.console.view.ContactView;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.profile.InterestTag;
import io.piste.profile.LedgerLine;
import io.piste.profile.Profile;
import io.piste.profile.Profiles;
import io.piste.profile.Reasons;
import io.piste.profile.ScoreValue;
import io.piste.profile.Stage;
import io.piste.profile.Stages;
import io.piste.report.ContactCard;
import io.piste.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a site makes of a contact: stage, interests, scores with their reasons, and two charts. */
final class CardProfile {
  private static final int TAGS = 12;
  private static final int LINES = 6;
  private static final int LEDGER = 2_000;

  private final Profiles profiles;
  private final Stages stages;
  private final ContactCard card;

  CardProfile(Profiles profiles, Stages stages, ContactCard card) {
    this.profiles = profiles;
    this.stages = stages;
    this.card = card;
  }

  /** What was found out for one page. */
  record Reading(Site site, Profile profile, Reasons reasons, Map<SiteId, Profile> all) {}

  /** The profile of the chosen site, or of the first one that has one; empty without sites. */
  Optional<Reading> read(PageRequest asked, ContactId contact) {
    Map<SiteId, Profile> all = profiles.of(contact);
    Optional<Site> chosen = asked.site().filter(site -> all.containsKey(site.id()));
    Optional<Site> site =
        chosen
            .or(() -> asked.sites().stream().filter(any -> all.containsKey(any.id())).findFirst())
            .or(asked::site);
    return site.map(
        of ->
            new Reading(
                of,
                all.getOrDefault(of.id(), Profile.NONE),
                profiles.reasons(of.id(), contact, asked.now(), LEDGER),
                all));
  }

  ContactView.Profile view(PageRequest asked, ContactId contact, String path, Reading reading) {
    Site site = reading.site();
    Optional<Stages.At> at = stages.of(site.id(), contact);
    Optional<ScoreValue> chosen = chosen(asked, reading.profile());
    CardCharts charts = new CardCharts(asked);
    String query = "?site=" + site.publicId();
    return new ContactView.Profile(
        site.publicId(),
        reading.all().size() > 1 ? site.name() : "",
        sites(asked, path, reading),
        stages(asked.texts(), reading.profile().stage()),
        how(asked, at),
        at.map(Stages.At::byHand).orElse(false),
        tags(asked, reading.profile()),
        reading.profile().scores().stream()
            .map(score -> score(asked, score, path + query, reading, chosen))
            .toList(),
        chosen.map(score -> charts.score(score, reading.reasons().scores())).orElse(null),
        activity(asked, contact, charts));
  }

  private @Nullable Chart activity(PageRequest asked, ContactId contact, CardCharts charts) {
    List<ContactCard.Activity> visits =
        card.activity(contact, asked.now().minus(Duration.ofDays(CardCharts.DAYS)));
    return visits.isEmpty() ? null : charts.activity(visits);
  }

  private static Optional<ScoreValue> chosen(PageRequest asked, Profile profile) {
    return asked
        .number("score")
        .flatMap(
            number ->
                profile.scores().stream().filter(score -> score.score() == number).findFirst())
        .or(() -> profile.scores().stream().findFirst());
  }

  private static List<ContactView.Choice> sites(PageRequest asked, String path, Reading reading) {
    return reading.all().size() < 2
        ? List.of()
        : asked.sites().stream()
            .filter(site -> reading.all().containsKey(site.id()))
            .map(
                site ->
                    new ContactView.Choice(
                        site.name(),
                        path + "?site=" + site.publicId(),
                        site.id().equals(reading.site().id())))
            .toList();
  }

  private static List<ContactView.Stage> stages(Texts texts, Stage present) {
    return List.of(Stage.values()).stream()
        .map(
            stage ->
                new ContactView.Stage(
                    stage.word(),
                    texts.ofWord("card.stage", stage.word()),
                    stage == present,
                    stage.compareTo(present) < 0))
        .toList();
  }

  private static String how(PageRequest asked, Optional<Stages.At> at) {
    return at.map(
            known ->
                asked
                    .texts()
                    .of(
                        known.byHand() ? "card.stage.hand" : "card.stage.rule",
                        asked.formats().date(known.since())))
        .orElse("");
  }

  private static List<ContactView.Tag> tags(PageRequest asked, Profile profile) {
    List<InterestTag> heaviest = profile.heaviest(asked.now());
    double most =
        heaviest.isEmpty() ? 1 : Math.max(heaviest.getFirst().weightAt(asked.now()), 0.001);
    return heaviest.stream()
        .filter(tag -> tag.given() || tag.weightAt(asked.now()) >= 0.05)
        .limit(TAGS)
        .map(
            tag ->
                new ContactView.Tag(
                    tag.tag(),
                    asked.formats().decimal(tag.weightAt(asked.now())),
                    String.format(Locale.ROOT, "%.1f%%", 100 * tag.weightAt(asked.now()) / most),
                    tag.given()))
        .toList();
  }

  private static ContactView.Score score(
      PageRequest asked,
      ScoreValue score,
      String path,
      Reading reading,
      Optional<ScoreValue> chosen) {
    return new ContactView.Score(
        score.name(),
        asked.formats().points(score.pointsAt(asked.now())),
        path + "&score=" + score.score() + "#scores",
        chosen.map(one -> one.score() == score.score()).orElse(false),
        reading.reasons().scores().stream()
            .filter(line -> line.score() == score.score())
            .limit(LINES)
            .map(line -> line(asked, line))
            .toList());
  }

  private static ContactView.Line line(PageRequest asked, LedgerLine line) {
    Formats formats = asked.formats();
    return new ContactView.Line(
        CardReasons.reason(asked, line),
        formats.points(line.points()),
        formats.dateTime(line.at()));
  }
}
