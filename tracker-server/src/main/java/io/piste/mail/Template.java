package io.piste.mail;

import ch.digitalfondue.mjml4j.Mjml4j;
import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.context.MapValueResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A text with places to fill in. Values are maps, lists and texts, nothing else. Thread-safe. */
final class Template {
  private final com.github.jknack.handlebars.Template compiled;

  private Template(String source, EscapingStrategy escaping) {
    try {
      this.compiled = new Handlebars().with(escaping).prettyPrint(true).compileInline(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A mail in MJML. It becomes HTML first and is filled in afterwards, so that nothing filled in is
   * ever read as MJML, and so that the slow step happens once.
   */
  static Template mjml(String file, String language) {
    return html(Mjml4j.render(Texts.file(file), new Mjml4j.Configuration(language)));
  }

  /** HTML: what is filled in is escaped. */
  static Template html(String source) {
    return new Template(source, EscapingStrategy.HTML_ENTITY);
  }

  /** Plain text: nothing is escaped. */
  static Template text(String file) {
    return new Template(Texts.file(file), EscapingStrategy.NOOP);
  }

  String fill(Map<String, Object> values) {
    try {
      return compiled.apply(Context.newBuilder(values).resolver(MapValueResolver.INSTANCE).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
