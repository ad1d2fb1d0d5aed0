package io.piste.demo.shop;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.context.MethodValueResolver;
import com.github.jknack.handlebars.io.ClassPathTemplateLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Fills the templates that lie beside this class; everything is escaped but the tracker's calls.
 */
final class Pages {
  private final Handlebars templates =
      new Handlebars(new ClassPathTemplateLoader("/io/piste/demo/shop", ".hbs"));

  Pages() {
    templates.registerHelper(
        "t", (key, options) -> ((Lang) options.context.get("lang")).word(key.toString()));
  }

  String fill(String name, Map<String, Object> model) {
    Context context =
        Context.newBuilder(model)
            .resolver(MapValueResolver.INSTANCE, MethodValueResolver.INSTANCE)
            .build();
    try {
      return templates.compile(name).apply(context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
