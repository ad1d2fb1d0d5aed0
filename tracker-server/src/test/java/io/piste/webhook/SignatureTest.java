package io.piste.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SignatureTest {
  private static final Instant NOW = Instant.ofEpochSecond(1614265330);
  private static final byte[] SECRET =
      Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final byte[] OTHER = new byte[32];
  private static final String BODY = "{\"test\": 2432232314}";

  @Test
  void is_that_of_the_example_of_the_standard() {
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        Signature.of("msg_p5jXN8AQM9LWM0D4loKWxJek", NOW, BODY, List.of(SECRET)));
    assertEquals("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Signature.text(SECRET));
  }

  @Test
  void either_of_two_secrets_is_enough_for_the_receiver() throws Exception {
    String both = Signature.of("msg_1", NOW, BODY, List.of(SECRET, OTHER));
    for (byte[] secret : List.of(SECRET, OTHER)) {
      assertTrue(accepts(new ReceiverRule(Signature.text(secret)), "msg_1", both, BODY, NOW));
    }
    assertFalse(
        accepts(new ReceiverRule(Signature.text(new byte[] {1, 2, 3})), "msg_1", both, BODY, NOW));
  }

  @Test
  void the_receiver_refuses_what_was_changed_is_old_or_came_before() throws Exception {
    ReceiverRule rule = new ReceiverRule(Signature.text(SECRET));
    String good = Signature.of("msg_1", NOW, BODY, List.of(SECRET));
    assertFalse(accepts(rule, "msg_2", good, BODY, NOW), "another id");
    assertFalse(accepts(rule, "msg_1", good, BODY + " ", NOW), "another body");
    assertFalse(accepts(rule, "msg_1", good, BODY, NOW.plusSeconds(301)), "too late");
    assertFalse(accepts(rule, "msg_1", good, BODY, NOW.minusSeconds(301)), "too early");
    assertTrue(accepts(rule, "msg_1", good, BODY, NOW.plusSeconds(299)));
    assertFalse(accepts(rule, "msg_1", good, BODY, NOW.plusSeconds(299)), "a second time");
  }

  @Test
  void the_documentation_shows_the_rule_that_is_tested() throws Exception {
    String code =
        Files.readString(Path.of("src/test/java/io/piste/webhook/ReceiverRule.java"))
            .split("// documented (from here|up to here)\n", -1)[1]
            .lines()
            .map(line -> line.startsWith("  ") ? line.substring(2) : line)
            .collect(Collectors.joining("\n"))
            .strip();
    String page = Files.readString(Path.of("../docs/webhooks.md"));
    assertTrue(page.contains("```java\n" + code + "\n```"), code);
  }

  private static boolean accepts(
      ReceiverRule rule, String id, String signatures, String body, Instant now) throws Exception {
    return rule.accepts(
        id,
        Long.toString(NOW.getEpochSecond()),
        signatures,
        body.getBytes(StandardCharsets.UTF_8),
        now);
  }
}
