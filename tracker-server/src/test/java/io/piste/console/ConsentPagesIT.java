package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import io.piste.consent.ConsentSetup;
import io.piste.site.Site;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a site asks: edited, published, counted, looked up and proved in the console. */
final class ConsentPagesIT {
  private TestConsole console;
  private Visitor visitor;
  private Site shop;
  private String path;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    path = "/console/sites/" + shop.publicId() + "/consent";
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    visitor.get(path);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void a_draft_changes_nothing_until_it_is_published_and_says_what_it_changes() throws Exception {
    Map<String, String> typed = form();
    typed.put("own1", "video");
    typed.put("recipients", "Colis SA\nBanque du Thé");
    typed.put("days", "90");

    assertEquals(303, visitor.post(path, typed).statusCode());
    assertEquals(180, published().days(), "visitors see nothing of a draft");
    String publish = visitor.get(path + "/publish").body();
    assertTrue(publish.contains("Dites à quoi sert « video »"), publish);

    visitor.get(path + "/words/fr");
    visitor.post(
        path + "/words/fr",
        Map.of("p-video-title", "Vidéos", "p-video-text", "Montrer des vidéos."));
    publish = visitor.get(path + "/publish").body();
    assertTrue(publish.contains("Banque du Thé"), publish);
    assertFalse(publish.contains("value=\"no\""), "it cannot be called minor");
    String seen = publish.replaceAll("(?s).*name=\"seen\" value=\"([^\"]+)\".*", "$1");
    assertEquals(
        422, visitor.post(path + "/publish", Map.of("seen", seen, "material", "no")).statusCode());
    assertEquals(
        422, visitor.post(path + "/publish", Map.of("seen", "x", "material", "yes")).statusCode());
    assertEquals(
        303, visitor.post(path + "/publish", Map.of("seen", seen, "material", "yes")).statusCode());
    assertEquals(90, published().days());
    assertEquals(2, console.setups().of(shop.id()).version());
    String history = visitor.get(path + "/history").body();
    assertTrue(history.contains("Colis SA"), history);
    assertTrue(history.contains("</time> · " + TestConsole.EMAIL), history);
  }

