package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.segment.SegmentDraft;
import io.piste.segment.Segments;
import io.piste.site.Site;
import io.piste.transfer.ContactImport;
import io.piste.transfer.ContactImport.State;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file goes through the pages: uploaded, mapped, checked, imported, and its faults fetched. */
final class ImportPagesIT {
  private static final String PATH = "/console/contacts/import";
  private static final String FILE =
      "Courriel;Prénom;Ville\nanne@example.org;Anne;Lyon\nnobody;=1+1;\n";

  private TestConsole console;
  private Visitor visitor;
  private Site shop;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    visitor.get(PATH);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  private HttpResponse<String> upload(String name, String text) throws Exception {
    return visitor.postFile(
        "/console/upload/contacts", name, text.getBytes(StandardCharsets.UTF_8));
  }

  private ContactImport latest() {
    return console.imports().transfers().imports().latest(shop.id(), 1).getFirst();
  }

  private static Map<String, String> plan() {
    Map<String, String> fields = new HashMap<>();
    fields.put("c0", "email");
    fields.put("c1", "first_name");
    fields.put("c2", "city");
    fields.put("known", "fill");
    return fields;
  }

  @Test
  void a_file_is_uploaded_mapped_checked_and_imported() throws Exception {
    HttpResponse<String> sent = upload("../clients été.csv", FILE);
    assertEquals(303, sent.statusCode(), sent.body());
    String path = PATH + "/" + latest().id();
    assertEquals("clients été.csv", latest().fileName());
    String form = visitor.get(path + "/columns").body();
    assertTrue(form.contains("<option value=\"first_name\" selected>"), form);
    assertTrue(form.contains("<span>Lyon</span>"), "what stands in the column");

    assertEquals(303, visitor.post(path + "/columns", plan()).statusCode());
    assertTrue(visitor.get(path).body().contains("id=\"progress\""));
    console.imports().run();
    String checked = visitor.get(path).body();
    assertTrue(checked.contains("Importer maintenant"), checked);
    assertTrue(checked.contains("Tapez") || checked.contains("Adresse"), checked);
    assertEquals(0, console.number("SELECT COUNT(*) FROM contact"));

    assertEquals(303, visitor.post(path + "/start", Map.of()).statusCode());
    console.imports().run();
    assertEquals(State.DONE, latest().state());
    assertEquals(1, console.number("SELECT COUNT(*) FROM contact WHERE city = 'Lyon'"));
    String faults = visitor.get(path + "/faults").body();
    assertTrue(faults.contains("nobody,'=1+1,,3,"), faults);
    assertTrue(visitor.get(PATH).body().contains("clients été.csv"));
    assertEquals(303, visitor.post(path + "/cancel", Map.of()).statusCode());
    assertEquals(State.DONE, latest().state(), "what is over stays so");
  }

  @Test
  void what_cannot_be_is_said_beside_its_field() throws Exception {
    upload("a.csv", FILE);
    String path = PATH + "/" + latest().id() + "/columns";
    refused(path, Map.of("c0", ""), "Choisissez la colonne des adresses");
    refused(path, Map.of("c1", "email"), "c1-mistake");
    refused(path, Map.of("c1", "nonsense"), "c1-mistake");
    refused(path, Map.of("c2", "consent"), "stated-mistake");
    refused(path, Map.of("stated", "yes", "words", "short"), "words-mistake");
    refused(
        path,
        Map.of("stated", "yes", "words", "Salon de Lyon", "day", "2031-01-01"),
        "day-mistake");
    refused(path, Map.of("tag", "x".repeat(61)), "tag-mistake");
    assertEquals(State.UPLOADED, latest().state());
  }

  private void refused(String path, Map<String, String> wrong, String told) throws Exception {
    Map<String, String> fields = plan();
    fields.putAll(wrong);
    HttpResponse<String> answer = visitor.post(path, fields);
    assertEquals(422, answer.statusCode(), wrong.toString());
    assertTrue(answer.body().contains(told), answer.body());
  }

