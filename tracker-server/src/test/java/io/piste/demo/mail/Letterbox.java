package io.piste.demo.mail;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The mails that were caught, each a file, so that they survive a restart. Thread-safe. */
final class Letterbox {
  private final Path folder;
  private final List<CaughtMail> mails = new CopyOnWriteArrayList<>();

  Letterbox(Path folder) throws IOException, MessagingException {
    this.folder = Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".eml")).sorted().toList()) {
        mails.add(CaughtMail.read(mails.size() + 1, Files.readAllBytes(file)));
      }
    }
  }

  synchronized void add(byte[] source) throws IOException, MessagingException {
    int number = mails.size() + 1;
    CaughtMail mail = CaughtMail.read(number, source);
    Files.write(folder.resolve("%05d.eml".formatted(number)), source);
    mails.add(mail);
  }

  List<CaughtMail> all() {
    return List.copyOf(mails);
  }

  Optional<CaughtMail> number(int number) {
    return mails.stream().filter(mail -> mail.number() == number).findFirst();
  }
}
