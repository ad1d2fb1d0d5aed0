package io.piste.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.piste.base.Json;
import io.piste.consent.ConsentProofs;
import io.piste.console.view.ConsentProofView;
import io.piste.console.view.ConsentTextView;
import io.piste.contact.Contact;
import io.piste.site.Site;
import io.piste.token.Seal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The proof of one person or one browser (rule P1): the records and the exact texts as JSON and as
 * a PDF, each with a signature beside it, and how to check them without us.
 */
final class ConsentProofFile {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private final ConsentProofs proofs;
  private final Seal seal;
  private final Renderer renderer;

  ConsentProofFile(Jdbi jdbi, Seal seal, Renderer renderer) {
    this.proofs = new ConsentProofs(jdbi);
    this.seal = seal;
    this.renderer = renderer;
  }

  /** What is proved. */
  record Proof(Site site, String id, @Nullable Contact contact, List<ConsentProofs.Row> rows) {}

  Answer answer(PageRequest asked, Proof proof) {
    Map<String, ConsentProofs.Text> texts = new LinkedHashMap<>();
    for (ConsentProofs.Row row : proof.rows()) {
      proofs.text(proof.site().id(), row.hash()).ifPresent(text -> texts.put(row.hash(), text));
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("proof.json", json(asked, proof, texts));
    files.put("proof.pdf", pdf(asked, proof, texts));
    Map<String, byte[]> all = new LinkedHashMap<>(files);
    files.forEach((name, bytes) -> all.put(name + ".sig", seal.sign(bytes)));
    all.put("public-key.pem", seal.publicKeyFile());
    all.put("VERIFY.txt", asked.texts().of("proof.verify").getBytes(StandardCharsets.UTF_8));
    String who = proof.contact() == null ? proof.id() : "contact-" + proof.contact().id();
    return new Answer.Sent(
        "proof-" + who + ".zip", "application/zip", java.nio.ByteBuffer.wrap(zip(all)));
  }

  private static byte[] json(
      PageRequest asked, Proof proof, Map<String, ConsentProofs.Text> texts) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("format", "piste-consent-proof-1");
    json.put("madeAt", asked.now().toString());
    ObjectNode site = json.putObject("site");
    site.put("id", proof.site().publicId());
    site.put("name", proof.site().name());
    site.set("origins", Json.MAPPER.valueToTree(proof.site().origins()));
    ObjectNode about = json.putObject("about");
    if (proof.contact() == null) {
      about.put("consent", proof.id());
    } else {
      about.put("email", proof.contact().email().value());
    }
    ArrayNode records = json.putArray("records");
    proof.rows().forEach(row -> record(records.addObject(), row));
    ObjectNode shown = json.putObject("texts");
    texts.forEach(
        (hash, text) ->
            shown
                .putObject(hash)
                .put("firstShownAt", text.firstShownAt().toString())
                .put("body", text.body()));
    try {
      return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void record(ObjectNode json, ConsentProofs.Row row) {
    json.put("consent", row.id().toString());
    json.put("previous", Objects.toString(row.previous(), null));
    json.put("visitor", Objects.toString(row.visitor(), null));
    json.put("decidedAt", row.decidedAt().toString());
    json.put("how", row.how());
    json.set("granted", words(row.granted()));
    json.set("refused", words(row.refused()));
    json.put("gpc", row.gpc());
    json.put("page", row.page());
    json.put("language", row.language());
    json.put("textVersion", row.version());
    json.put("textHash", row.hash());
  }

  private static ArrayNode words(String words) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    Stream.of(words.split(",", -1)).filter(word -> !word.isEmpty()).forEach(list::add);
    return list;
  }

  private byte[] pdf(PageRequest asked, Proof proof, Map<String, ConsentProofs.Text> texts) {
    List<ConsentTextView> shown =
        texts.entrySet().stream()
            .map(
                text ->
                    ConsentTextView.of(
                        proof.site(),
                        text.getKey(),
                        asked.formats().dateTime(text.getValue().firstShownAt()),
                        Json.read(
                            text.getValue().body(), com.fasterxml.jackson.databind.JsonNode.class)))
            .toList();
    ConsentProofView view =
        new ConsentProofView(
            proof.site(),
            proof.contact() == null ? proof.id() : proof.contact().email().value(),
            asked.now().toString(),
            proof.rows().stream().map(row -> ConsentRecordsPages.row(asked, row)).toList(),
            shown);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new PdfRendererBuilder()
          .useFont(ConsentProofFile::font, "Liberation Sans")
          .withHtmlContent(renderer.text("proof_pdf", asked, view), "/")
          .useUriResolver((base, uri) -> null)
          .withProducer("Piste")
          .toStream(out)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static InputStream font() {
    return Objects.requireNonNull(ConsentProofFile.class.getResourceAsStream(FONT), FONT);
  }

  private static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
