package io.piste.wordpress;

import io.piste.App;
import io.piste.Settings;
import io.piste.base.Clocks;
import io.piste.connector.ConnectorKeys;
import io.piste.protocol.api.Scope;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.Mailbox;
import io.piste.support.TestDatabase;
import io.piste.token.ConnectorTokens;
import io.piste.token.Secrets;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole server that writes about carts within seconds, with a mail server that keeps it all. */
final class RecoveringTracker implements AutoCloseable {
  private static final String SECRET = "0123456789abcdef".repeat(4);
  private static final Pattern LINK = Pattern.compile("https?://[^\"\\s]+/p/l/r/[A-Za-z0-9_-]+");

  private final TestDatabase database = TestDatabase.fresh();
  private final Sites sites = new Sites(database.jdbi(), Clocks.system());
  private final Mailbox mailbox = Mailbox.open();
  private final App app;

  private RecoveringTracker(Path data) throws IOException {
    Map<String, String> values = new HashMap<>(database.settings());
    values.put("data.folder", data.toString());
    values.put("http.port", "0");
    values.put("secret.key", SECRET);
    values.put("mail.host", "127.0.0.1");
    values.put("mail.port", Integer.toString(mailbox.port()));
    values.put("mail.security", "none");
    values.put("cart.abandoned.after", "PT15S");
    values.put("cart.mails.after", "PT1S,PT30M");
    app = App.start(Settings.read(values), Clocks.system());
  }

  static RecoveringTracker start(Path data) throws IOException {
    return new RecoveringTracker(data);
  }

  String url() {
    return "http://127.0.0.1:" + app.port();
  }

  /** A shop with cart recovery. */
  Site shop(String origin) {
    return sites.add(
        NewSite.named("Mugs")
            .trackerUrl(url())
            .restoreUrl(origin + "/")
            .privacyUrl(origin + "/privacy")
            .sender("Mugs", "shop@shop.example")
            .postalAddress("8 rue des Tanneurs, 69009 Lyon, France")
            .cartRecovery(true)
            .origins(List.of(origin))
            .build());
  }

  /** As the console makes one for a connector. */
  String key(Site site) {
    ConnectorTokens tokens =
        new ConnectorTokens(new Secrets(SECRET.getBytes(StandardCharsets.UTF_8)), Clocks.system());
    return new ConnectorKeys(database.jdbi(), Clocks.system(), sites, tokens)
        .make(site, "Shop", Scope.connector())
        .token();
  }

  /** What a question answers with one number. */
  int count(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }

  /** The link of the first mail that brings the cart back, once there is a mail. */
  Optional<String> restoreLink() {
    return mailbox.mails().stream().map(RecoveringTracker::text).findFirst().map(this::link);
  }

  int mails() {
    return mailbox.mails().size();
  }

  private String link(String text) {
    Matcher found = LINK.matcher(text);
    if (!found.find()) {
      throw new AssertionError("no link in " + text);
    }
    return found.group();
  }

  private static String text(Part part) {
    try {
      if (part.getContent() instanceof Multipart parts) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < parts.getCount(); i++) {
          BodyPart each = parts.getBodyPart(i);
          all.append(text(each));
        }
        return all.toString();
      }
      return part.getContent() instanceof String text ? text : "";
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    app.close();
    mailbox.close();
    database.close();
  }
}
