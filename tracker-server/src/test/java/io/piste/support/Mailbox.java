package io.piste.support;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;

/** A real mail server on this machine that keeps what it gets. */
public final class Mailbox implements AutoCloseable {
  private static final long START_MILLISECONDS = 60_000;

  private final GreenMail server;

  private Mailbox(GreenMail server) {
    this.server = server;
    server.start();
  }

  /** On a free port, taking mails for everybody. */
  public static Mailbox open() {
    return new Mailbox(new GreenMail(setup(0, ServerSetup.PROTOCOL_SMTP)));
  }

  /** On a given port. */
  public static Mailbox on(int port) {
    return new Mailbox(new GreenMail(setup(port, ServerSetup.PROTOCOL_SMTP)));
  }

  /** Encrypted from the first byte, with {@link TestCertificate#localhost}. */
  public static Mailbox encrypted() {
    TestCertificate certificate = TestCertificate.localhost();
    System.setProperty("greenmail.tls.keystore.file", certificate.store().toString());
    System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
    return new Mailbox(new GreenMail(setup(0, ServerSetup.PROTOCOL_SMTPS)));
  }

  /** One that lets in nobody but the user with the password. */
  public static Mailbox lockedFor(String user, String password) {
    GreenMail server = new GreenMail(setup(0, ServerSetup.PROTOCOL_SMTP));
    server.setUser(user, password);
    return new Mailbox(server);
  }

  private static ServerSetup setup(int port, String protocol) {
    ServerSetup setup = new ServerSetup(port, "127.0.0.1", protocol);
    setup.setServerStartupTimeout(START_MILLISECONDS);
    return setup;
  }

  /** The port that it listens on. */
  public int port() {
    return server.getSmtp() != null ? server.getSmtp().getPort() : server.getSmtps().getPort();
  }

  /** What has come so far. */
  public List<MimeMessage> mails() {
    return List.of(server.getReceivedMessages());
  }

  @Override
  public void close() {
    server.stop();
  }
}
