package io.piste.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificate of a server, made by Java's own tool and signed by an authority of its own, which
 * nobody knows but who is told.
 *
 * @param store a file with the server's key, its certificate and the authority's
 */
public record TestCertificate(Path store) {
  /** Of every store. */
  public static final String PASSWORD = "not a secret";

  private static final String SERVER = "server";
  private static final String AUTHORITY = "authority";

  /** Made once: its making takes a second or two. */
  private static final class Localhost {
    private static final TestCertificate ONE = of("localhost", "-startdate", "-1d");
  }

  /** For the name localhost, valid today. */
  public static TestCertificate localhost() {
    return Localhost.ONE;
  }

  /** For another name, valid today. */
  public static TestCertificate ofAnother() {
    return of("other.example", "-startdate", "-1d");
  }

  /** For the name localhost, valid until yesterday. */
  public static TestCertificate expired() {
    return of("localhost", "-startdate", "-10d", "-validity", "9");
  }

  private static TestCertificate of(String name, String... valid) {
    try {
      Path folder = Files.createTempDirectory("piste-certificate");
      Path store = folder.resolve("server.p12");
      folder.toFile().deleteOnExit();
      store.toFile().deleteOnExit();
      make(store, AUTHORITY, "-dname", "CN=Authority", "-ext", "bc:c", "-startdate", "-30d");
      List<String> server = new ArrayList<>(List.of("-signer", AUTHORITY, "-dname", "CN=" + name));
      server.addAll(List.of("-ext", "san=dns:" + name));
      server.addAll(List.of(valid));
      make(store, SERVER, server.toArray(String[]::new));
      keytool("-delete", "-alias", AUTHORITY, "-keystore", store.toString());
      return new TestCertificate(store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path store, String alias, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC"));
    words.addAll(List.of("-alias", alias, "-keystore", store.toString(), "-storetype", "PKCS12"));
    words.addAll(List.of(more));
    keytool(words.toArray(String[]::new));
  }

  private static void keytool(String... words) throws IOException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command = new ArrayList<>(List.of(tool.toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The authority that signed it, as a client is told it. */
  public X509Certificate authority() {
    try {
      return (X509Certificate) opened().getCertificateChain(SERVER)[1];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a server needs to show it. */
  public SSLContext identity() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(opened(), PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore opened() throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore opened = KeyStore.getInstance("PKCS12");
      opened.load(in, PASSWORD.toCharArray());
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
