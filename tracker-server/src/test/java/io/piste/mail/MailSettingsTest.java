package io.piste.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.piste.config.ConfigProblem;
import io.piste.config.ConfigReader;
import io.piste.support.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MailSettingsTest {
  @TempDir private Path folder;

  private static List<X509Certificate> authorities(Path file) {
    ConfigReader config = new ConfigReader(Map.of("mail.authorities", file.toString()));
    MailSettings settings = MailSettings.read(config);
    config.finish();
    return settings.protection().authorities();
  }

  private static void assertMistake(String words, Path file) {
    ConfigProblem problem = assertThrows(ConfigProblem.class, () -> authorities(file));
    assertEquals(List.of("mail.authorities: " + words), problem.mistakes());
  }

  @Test
  void takes_every_certificate_of_a_file_whatever_stands_between_them() throws Exception {
    X509Certificate known = TestCertificate.localhost().authority();
    String pem =
        "Our authority\n-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(known.getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    Path file = Files.writeString(folder.resolve("authorities.pem"), pem + pem);
    assertEquals(List.of(known, known), authorities(file));
  }

  @Test
  void says_what_is_wrong_with_a_file() throws IOException {
    Path missing = folder.resolve("missing.pem");
    assertMistake("there is no file " + missing, missing);
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    assertMistake("there is no certificate in " + empty, empty);
    Path other = Files.writeString(folder.resolve("other.pem"), "not a certificate");
    assertMistake(other + " cannot be read as a file of certificates (PEM)", other);
    assertMistake(folder + " cannot be read as a file of certificates (PEM)", folder);
  }
}
