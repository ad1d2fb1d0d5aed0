package io.piste.profile;

import static io.piste.profile.ProfileWorld.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.contact.ContactChanges;
import io.piste.support.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was given to a contact, and what they clicked, is that of whom they were merged into. */
final class MergedProfilesIT {
  private static final String ADA = "ada@mail.example";
  private static final String OLD = "ada.old@mail.example";
  private static final String BOB = "bob@mail.example";

  private ProfileWorld world;

  @BeforeEach
  void start() {
    world = new ProfileWorld();
    world.tag(RuleKind.MAIL, "cart-recovery", "clicks", "2");
    world.log.play(Track.fresh().proves(0, ADA), Track.fresh().proves(1, OLD));
    world.log.play(Track.fresh().proves(2, BOB));
    GivenTags given = new GivenTags(world.jdbi(), world.log.clock());
    given.give(SITE, world.contact(OLD), "VIP");
    given.give(SITE, world.contact(BOB), "press");
    click(OLD);
    world.log.clock().set(Track.minute(10));
    world.settle();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void counts_for_the_one_alone_until_the_merge_is_undone() {
    assertEquals("{} engagement", world.told(ADA));
    assertEquals(List.of("clicks", "vip"), tags(OLD));

    merge(OLD, ADA);
    assertEquals(List.of("clicks", "vip"), tags(ADA));
    assertEquals(List.of("press"), tags(BOB));

    merge(OLD, null);
    assertEquals(List.of(), tags(ADA));
    assertEquals(List.of("clicks", "vip"), tags(OLD));
  }

  private List<String> tags(String email) {
    return world.of(email).tags().stream().map(InterestTag::tag).sorted().toList();
  }

  private void merge(String from, @Nullable String into) {
    String number = into == null ? "NULL" : Long.toString(world.contact(into).value());
    world.change(
        "UPDATE contact SET merged_into = %s WHERE id = %d"
            .formatted(number, world.contact(from).value()));
    world
        .jdbi()
        .useHandle(
            handle ->
                ContactChanges.note(
                    handle, SITE, List.of(world.contact(ADA), world.contact(from))));
    world.settle();
  }

  private void click(String email) {
    long contact = world.contact(email).value();
    world.change(
        """
        INSERT INTO outbox_message (dedupe_key, kind, site_id, contact_id, state, due_at, created_at)
        VALUES ('one', 'cart-recovery', %1$d, %2$d, 'sent', 0, 0)
        """
            .formatted(SITE.value(), contact));
    world.change(
        """
        INSERT INTO mail_link (token_hash, kind, site_id, contact_id, message_id, created_at,
          expires_at, followed_at)
        SELECT UNHEX(SHA2('one', 256)), 'restore', site_id, contact_id, id, 0, 9e12, %d
        FROM outbox_message
        """
            .formatted(Track.minute(3).toEpochMilli()));
  }
}
