package io.piste.connector;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.JsonFields;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.collect.ShopWords;
import io.piste.contact.ContactEdit;
import io.piste.contact.ContactFacts;
import io.piste.contact.SiteContacts;
import io.piste.contact.SiteContacts.Known;
import io.piste.profile.GivenTags;
import io.piste.profile.Levels;
import io.piste.profile.Profile;
import io.piste.profile.Profiles;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People with an address, as the calling site knows them. Thread-safe. */
public final class ContactCalls {
  private static final int MOST_WHO = 254;
  private static final int MOST_TAG = 60;

  private final SiteContacts contacts;
  private final FieldEdits fields;
  private final Profiles profiles;
  private final GivenTags given;

  /** Asks nothing yet. */
  public ContactCalls(
      SiteContacts contacts, FieldEdits fields, Profiles profiles, GivenTags given) {
    this.contacts = contacts;
    this.fields = fields;
    this.profiles = profiles;
    this.given = given;
  }

  /** The calls; what they answer is a person's data, and never kept for who repeats them. */
  public List<Call> calls() {
    return List.of(
        Call.get("/contacts", Scope.CONTACTS_READ, this::list),
        Call.get("/contacts/{who}", Scope.CONTACTS_READ, this::one),
        Call.of("PATCH", "/contacts/{who}", Scope.CONTACTS_WRITE, this::change).answeredAnew(),
        Call.get("/contacts/{who}/tags", Scope.CONTACTS_READ, this::tags),
        Call.of("PUT", "/contacts/{who}/tags/{tag}", Scope.CONTACTS_WRITE, this::give)
            .upTo(0)
            .answeredAnew(),
        Call.delete("/contacts/{who}/tags/{tag}", Scope.CONTACTS_WRITE, this::take).answeredAnew(),
        Call.get("/contacts/{who}/scores", Scope.CONTACTS_READ, this::scores));
  }

  private ApiAnswer list(ApiRequest request) {
    request.parameters("limit", "cursor");
    int limit = request.limit();
    return ApiAnswer.ok(
        Cursor.page(
            contacts.page(request.site().id(), Cursor.of(request), limit + 1),
            limit,
            known -> known.facts().id().value(),
            ContactWords::card));
  }

  private ApiAnswer one(ApiRequest request) {
    request.parameters();
    return ApiAnswer.ok(ContactWords.card(asked(request)));
  }

  private ApiAnswer change(ApiRequest request) {
    JsonFields body = request.json();
    Known known = asked(request);
    ContactFacts facts = known.facts();
    ContactEdit edit = ContactWords.edit(body, facts, fields.all()).beyond(facts);
    if (known.shared()) {
      throw ContactWords.shared();
    }
    if (facts.restricted()) {
      throw ContactWords.restricted();
    }
    if (!edit.isEmpty()) {
      fields.change(facts.id(), edit, request.caller().key().name());
    }
    return ApiAnswer.ok(ContactWords.card(asked(request)));
  }

  private ApiAnswer tags(ApiRequest request) {
    request.parameters();
    ContactId id = asked(request).facts().id();
    Site site = request.site();
    List<Tag> tags = new ArrayList<>();
    given.of(site.id(), id).forEach(tag -> tags.add(new Tag(tag, BigDecimal.ONE, "given")));
    Instant now = profiles.now();
    profiles.of(site.id(), id).heaviest(now).stream()
        .filter(tag -> tag.level() > Levels.NONE)
        .forEach(tag -> tags.add(new Tag(tag.tag(), rounded(tag.weightAt(now)), "derived")));
    return ApiAnswer.ok(Map.of("items", tags));
  }

  /** A score as the API tells it. */
  private record Points(String name, BigDecimal points) {}

  private ApiAnswer give(ApiRequest request) {
    given.give(request.site().id(), asked(request).facts().id(), tag(request));
    return ApiAnswer.none();
  }

  private ApiAnswer take(ApiRequest request) {
    given.take(request.site().id(), asked(request).facts().id(), tag(request));
    return ApiAnswer.none();
  }

  private ApiAnswer scores(ApiRequest request) {
    request.parameters();
    Profile profile = profiles.of(request.site().id(), asked(request).facts().id());
    Instant now = profiles.now();
    return ApiAnswer.ok(
        Map.of(
            "items",
            profile.scores().stream()
                .map(score -> new Points(score.name(), score.pointsAt(now)))
                .toList()));
  }

  private static BigDecimal rounded(double weight) {
    return BigDecimal.valueOf(weight).setScale(3, RoundingMode.HALF_UP);
  }

  private static String tag(ApiRequest request) {
    String said = request.variable("tag", MOST_TAG);
    String tag = ShopWords.plain(said.strip());
    if (tag == null || !tag.equals(said)) {
      throw ApiRequest.wrong("tag", "a word in plain text of 1 to " + MOST_TAG + " characters");
    }
    return tag;
  }

  private Known asked(ApiRequest request) {
    String who = request.variable("who", MOST_WHO);
    Site site = request.site();
    Optional<Known> known =
        isNumber(who)
            ? contacts.byId(site.id(), new ContactId(Long.parseLong(who)))
            : EmailAddress.parse(who).flatMap(email -> contacts.byEmail(site.id(), email));
    return known.orElseThrow(
        () ->
            new Problem(
                ProblemCode.NOT_FOUND, "The site knows no contact of this number or address."));
  }

  private static boolean isNumber(String text) {
    return text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private record Tag(String tag, BigDecimal weight, String source) {}
}
