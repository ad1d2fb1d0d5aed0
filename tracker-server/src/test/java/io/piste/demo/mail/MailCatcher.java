package io.piste.demo.mail;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes every mail by SMTP on the loopback interface, delivers none, and shows them on a page. An
 * answer of 250 means that the mail is on disk.
 */
public final class MailCatcher implements AutoCloseable {
  private final Letterbox letterbox;
  private final GreenMail smtp;
  private final HttpServer page;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Listens at once on both ports. Mails are kept in {@code folder}. */
  public MailCatcher(int smtpPort, int pagePort, Path folder) throws IOException {
    try {
      letterbox = new Letterbox(folder);
    } catch (MessagingException e) {
      throw new IOException("cannot read the mails kept in " + folder, e);
    }
    smtp = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.getUserManager().setMessageDeliveryHandler(this::keep);
    smtp.start();
    page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), pagePort), 50);
    page.setExecutor(threads);
    page.createContext("/", new CatcherPage(letterbox)::answer);
    page.start();
  }

  /** All mails caught so far, oldest first. */
  public List<CaughtMail> mails() {
    return letterbox.all();
  }

  /** Those to one address, oldest first. */
  public List<CaughtMail> mailsTo(String address) {
    return mails().stream().filter(mail -> mail.head().to().contains(address)).toList();
  }

  private GreenMailUser keep(MovingMessage mail, MailAddress to)
      throws MessagingException, UserException {
    ByteArrayOutputStream source = new ByteArrayOutputStream();
    try {
      mail.getMessage().writeTo(source);
      letterbox.add(source.toByteArray());
    } catch (IOException e) {
      throw new MessagingException("cannot keep the mail", e);
    }
    UserManager users = smtp.getUserManager();
    GreenMailUser user = users.getUserByEmail(to.getEmail());
    return user == null ? users.createUser(to.getEmail(), to.getEmail(), "") : user;
  }

  /** Stops listening; the mails stay on disk. */
  @Override
  public void close() {
    page.stop(0);
    smtp.stop();
    threads.close();
  }
}
