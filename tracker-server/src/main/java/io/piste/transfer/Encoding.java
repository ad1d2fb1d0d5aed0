package io.piste.transfer;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** How the letters of a text are written. */
public enum Encoding {
  UTF_8("utf-8", StandardCharsets.UTF_8),
  UTF_16LE("utf-16le", StandardCharsets.UTF_16LE),
  UTF_16BE("utf-16be", StandardCharsets.UTF_16BE),
  WINDOWS_1252("windows-1252", Charset.forName("windows-1252")),
  ISO_8859_15("iso-8859-15", Charset.forName("ISO-8859-15"));

  private final String word;
  private final Charset charset;

  Encoding(String word, Charset charset) {
    this.word = word;
    this.charset = charset;
  }

  /** As it is stored and shown. */
  public String word() {
    return word;
  }

  Charset charset() {
    return charset;
  }

  /** By its word. */
  public static Optional<Encoding> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }
}
