package io.piste.connector;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.JsonFields;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.collect.ShopWords;
import io.piste.contact.Contact;
import io.piste.contact.IdentityLinks;
import io.piste.contact.SiteContacts;
import io.piste.contact.SiteContacts.Field;
import io.piste.contact.SiteContacts.Known;
import io.piste.profile.GivenTags;
import io.piste.profile.Profile;
import io.piste.profile.Profiles;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People with an address, as the calling site knows them. Thread-safe. */
public final class ContactCalls {
  private static final int MOST_WHO = 254;
  private static final int MOST_TAG = 60;

  private final SiteContacts contacts;
  private final IdentityLinks links;
  private final Profiles profiles;
  private final GivenTags given;

  /** Asks nothing yet. */
  public ContactCalls(
      SiteContacts contacts, IdentityLinks links, Profiles profiles, GivenTags given) {
    this.contacts = contacts;
    this.links = links;
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
            known -> known.contact().id().value(),
            Card::of));
  }

  private ApiAnswer one(ApiRequest request) {
    request.parameters();
    return ApiAnswer.ok(Card.of(asked(request)));
  }

  private ApiAnswer change(ApiRequest request) {
    JsonFields body = request.json();
    body.only("firstName", "lastName", "language");
    Field language = new Field(body.names("language"), ShopWords.language(body, "language"));
    if (body.has("language") && language.value() == null) {
      throw body.wrong("language", "a language such as fr");
    }
    SiteContacts.Change change =
        new SiteContacts.Change(
            new Field(body.names("firstName"), ShopWords.person(body, "firstName")),
            new Field(body.names("lastName"), ShopWords.person(body, "lastName")),
            language);
    Known known = asked(request);
    if (known.shared()) {
      throw new Problem(
          ProblemCode.BAD_REQUEST,
          "Other sites of this installation know this contact too: its names are not for one of"
              + " them to change.");
    }
    contacts.change(known.contact().id(), change);
    return ApiAnswer.ok(Card.of(asked(request)));
  }

  private ApiAnswer tags(ApiRequest request) {
    request.parameters();
    ContactId id = asked(request).contact().id();
    Site site = request.site();
    List<Tag> tags = new ArrayList<>();
    given.of(site.id(), id).forEach(tag -> tags.add(new Tag(tag, BigDecimal.ONE, "given")));
    profile(site, id)
        .tags()
        .forEach(tag -> tags.add(new Tag(tag.tag(), rounded(tag.weight()), "derived")));
    return ApiAnswer.ok(Map.of("items", tags));
  }

  private ApiAnswer give(ApiRequest request) {
    given.give(request.site().id(), asked(request).contact().id(), tag(request));
    return ApiAnswer.none();
  }

  private ApiAnswer take(ApiRequest request) {
    given.take(request.site().id(), asked(request).contact().id(), tag(request));
    return ApiAnswer.none();
  }

  private ApiAnswer scores(ApiRequest request) {
    request.parameters();
    Profile profile = profile(request.site(), asked(request).contact().id());
    return ApiAnswer.ok(Map.of("items", profile.scores()));
  }

  private Profile profile(Site site, ContactId id) {
    return profiles.of(site.id(), links.spansOf(site.id(), id));
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

  private record Card(
      long id,
      String email,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String language,
      @Nullable Boolean marketing,
      long createdAt,
      long lastInteractionAt) {
    static Card of(Known known) {
      Contact contact = known.contact();
      return new Card(
          contact.id().value(),
          contact.email().value(),
          contact.firstName(),
          contact.lastName(),
          contact.language(),
          known.marketing(),
          contact.createdAt().toEpochMilli(),
          contact.lastInteractionAt().toEpochMilli());
    }
  }
}
