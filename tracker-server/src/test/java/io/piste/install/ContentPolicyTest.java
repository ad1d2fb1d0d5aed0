package io.piste.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.install.ContentPolicy.Answer;
import io.piste.install.ContentPolicy.Script;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser makes of a policy, as CSP level 3 has it. */
final class ContentPolicyTest {
  private static final URI PAGE = URI.create("https://www.shop.example/teas");
  private static final URI SCRIPT = URI.create("https://t.shop.example/p/t.js");
  private static final URI BANNER = URI.create("https://t.shop.example/p/c.js");

  private static ContentPolicy policy(String text) {
    return ContentPolicy.parse(PAGE, text, true);
  }

  private static Script tag(String nonce) {
    return new Script(SCRIPT, nonce, "", true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          script-src https://t.shop.example                 | ALLOWED
          script-src t.shop.example                         | ALLOWED
          script-src T.SHOP.example                         | ALLOWED
          script-src *.shop.example                         | ALLOWED
          script-src http://t.shop.example                  | ALLOWED
          script-src https:                                 | ALLOWED
          script-src http:                                  | ALLOWED
          script-src *                                      | ALLOWED
          script-src t.shop.example:443                     | ALLOWED
          script-src t.shop.example:*                       | ALLOWED
          script-src t.shop.example/p/                      | ALLOWED
          script-src t.shop.example/p/t.js                  | ALLOWED
          script-src t.shop.example/                        | ALLOWED
          img-src 'none'                                    | ALLOWED
          default-src https://t.shop.example                | ALLOWED
          default-src 'none'; script-src t.shop.example     | ALLOWED
          script-src 'none'; script-src-elem t.shop.example | ALLOWED
          SCRIPT-SRC t.shop.example                         | ALLOWED
          script-src 'self'                                 | BLOCKED
          script-src 'none'                                 | BLOCKED
          script-src                                        | BLOCKED
          script-src shop.example                           | BLOCKED
          script-src *.t.shop.example                       | BLOCKED
          script-src t.shop.example:8443                    | BLOCKED
          script-src t.shop.example/q/                      | BLOCKED
          script-src t.shop.example/p                       | BLOCKED
          script-src data: blob:                            | BLOCKED
          script-src 'unsafe-inline' 'unsafe-eval'          | BLOCKED
          script-src 'self'; script-src t.shop.example      | BLOCKED
          script-src t.shop.example; script-src-elem 'self' | BLOCKED
          default-src 'self'                                | BLOCKED
          sandbox; script-src *                             | BLOCKED
          sandbox allow-scripts; script-src *               | ALLOWED
          """)
  void goes_by_hosts(String text, Answer answer) {
    assertEquals(answer, policy(text).script(tag("")), text);
  }

  @Test
  void self_is_the_pages_own_host_also_where_it_became_encrypted() {
    URI own = URI.create("https://www.shop.example/p/t.js");
    ContentPolicy plain =
        ContentPolicy.parse(URI.create("http://www.shop.example/"), "script-src 'self'", true);
    assertEquals(Answer.ALLOWED, policy("script-src 'self'").script(new Script(own, "", "", true)));
    assertEquals(Answer.ALLOWED, plain.script(new Script(own, "", "", true)));
    URI port = URI.create("https://www.shop.example:8443/p/t.js");
    assertEquals(
        Answer.BLOCKED, policy("script-src 'self'").script(new Script(port, "", "", true)));
    URI downgraded = URI.create("http://www.shop.example/p/t.js");
    assertEquals(
        Answer.BLOCKED, policy("script-src 'self'").script(new Script(downgraded, "", "", true)));
  }

  @Test
  void a_nonce_lets_the_tag_pass_and_the_banner_that_gets_it_too() {
    ContentPolicy policy = policy("script-src 'nonce-abc'");
    assertEquals(Answer.ALLOWED, policy.script(tag("abc")));
    assertEquals(Answer.ALLOWED, policy.added(tag("abc"), BANNER));
    assertEquals(Answer.BLOCKED, policy.script(tag("xyz")), "of an old page in a cache");
    assertEquals(Answer.BLOCKED, policy.script(tag("")));
    assertEquals(Answer.BLOCKED, policy("script-src 'nonce-'").script(tag("")));
  }

  @Test
  void a_path_for_the_tracker_alone_keeps_the_banner_out() {
    ContentPolicy policy = policy("script-src t.shop.example/p/t.js");
    assertEquals(Answer.ALLOWED, policy.script(tag("")));
    assertEquals(Answer.BLOCKED, policy.added(tag(""), BANNER));
  }

  @Test
  void a_hash_counts_only_with_the_integrity_of_the_tag() {
    ContentPolicy policy = policy("script-src 'sha256-abc='");
    assertEquals(Answer.ALLOWED, policy.script(new Script(SCRIPT, "", "sha256-abc=", true)));
    assertEquals(Answer.BLOCKED, policy.script(new Script(SCRIPT, "", "sha256-xyz=", true)));
    assertEquals(Answer.BLOCKED, policy.added(new Script(SCRIPT, "", "sha256-abc=", true), BANNER));
  }

  @Test
  void with_strict_dynamic_hosts_do_not_count() {
    ContentPolicy policy = policy("script-src 'strict-dynamic' 'nonce-abc' https: *");
    assertEquals(Answer.BLOCKED, policy.script(tag("")));
    assertEquals(Answer.ALLOWED, policy.script(tag("abc")));
    assertEquals(Answer.ALLOWED, policy.added(tag("abc"), BANNER));
    assertTrue(policy.trustsScriptsAlone());
  }

  @Test
  void what_adds_a_tag_that_is_not_in_the_page_cannot_be_told() {
    Script unseen = new Script(SCRIPT, "", "", false);
    assertEquals(Answer.UNSURE, policy("script-src 'nonce-abc'").script(unseen));
    assertEquals(Answer.UNSURE, policy("script-src 'strict-dynamic' 'nonce-abc'").script(unseen));
    assertEquals(Answer.BLOCKED, policy("script-src 'self'").script(unseen));
    assertEquals(Answer.ALLOWED, policy("script-src t.shop.example").script(unseen));
  }

  @Test
  void requests_go_by_connect_src_else_by_the_default() {
    URI events = URI.create("https://t.shop.example/p/v1/e");
    assertEquals(Answer.ALLOWED, policy("script-src 'none'").connect(events));
    assertEquals(Answer.BLOCKED, policy("default-src 'self'").connect(events));
    assertEquals(
        Answer.ALLOWED, policy("default-src 'none'; connect-src *.shop.example").connect(events));
    assertEquals(Answer.BLOCKED, policy("sandbox allow-scripts").connect(events));
    assertEquals(Answer.BLOCKED, policy("connect-src 'nonce-abc'").connect(events));
  }

  @Test
  void trusted_types_have_to_know_our_policy() {
    assertTrue(policy("require-trusted-types-for 'script'").letsTrustedTypes());
    assertTrue(policy("trusted-types a piste").letsTrustedTypes());
    assertTrue(policy("trusted-types *").letsTrustedTypes());
    assertFalse(policy("trusted-types a").letsTrustedTypes());
    assertFalse(policy("trusted-types 'none'").letsTrustedTypes());
    assertEquals("trusted-types piste", policy("trusted-types 'none'").trustedTypesLine());
  }

  @Test
  void the_lines_to_add_keep_what_was_allowed_before() {
    String from = "https://t.shop.example";
    assertEquals(
        "script-src 'self' cdn.example https://t.shop.example",
        policy("script-src 'self' cdn.example").scriptLine(from));
    assertEquals("script-src https://t.shop.example", policy("script-src 'none'").scriptLine(from));
    assertEquals(
        "connect-src 'self' https://t.shop.example",
        policy("default-src 'self'").connectLine(from));
    assertEquals(
        "script-src-elem 'self' https://t.shop.example",
        policy("script-src *; script-src-elem 'self'").scriptLine(from));
  }

  @Test
  void a_policy_in_the_page_cannot_set_a_sandbox() {
    ContentPolicy meta = ContentPolicy.parse(PAGE, "sandbox; script-src *", false);
    assertEquals(Answer.ALLOWED, meta.script(tag("")));
  }
}
