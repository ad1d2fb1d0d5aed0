package io.piste.demo.shop;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Paints a cup of tea seen from above on linen, with a few leaves beside it, in the tea's colours.
 * The same tea always gives the same picture. Used once, by one thread.
 */
final class TeaPainter {
  private static final int SIZE = 480;
  private static final Color BONE = new Color(0xfd, 0xfa, 0xf3);

  private record Disc(double x, double y, double radius) {
    Ellipse2D shape() {
      return new Ellipse2D.Double(x - radius, y - radius, radius * 2, radius * 2);
    }
  }

  private final Tea tea;
  private final Random random;
  private final BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
  private final Graphics2D g = image.createGraphics();

  TeaPainter(Tea tea) {
    this.tea = tea;
    this.random = new Random(tea.slug().hashCode());
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  byte[] paint() {
    cloth();
    double x = 215 + random.nextInt(30);
    double y = 225 + random.nextInt(25);
    leaves(46, x, y);
    saucer(x, y);
    cup(x, y);
    leaves(9, 0, 0);
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Threads both ways, a little uneven, lighter where the window is. */
  private void cloth() {
    Color base = Color.decode(tea.cloth());
    g.setColor(base);
    g.fillRect(0, 0, SIZE, SIZE);
    for (int i = 0; i < SIZE; i += 2) {
      g.setColor(thread());
      g.drawLine(0, i, SIZE, i + random.nextInt(3) - 1);
      g.setColor(thread());
      g.drawLine(i, 0, i + random.nextInt(3) - 1, SIZE);
    }
    glow(new Disc(90, 60, 520), new Color(255, 250, 235, 120), new Color(255, 250, 235, 0));
    glow(new Disc(470, 480, 420), new Color(40, 30, 20, 70), new Color(40, 30, 20, 0));
  }

  private Color thread() {
    boolean light = random.nextBoolean();
    return new Color(light ? 255 : 70, light ? 255 : 60, light ? 250 : 40, 6 + random.nextInt(16));
  }

  private void saucer(double x, double y) {
    shadow(new Disc(x + 14, y + 20, 186));
    lit(new Disc(x, y, 172), new Disc(x - 40, y - 50, 260), BONE, new Color(0xd6, 0xcd, 0xbd));
    ring(new Disc(x, y, 170), 2f, new Color(255, 255, 255, 170));
    ring(new Disc(x, y, 164), 1.4f, new Color(120, 105, 85, 50));
    glow(new Disc(x + 6, y + 10, 140), new Color(90, 75, 55, 120), new Color(90, 75, 55, 0));
  }

  private void cup(double x, double y) {
    shadow(new Disc(x + 8, y + 12, 124));
    lit(new Disc(x, y, 118), new Disc(x - 50, y - 60, 220), BONE, new Color(0xc9, 0xbf, 0xae));
    lit(new Disc(x, y, 108), new Disc(x + 40, y + 50, 200), BONE, new Color(0xa9, 0x9f, 0x8d));
    Color liquor = Color.decode(tea.liquor());
    lit(
        new Disc(x, y, 98),
        new Disc(x - 26, y - 30, 150),
        lighter(liquor, 0.12),
        darker(liquor, 0.55));
    ring(new Disc(x, y, 97), 3f, darker(liquor, 0.5));
    ring(new Disc(x, y, 94), 4f, alpha(lighter(liquor, 0.6), 90));
    light(x - 34, y - 46);
    floating(x, y);
  }

  /** The window, mirrored in the tea. */
  private void light(double x, double y) {
    Path2D pane = new Path2D.Double();
    pane.moveTo(x - 26, y + 6);
    pane.curveTo(x - 14, y - 16, x + 10, y - 26, x + 34, y - 24);
    pane.curveTo(x + 12, y - 14, x - 6, y - 2, x - 16, y + 16);
    pane.closePath();
    g.setColor(new Color(255, 255, 255, 120));
    g.fill(pane);
  }

  private void floating(double x, double y) {
    for (int i = 0; i < 3; i++) {
      double turn = random.nextDouble() * Math.PI * 2;
      double far = 25 + random.nextDouble() * 40;
      leaf(x + Math.cos(turn) * far, y + 18 + Math.sin(turn) * far * 0.8, 13, 190);
    }
  }

  /** Leaves around the saucer, none on it; with x and y zero, a small heap at the corner. */
  private void leaves(int count, double x, double y) {
    for (int i = 0; i < count; i++) {
      double lx = x == 0 ? 404 + random.nextGaussian() * 24 : random.nextDouble() * SIZE;
      double ly = x == 0 ? 416 + random.nextGaussian() * 20 : random.nextDouble() * SIZE;
      boolean clear = x == 0 || Math.hypot(lx - x, ly - y) > 192;
      boolean corner = x == 0 || Math.hypot(lx - 400, ly - 420) < 120 || random.nextInt(4) == 0;
      if (clear && corner) {
        leaf(lx, ly, 12 + random.nextInt(9), 255);
      }
    }
  }

  /** A curled, dried leaf with its shadow and its rib. */
  private void leaf(double x, double y, double length, int opacity) {
    AffineTransform before = g.getTransform();
    double turn = random.nextDouble() * Math.PI * 2;
    double bend = (random.nextDouble() - 0.5) * length * 0.9;
    Path2D blade = new Path2D.Double();
    blade.moveTo(-length, 0);
    blade.quadTo(0, -length * 0.45 + bend, length, 0);
    blade.quadTo(0, length * 0.35 + bend, -length, 0);
    blade.closePath();
    g.translate(x + 2.5, y + 3.5);
    g.rotate(turn);
    g.setColor(new Color(30, 22, 12, opacity / 4));
    g.fill(blade);
    g.setTransform(before);
    g.translate(x, y);
    g.rotate(turn);
    Color leaf = Color.decode(tea.leaf());
    double shade = random.nextDouble();
    Color tint = shade < 0.5 ? darker(leaf, 0.7 + shade * 0.5) : lighter(leaf, shade * 0.3);
    g.setColor(alpha(tint, opacity));
    g.fill(blade);
    g.setColor(alpha(lighter(leaf, 0.35), opacity / 2));
    g.setStroke(new BasicStroke(1f));
    Path2D rib = new Path2D.Double();
    rib.moveTo(-length, 0);
    rib.quadTo(0, bend * 0.9, length, 0);
    g.draw(rib);
    g.setTransform(before);
  }

  private void shadow(Disc disc) {
    glow(disc, new Color(40, 30, 18, 150), new Color(40, 30, 18, 0));
  }

  private void glow(Disc disc, Color inside, Color outside) {
    lit(disc, disc, inside, outside);
  }

  /** Fills a disc with a light that need not stand at its middle. */
  private void lit(Disc disc, Disc light, Color inside, Color outside) {
    g.setPaint(
        new RadialGradientPaint(
            (float) light.x,
            (float) light.y,
            (float) light.radius,
            new float[] {0.45f, 1f},
            new Color[] {inside, outside}));
    g.fill(disc.shape());
  }

  private void ring(Disc disc, float width, Color color) {
    g.setColor(color);
    g.setStroke(new BasicStroke(width));
    g.draw(disc.shape());
  }

  private static Color lighter(Color color, double by) {
    return new Color(
        (int) (color.getRed() + (255 - color.getRed()) * by),
        (int) (color.getGreen() + (255 - color.getGreen()) * by),
        (int) (color.getBlue() + (255 - color.getBlue()) * by));
  }

  private static Color darker(Color color, double to) {
    double k = Math.min(1, to);
    return new Color(
        (int) (color.getRed() * k), (int) (color.getGreen() * k), (int) (color.getBlue() * k));
  }

  private static Color alpha(Color color, int opacity) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), opacity);
  }
}
