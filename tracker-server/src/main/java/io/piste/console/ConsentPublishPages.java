package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.consent.ConsentSetup;
import io.piste.consent.ConsentSetups;
import io.piste.consent.ConsentSetups.Draft;
import io.piste.consent.ConsentSetups.Publication;
import io.piste.consent.Published;
import io.piste.consent.SetupChanges;
import io.piste.consent.SetupRules;
import io.piste.console.view.ConsentHistoryView;
import io.piste.console.view.ConsentPublishView;
import io.piste.console.view.ConsentPublishView.Change;
import io.piste.console.view.Texts;
import io.piste.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a draft to what visitors are asked, and all that was ever asked. */
final class ConsentPublishPages {
  private final ConsentSetups setups;

  ConsentPublishPages(ConsentSetups setups) {
    this.setups = setups;
  }

  Answer ask(PageRequest asked) {
    Site site = SitesPages.named(asked);
    return Answer.page("consent_publish", "consent.publish.title", view(asked, site, null));
  }

  /** Publishes exactly what was shown: a draft that changed since is shown again. */
  Answer publish(PageRequest asked) {
    Site site = SitesPages.named(asked);
    Texts texts = asked.texts();
    Draft draft =
        setups
            .draft(site.id())
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no draft."));
    if (!draft.fingerprint().equals(asked.field("seen"))) {
      return mistaken(asked, site, texts.of("consent.publish.changed"));
    }
    String answer = asked.field("material");
    boolean material =
        !SetupChanges.between(setups.of(site.id()).setup(), draft.setup()).material().isEmpty();
    boolean unanswered = !answer.equals("yes") && !answer.equals("no");
    if (unanswered || (material && answer.equals("no"))) {
      return mistaken(
          asked,
          site,
          texts.of(unanswered ? "consent.publish.answer" : "consent.publish.material"));
    }
    if (!SetupRules.mistakes(draft.setup()).isEmpty()) {
      return mistaken(asked, site, texts.of("form.mistakes"));
    }
    setups.publish(site.id(), draft, answer.equals("no"), asked.user().email().value());
    return Answer.to(ConsentPages.path(site) + "/history");
  }

  /** Forgets the draft. */
  Answer drop(PageRequest asked) {
    Site site = SitesPages.named(asked);
    setups.drop(site.id());
    return Answer.to(ConsentPages.path(site));
  }

  Answer history(PageRequest asked) {
    Site site = SitesPages.named(asked);
    List<Publication> all = setups.history(site.id());
    List<ConsentHistoryView.Row> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      ConsentSetup before =
          i + 1 < all.size() ? all.get(i + 1).published().setup() : setups.usual();
      rows.add(row(asked, all.get(i), before));
    }
    return Answer.page(
        "consent_history",
        "consent.history.title",
        new ConsentHistoryView(site, rows, texts(asked, site)));
  }

  private static ConsentHistoryView.Row row(
      PageRequest asked, Publication publication, ConsentSetup before) {
    Published published = publication.published();
    SetupChanges changes = SetupChanges.between(before, published.setup());
    List<SetupChanges.Change> all = new ArrayList<>(changes.material());
    all.addAll(changes.others());
    return new ConsentHistoryView.Row(
        published.version(),
        publication.material(),
        asked.formats().dateTime(publication.at()),
        asked.formats().iso(publication.at()),
        publication.by(),
        publication.hash(),
        said(asked.texts(), all));
  }

  private List<ConsentHistoryView.Text> texts(PageRequest asked, Site site) {
    return setups.texts(site.id()).stream()
        .map(
            text ->
                new ConsentHistoryView.Text(
                    text.hash(),
                    ConsentWordsPages.name(asked.texts(), text.language()),
                    text.version(),
                    asked.formats().dateTime(text.at()),
                    asked.formats().iso(text.at())))
        .toList();
  }

  private Answer mistaken(PageRequest asked, Site site, String mistake) {
    return Answer.mistaken("consent_publish", "consent.publish.title", view(asked, site, mistake));
  }

  private ConsentPublishView view(PageRequest asked, Site site, @Nullable String mistake) {
    Optional<Draft> draft = setups.draft(site.id());
    Published published = setups.of(site.id());
    SetupChanges changes =
        SetupChanges.between(published.setup(), draft.map(Draft::setup).orElse(published.setup()));
    List<String> mistakes =
        draft.stream()
            .flatMap(each -> SetupRules.mistakes(each.setup()).stream())
            .map(each -> ConsentPages.said(asked.texts(), each))
            .toList();
    return new ConsentPublishView(
        site,
        draft.map(Draft::fingerprint).orElse(""),
        said(asked.texts(), changes.material()),
        said(asked.texts(), changes.others()),
        mistakes,
        published.version(),
        mistake);
  }

  /** In words where the value is one of a few. */
  private static String value(Texts texts, String what, String value) {
    String key = "consent." + what + "." + value;
    if (what.equals("minors")) {
      return texts.of(value.equals("true") ? "consent.yes" : "consent.no");
    }
    return texts.has(key) ? texts.of(key) : value;
  }

  private static List<Change> said(Texts texts, List<SetupChanges.Change> changes) {
    return changes.stream()
        .map(
            change ->
                new Change(
                    texts.of("consent.change." + change.what(), change.of()),
                    value(texts, change.what(), change.before()),
                    value(texts, change.what(), change.after())))
        .toList();
  }
}