  @Test
  void colours_that_cannot_be_read_are_refused() throws Exception {
    Map<String, String> typed = form();
    typed.put("preset", "own");
    typed.put("light-ink", "#999999");
    typed.put("light-paper", "#ffffff");

    HttpResponse<String> answer = visitor.post(path, typed);

    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("2.84 pour 1"), answer.body());
    typed.put("light-ink", "#333333");
    assertEquals(303, visitor.post(path, typed).statusCode());
  }

  @Test
  void a_language_is_added_and_says_what_is_missing() throws Exception {
    assertEquals(422, visitor.post(path + "/languages", Map.of("tag", "not a tag")).statusCode());
    HttpResponse<String> added = visitor.post(path + "/languages", Map.of("tag", "ar"));
    String words = visitor.get(added.headers().firstValue("Location").orElseThrow()).body();
    assertTrue(words.contains("dir=\"rtl\"") && words.contains("lang=\"ar\""), words);
    assertTrue(words.contains("textes manquent"), words);
    visitor.post(path + "/words/ar", Map.of("t-title", "زيارتك"));

    Map<String, String> typed = form();
    typed.put("language", "ar");
    JsonNode look = Json.MAPPER.readTree(visitor.post(path + "/look", typed).body());
    assertEquals("rtl", look.at("/configuration/options/direction").asText());
    assertEquals("زيارتك", look.at("/configuration/body/texts/title").asText());
    assertEquals("Tout accepter", look.at("/configuration/body/texts/acceptAll").asText());
  }

  @Test
  void only_the_preview_may_be_framed_and_only_by_us() throws Exception {
    String preview = header(visitor.get(path + "/preview"), "Content-Security-Policy");
    assertTrue(preview.contains("frame-ancestors 'self'"), preview);
    assertTrue(
        header(visitor.get(path), "Content-Security-Policy").contains("frame-ancestors 'none'"));
  }

  @Test
  void p7_a_choice_is_found_by_its_number_with_all_that_the_browser_chose() throws Exception {
    ConsentStory story = ConsentStory.fill(console, shop);

    String page = visitor.get(path + "/records?id=" + story.first()).body();

    assertTrue(page.contains(story.first().toString()) && page.contains(story.last().toString()));
    assertFalse(page.contains(story.strangers().toString()), "another browser");
    assertTrue(page.contains("/texts/" + story.hash()), page);
    String text = visitor.get(path + "/texts/" + story.hash()).body();
    assertTrue(text.contains("Votre visite sur La Maison du Thé"), text);
    String unknown = visitor.get(path + "/records?id=AAAAAAAAAAAAAAAAAAAAAA").body();
    assertTrue(unknown.contains("Pas de tel choix"), unknown);
    String other = "/console/sites/" + console.addBlog().publicId() + "/consent";
    assertTrue(visitor.get(other + "/records?id=" + story.first()).body().contains("Pas de tel"));
  }

  @Test
  void p1_the_proof_of_a_browser_and_of_a_person_can_be_checked_without_us() throws Exception {
    ConsentStory story = ConsentStory.fill(console, shop);

    for (String about : new String[] {"id=" + story.last(), "contact=" + story.contact()}) {
      Map<String, byte[]> files = unzip(visitor.getBytes(path + "/proof?" + about));
      for (String name : new String[] {"proof.json", "proof.pdf"}) {
        assertTrue(verifies(files, name), name);
        Map<String, byte[]> forged = new HashMap<>(files);
        forged.computeIfPresent(name, (same, bytes) -> changed(bytes));
        assertFalse(verifies(forged, name), "a changed " + name + " is no proof");
      }
      assertTrue(
          new String(files.get("proof.pdf"), 0, 5, StandardCharsets.US_ASCII).equals("%PDF-"));
      JsonNode json = Json.MAPPER.readTree(files.get("proof.json"));
      assertEquals(2, json.get("records").size(), json.toString());
      assertEquals(story.first().toString(), json.at("/records/0/consent").asText());
      assertEquals("withdraw", json.at("/records/1/how").asText());
      String body = json.at("/texts/" + story.hash() + "/body").asText();
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      assertEquals(story.hash(), HexFormat.of().formatHex(hash), "the exact text is in it");
    }
    assertEquals(404, visitor.get(path + "/proof?id=AAAAAAAAAAAAAAAAAAAAAA").statusCode());
  }

  @Test
  void figures_tell_questions_answers_purposes_and_versions() throws Exception {
    assertTrue(visitor.get(path + "/figures").body().contains("Ni question ni réponse"));
    ConsentStory.fill(console, shop);

    String page = visitor.get(path + "/figures?p=7").body();

    assertTrue(
        page.contains("Réponses sur 7 jours : 2 ont tout accepté, 1 en partie, 1 ont refusé"),
        page);
    assertTrue(page.contains("class=\"tile-value\">40<"), "questions loaded");
    assertTrue(page.contains("3 sur 4"), "who allowed visits");
  }

  @Test
  void the_figures_can_be_taken_along_as_files_in_both_languages() throws Exception {
    ConsentStory.fill(console, shop);
    String export = path + "/figures/export?p=7&amp;of=";
    String page = visitor.get(path + "/figures?p=7").body();
    for (String of : new String[] {"day", "purpose", "version", "act"}) {
      assertTrue(page.contains("href=\"" + export + of + "\""), of);
    }

    HttpResponse<String> days = visitor.get(path + "/figures/export?p=7&of=day");
    assertEquals("text/csv;charset=UTF-8", header(days, "Content-Type"));
    assertTrue(header(days, "Content-Disposition").contains("_consent-day_"));
    List<String> lines = days.body().lines().toList();
    assertEquals(
        "\uFEFFJour,Questions chargées,Tout accepté,Accepté en partie,Refusé,Retiré",
        lines.getFirst());
    assertEquals(8, lines.size(), "a line for each day: " + lines);
    assertEquals("40,1,1,0,0", lines.get(5).split(",", 2)[1], "the day before yesterday");
    assertEquals(
        List.of(
            "\uFEFFFinalité,Accepté,Refusé",
            "relance de panier,2,2",
            "centres d’intérêt,2,2",
            "visites,3,1"),
        visitor.get(path + "/figures/export?p=7&of=purpose").body().lines().toList());
    assertEquals(
        List.of("\uFEFFVersion,Tout accepté,Accepté en partie,Refusé,Retiré", "1,2,1,1,1"),
        visitor.get(path + "/figures/export?p=7&of=version").body().lines().toList());
    visitor.post("/console/language", Map.of("language", "en"));
    assertEquals(
        List.of(
            "\uFEFFAct,Answers",
            "Accepted all,2",
            "Chose one by one,1",
            "Refused all,1",
            "Withdrew,1"),
        visitor.get(path + "/figures/export?p=7&of=act").body().lines().toList());
    assertEquals(404, visitor.get(path + "/figures/export?p=7&of=visitor").statusCode());
  }

  private static byte[] changed(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[changed.length / 2] ^= 1;
    return changed;
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private ConsentSetup published() {
    return console.setups().of(shop.id()).setup();
  }

  private Map<String, String> form() {
    return new HashMap<>(ConsentForm.of(ConsentPages.edited(console.setups(), shop)));
  }

  private static boolean verifies(Map<String, byte[]> files, String name) throws Exception {
    String pem = new String(files.get("public-key.pem"), StandardCharsets.US_ASCII);
    byte[] key = Base64.getDecoder().decode(pem.replaceAll("-----[^-]+-----|\\s", ""));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
    signature.update(files.get(name));
    return signature.verify(files.get(name + ".sig"));
  }

  private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }
}
