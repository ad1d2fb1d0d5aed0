package io.piste.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.piste.base.EmailAddress;
import jakarta.mail.Session;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class MimeMailTest {
  @Test
  void line_breaks_in_a_subject_or_a_name_begin_no_header() throws Exception {
    Mail mail =
        new Mail(
            new Mail.Sender("Shop\r\nBcc: all@evil.example", new EmailAddress("a@tea.example")),
            new EmailAddress("b@mail.example"),
            "<1@tea.example>",
            Instant.EPOCH,
            "https://t.tea.example/p/l/u/x",
            new Mail.Content("Hello\r\nBcc: all@evil.example\r\n\r\nnew body", "<p>x</p>", "x"));
    MimeMail mime = MimeMail.of(mail, Session.getInstance(new Properties()));
    assertNull(mime.getHeader("Bcc"));
    assertEquals("Hello Bcc: all@evil.example new body", mime.getSubject());
    assertEquals(1, mime.getAllRecipients().length);
    assertEquals(1, mime.getHeader("From").length);
  }
}
