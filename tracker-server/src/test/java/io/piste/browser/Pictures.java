package io.piste.browser;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Pictures of pages, in {@code target/screenshots} to be looked at after a run. Those that stand in
 * the docs are replaced there when the tests run with {@code -Dpictures.update=true}.
 */
public final class Pictures {
  private static final Path FOLDER = Path.of("target", "screenshots");
  private static final Path DOCS = Path.of("..", "docs", "images");

  private Pictures() {}

  /** Whether those in the docs are replaced. */
  public static boolean forDocs() {
    return Boolean.getBoolean("pictures.update");
  }

  /**
   * Takes a picture of the window.
   *
   * @param name of the page, perhaps with a folder; width and colours are added: banner-390-dark
   * @param look the one that the browser has
   */
  public static void take(Browser browser, String name, Look look) {
    take(browser, name + "-" + look.width() + (look.dark() ? "-dark" : "") + ".png");
  }

  /**
   * Takes a picture of the window.
   *
   * @param file its name, with the ending
   */
  public static void take(Browser browser, String file) {
    Path inDocs = DOCS.resolve(file);
    boolean wanted = forDocs() && Files.exists(inDocs);
    String png =
        browser.devTools("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
    try {
      byte[] bytes = Base64.getDecoder().decode(png);
      Files.createDirectories(Objects.requireNonNull(FOLDER.resolve(file).getParent()));
      Files.write(FOLDER.resolve(file), bytes);
      if (wanted) {
        write(ImageIO.read(new ByteArrayInputStream(bytes)), inDocs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As small as it goes without loss: a quarter less than what the browser gives. */
  private static void write(BufferedImage picture, Path file) throws IOException {
    BufferedImage plain =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    plain.createGraphics().drawImage(picture, 0, 0, null);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.deleteIfExists(file);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam smallest = writer.getDefaultWriteParam();
    smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    smallest.setCompressionQuality(0);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(plain, null, null), smallest);
    } finally {
      writer.dispose();
    }
  }
}
