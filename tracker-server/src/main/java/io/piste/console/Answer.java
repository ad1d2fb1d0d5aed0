package io.piste.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;

/** What a page answers with. */
sealed interface Answer {
  /**
   * A page or a part of one.
   *
   * @param template name of the template, without its ending
   * @param titleKey of the page's title among the texts
   * @param model what the template is given as {@code m}
   */
  record Shown(String template, String titleKey, Object model, int status) implements Answer {}

  /** The browser is sent on to a path that begins with {@code /console}. */
  record SentOn(String path) implements Answer {}

  /**
   * A file in UTF-8 that is written while it is read.
   *
   * @param name of letters, digits, dots, hyphens and underscores
   */
  record File(String name, Content content) implements Answer {}

  /**
   * A file of any kind, or an answer that a script reads.
   *
   * @param name to save it under; empty for what is not saved
   */
  record Sent(String name, String type, ByteBuffer bytes) implements Answer {}

  /** A file of any kind that is written while it is read. */
  record Stream(String name, String type, Bytes content) implements Answer {}

  /** Writes a file of bytes. */
  @FunctionalInterface
  interface Bytes {
    /** Writes it; who calls closes. */
    void write(OutputStream out) throws IOException;
  }

  /** Writes a file. */
  @FunctionalInterface
  interface Content {
    /** Writes it; who calls closes. */
    void write(Writer out) throws IOException;
  }

  /** A page with status 200. */
  static Answer page(String template, String titleKey, Object model) {
    return new Shown(template, titleKey, model, 200);
  }

  /** A form that came back with mistakes. */
  static Answer mistaken(String template, String titleKey, Object model) {
    return new Shown(template, titleKey, model, 422);
  }

  /** On to another page. */
  static Answer to(String path) {
    return new SentOn(path);
  }
}
