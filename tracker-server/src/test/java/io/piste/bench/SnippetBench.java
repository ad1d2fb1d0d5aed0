package io.piste.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The weight of the two scripts that run on other people's pages, gzip level 9, in bytes. */
final class SnippetBench implements Bench {
  private static final String NAME = "snippet";

  @Override
  public void run(Consumer<Figure> figures) throws IOException {
    figures.accept(weight("tracker", "/io/piste/js/t.js", 2_200));
    figures.accept(weight("banner with its style", "/io/piste/js/c.js", 6_500));
  }

  private static Figure weight(String figure, String resource, int bar) throws IOException {
    return Figure.atMost(NAME, figure + " gzip", gzip(resource), "bytes", bar);
  }

  static int gzip(String resource) throws IOException {
    try (InputStream script = SnippetBench.class.getResourceAsStream(resource)) {
      if (script == null) {
        throw new IOException(resource + " is not on the class path: build js-snippet first");
      }
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (BestGzip gzip = new BestGzip(packed)) {
        script.transferTo(gzip);
      }
      return packed.size();
    }
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream to) throws IOException {
      super(to);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
