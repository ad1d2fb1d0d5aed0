package io.piste.connector;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.contact.ContactData;
import io.piste.privacy.Person;
import io.piste.privacy.PersonalFile;
import io.piste.protocol.api.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * {@code /privacy?email=}: all that the calling site keeps about a person, to be told or erased.
 * Whoever calls has to know that the person asked. Thread-safe.
 */
public final class PrivacyCalls {
  private final Jdbi jdbi;
  private final PersonalFile file;

  /** Asks these stores. */
  public PrivacyCalls(Jdbi jdbi, PersonalFile file) {
    this.jdbi = jdbi;
    this.file = file;
  }

  /** The calls. */
  public List<Call> calls() {
    return List.of(
        Call.get("/privacy", Scope.PRIVACY, this::tell),
        Call.delete("/privacy", Scope.PRIVACY, this::erase));
  }

  private ApiAnswer tell(ApiRequest request) {
    EmailAddress email = email(request);
    return ApiAnswer.ok(
        jdbi.withHandle(
            handle ->
                new Told(
                    email.value(), file.tell(handle, person(handle, request.site().id(), email)))));
  }

  private ApiAnswer erase(ApiRequest request) {
    EmailAddress email = email(request);
    SiteId site = request.site().id();
    Map<String, Integer> erased =
        retried(
            () ->
                jdbi.inTransaction(
                    TransactionIsolationLevel.READ_COMMITTED,
                    handle -> file.erase(handle, person(handle, site, email))));
    return ApiAnswer.ok(Map.of("erased", erased));
  }

  private static Person person(Handle handle, SiteId site, EmailAddress email) {
    Optional<ContactId> contact = ContactData.contact(handle, site, email);
    return new Person(
        site,
        email,
        contact.orElse(null),
        contact.map(known -> ContactData.visitors(handle, site, known)).orElse(Set.of()));
  }

  private static EmailAddress email(ApiRequest request) {
    request.parameters("email");
    return request
        .parameter("email")
        .flatMap(EmailAddress::parse)
        .orElseThrow(() -> ApiRequest.wrong("email", "an e-mail address"));
  }

  private record Told(String email, Map<String, List<Map<String, Object>>> data) {}
}
