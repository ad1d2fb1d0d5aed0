package io.piste.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom we believe that a mail server is the one it says: the authorities that Java knows, and those
 * that the operator names, for servers inside an organisation.
 */
final class MailAuthorities {
  private MailAuthorities() {}

  /** A file that is no list of certificates. */
  static final class Unreadable extends Exception {
    private final String words;

    Unreadable(String words, @Nullable Throwable cause) {
      super(words, cause);
      this.words = words;
    }

    /** What is wrong with it. */
    String words() {
      return words;
    }
  }

  /**
   * The certificates in a file of PEM blocks, at least one.
   *
   * @throws Unreadable with words for the operator
   */
  static List<X509Certificate> read(Path file) throws Unreadable {
    List<X509Certificate> read = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .forEach(certificate -> read.add((X509Certificate) certificate));
    } catch (NoSuchFileException e) {
      throw new Unreadable("there is no file " + file, e);
    } catch (CertificateException e) {
      throw new Unreadable(file + " cannot be read as a file of certificates (PEM)", e);
    } catch (IOException e) {
      throw new Unreadable(file + " cannot be read", e);
    }
    if (read.isEmpty()) {
      throw new Unreadable("there is no certificate in " + file, null);
    }
    return List.copyOf(read);
  }

  /** Sockets that believe the authorities that Java knows and these. */
  static SSLSocketFactory sockets(List<X509Certificate> more) {
    if (more.isEmpty()) {
      return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      List<X509Certificate> all = new ArrayList<>(known());
      all.addAll(more);
      for (int i = 0; i < all.size(); i++) {
        store.setCertificateEntry("authority " + i, all.get(i));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot use certificates", e);
    }
  }

  private static List<X509Certificate> known() throws GeneralSecurityException {
    for (TrustManager each : managers(null)) {
      if (each instanceof X509TrustManager manager) {
        return List.of(manager.getAcceptedIssuers());
      }
    }
    return List.of();
  }

  /** Of a store, or of Java's own. */
  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