  @Test
  void a_file_that_is_no_table_or_too_large_is_refused_in_words() throws Exception {
    HttpResponse<String> pdf = upload("a.csv", "%PDF-1.7");
    assertEquals(422, pdf.statusCode());
    assertTrue(pdf.body().contains("pas un tableau"), pdf.body());
    assertEquals(422, upload("a.csv", "").statusCode());
    String line = "p@example.org;x\n";
    HttpResponse<String> large = upload("a.csv", line.repeat((1 << 20) / line.length() + 9));
    assertEquals(422, large.statusCode());
    assertTrue(large.body().contains("trop gros"), large.body());
    HttpResponse<String> larger = upload("a.csv", line.repeat(3 * (1 << 20) / line.length()));
    assertEquals(303, larger.statusCode());
    assertEquals(PATH + "?refused=too_large", larger.headers().firstValue("Location").orElse(""));
    assertTrue(console.imports().transfers().imports().latest(shop.id(), 1).isEmpty());
  }

  @Test
  void nobody_uploads_without_signing_in_or_from_another_site() throws Exception {
    try (Visitor stranger = new Visitor(console)) {
      HttpResponse<String> answer =
          stranger.postFile(
              "/console/upload/contacts", "a.csv", FILE.getBytes(StandardCharsets.UTF_8));
      assertEquals(303, answer.statusCode());
      assertTrue(answer.headers().firstValue("Location").orElse("").contains("/sign-in"));
    }
    assertEquals(404, visitor.get("/console/upload/contacts").statusCode());
    visitor.forgetToken();
    assertEquals(403, upload("a.csv", FILE).statusCode());
    assertTrue(console.imports().transfers().imports().latest(shop.id(), 1).isEmpty());
  }

  @Test
  void the_file_is_read_another_way_and_imports_of_another_site_are_not_there() throws Exception {
    upload("a.csv", "email,ville\na@example.org,Saint-Étienne\n");
    String path = PATH + "/" + latest().id();
    visitor.post(
        path + "/columns",
        Map.of("act", "reread", "encoding", "windows-1252", "separator", "comma"));
    assertTrue(visitor.get(path + "/columns").body().contains("Ã‰tienne"));
    Site blog = console.addBlog();
    assertEquals(404, visitor.get(path + "?site=" + blog.publicId()).statusCode());
    assertEquals(
        404, visitor.post(path + "/cancel?site=" + blog.publicId(), Map.of()).statusCode());
    assertEquals(State.UPLOADED, latest().state());
    assertEquals(303, visitor.post(path + "/cancel", Map.of()).statusCode());
    assertEquals(State.CANCELLED, latest().state());
  }

  @Test
  void contacts_leave_as_csv_and_as_a_spreadsheet() throws Exception {
    upload("a.csv", FILE);
    String path = PATH + "/" + latest().id();
    visitor.post(path + "/columns", plan());
    console.imports().run();
    visitor.post(path + "/start", Map.of());
    console.imports().run();
    assertTrue(visitor.get("/console/contacts/export").body().contains("x.first_name"));
    String csv =
        visitor.get("/console/contacts/export/file?format=csv&x.email=yes&x.city=yes").body();
    assertEquals("\uFEFFAdresse e-mail,Ville\r\nanne@example.org,Lyon\r\n", csv);
    byte[] xlsx = visitor.getBytes("/console/contacts/export/file?format=xlsx");
    assertEquals(List.of((byte) 'P', (byte) 'K'), List.of(xlsx[0], xlsx[1]));
    assertFalse(
        visitor.get("/console/contacts/export/file?q=zz").body().contains("anne@example.org"));
  }

  @Test
  void lines_enter_a_segment_that_is_filled_by_hand_and_its_members_leave_alone() throws Exception {
    Segments segments = new Segments(console.database().jdbi(), console.clock());
    long fair = segments.make(shop.id(), new SegmentDraft("Salon de Lyon", "", null)).id();
    upload("a.csv", FILE);
    String path = PATH + "/" + latest().id();
    String option = "<option value=\"" + fair + "\"";
    assertTrue(visitor.get(path + "/columns").body().contains(option));
    Map<String, String> fields = plan();
    fields.put("segment", String.valueOf(fair));
    visitor.post(path + "/columns", fields);
    console.imports().run();
    visitor.post(path + "/start", Map.of());
    console.imports().run();
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO contact (email, origin, created_at, last_interaction_at)"
                        + " VALUES ('other@example.org', 'shop', 1, 1)"));

    String form = visitor.get("/console/contacts/export?segment=" + fair).body();
    assertTrue(form.contains(option + " selected"), form);
    String csv =
        visitor.get("/console/contacts/export/file?format=csv&x.email=yes&segment=" + fair).body();
    assertEquals("\uFEFFAdresse e-mail\r\nanne@example.org\r\n", csv);
  }
}
