package io.piste.console;

import io.piste.base.ConsentId;
import io.piste.base.ContactId;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.consent.ConsentProofs;
import io.piste.console.view.ConsentRecordsView;
import io.piste.console.view.ConsentRecordsView.Row;
import io.piste.console.view.ConsentTextView;
import io.piste.console.view.Texts;
import io.piste.contact.Contact;
import io.piste.contact.Contacts;
import io.piste.contact.IdentityLinks;
import io.piste.site.Site;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Looks choices up by their id or by the person, shows the text, and hands the proof out. */
final class ConsentRecordsPages {
  private static final int LATEST = 20;
  private static final String TITLE = "consent.records.title";

  private final ConsentProofs proofs;
  private final Contacts contacts;
  private final IdentityLinks links;
  private final ConsentProofFile file;

  ConsentRecordsPages(Jdbi jdbi, ConsentProofFile file) {
    this.proofs = new ConsentProofs(jdbi);
    this.contacts = new Contacts(jdbi);
    this.links = new IdentityLinks(jdbi);
    this.file = file;
  }

  /** Of whom the page or the proof is. */
  private record About(String id, Optional<Contact> contact, List<ConsentProofs.Row> rows) {}

  Answer show(PageRequest asked) {
    Site site = SitesPages.named(asked);
    About about = about(asked, site);
    boolean everybody = about.id().isEmpty() && about.contact().isEmpty();
    List<ConsentProofs.Row> rows =
        everybody ? proofs.latest(site.id(), LATEST) : about.rows().reversed();
    ConsentRecordsView view =
        new ConsentRecordsView(
            site,
            about.id(),
            about.contact().map(contact -> contact.email().value()).orElse(null),
            everybody,
            rows.stream().map(row -> row(asked, row)).toList(),
            everybody || rows.isEmpty() ? null : proofLink(site, about));
    return Answer.page("consent_records", TITLE, view);
  }

  /** The exact text of a hash. */
  Answer text(PageRequest asked) {
    Site site = SitesPages.named(asked);
    String hash = asked.variable("hash");
    ConsentProofs.Text text =
        proofs
            .text(site.id(), hash)
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such text."));
    return Answer.page(
        "consent_text",
        "consent.text.title",
        ConsentTextView.of(
            site,
            hash,
            asked.formats().dateTime(text.firstShownAt()),
            Json.read(text.body(), com.fasterxml.jackson.databind.JsonNode.class)));
  }

  /** The proof as signed files. */
  Answer proof(PageRequest asked) {
    Site site = SitesPages.named(asked);
    About about = about(asked, site);
    if (about.rows().isEmpty()) {
      throw new Problem(ProblemCode.NOT_FOUND, "There is no such choice on this site.");
    }
    return file.answer(
        asked,
        new ConsentProofFile.Proof(site, about.id(), about.contact().orElse(null), about.rows()));
  }

  private About about(PageRequest asked, Site site) {
    String id = asked.field("id");
    Optional<Contact> contact =
        asked.number("contact").flatMap(number -> contacts.byId(new ContactId(number)));
    List<ConsentProofs.Row> rows =
        contact
            .map(person -> proofs.chains(site.id(), links.visitorsOf(site.id(), person.id())))
            .orElseGet(
                () ->
                    ConsentId.parse(id)
                        .map(consent -> proofs.chain(site.id(), consent))
                        .orElse(List.of()));
    return new About(contact.isPresent() ? "" : id, contact, rows);
  }

  private static String proofLink(Site site, About about) {
    String query =
        about
            .contact()
            .map(contact -> "contact=" + contact.id())
            .orElseGet(() -> "id=" + about.id());
    return ConsentPages.path(site) + "/proof?" + query;
  }

  static Row row(PageRequest asked, ConsentProofs.Row row) {
    Texts texts = asked.texts();
    return new Row(
        row.id().toString(),
        asked.formats().dateTime(row.decidedAt()),
        asked.formats().iso(row.decidedAt()),
        texts.ofWord("consent.how", row.how()),
        verdicts(texts, row.granted()),
        verdicts(texts, row.refused()),
        row.version(),
        row.hash(),
        ConsentWordsPages.name(texts, row.language()),
        row.page(),
        row.gpc(),
        row.previous() == null ? "" : row.previous().toString());
  }

  private static String verdicts(Texts texts, String words) {
    return words.isEmpty()
        ? ""
        : Stream.of(words.split(",", -1))
            .map(id -> texts.ofWord("purpose", id))
            .collect(Collectors.joining(", "));
  }
}
