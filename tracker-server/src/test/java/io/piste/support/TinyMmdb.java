package io.piste.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes small files in MaxMind's format (https://maxmind.github.io/MaxMind-DB/): a binary tree
 * over the bits of addresses, whose leaves point into a list of values, and a description at the
 * end. So tests need no data of others.
 */
public final class TinyMmdb {
  private static final int EMPTY = -1;
  private static final int GAP = 16;
  private static final byte[] MARK = {(byte) 0xAB, (byte) 0xCD, (byte) 0xEF};

  /** Two branches each: a node, EMPTY, or below that a place in the values. */
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));

  private final ByteArrayOutputStream values = new ByteArrayOutputStream();
  private final String kind;

  /** One that calls itself so, such as GeoLite2-City. */
  public TinyMmdb(String kind) {
    this.kind = kind;
  }

  /** Tells of a network of IPv4, such as 203.0.113.0/24. */
  public TinyMmdb add4(byte[] address, int bits, Map<String, ?> value) {
    byte[] six = new byte[16];
    System.arraycopy(address, 0, six, 12, 4);
    return add(six, 96 + bits, value);
  }

  /** Tells of a network of IPv6. */
  public TinyMmdb add6(byte[] address, int bits, Map<String, ?> value) {
    return add(address, bits, value);
  }

  private TinyMmdb add(byte[] address, int bits, Map<String, ?> value) {
    int leaf = EMPTY - 1 - values.size();
    write(values, value);
    int node = 0;
    for (int i = 0; i < bits; i++) {
      int side = (address[i / 8] >> (7 - i % 8)) & 1;
      if (i == bits - 1) {
        nodes.get(node)[side] = leaf;
      } else {
        if (nodes.get(node)[side] == EMPTY) {
          nodes.add(new int[] {EMPTY, EMPTY});
          nodes.get(node)[side] = nodes.size() - 1;
        }
        node = nodes.get(node)[side];
      }
    }
    return this;
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] node : nodes) {
      for (int branch : node) {
        int record = branch;
        if (branch == EMPTY) {
          record = nodes.size();
        } else if (branch < EMPTY) {
          record = nodes.size() + GAP + EMPTY - 1 - branch;
        }
        out.write(record >> 16);
        out.write(record >> 8);
        out.write(record);
      }
    }
    out.write(new byte[GAP]);
    values.writeTo(out);
    out.write(MARK);
    out.write("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    write(out, description());
    Files.write(file, out.toByteArray());
  }

  private Map<String, ?> description() {
    return Map.of(
        "node_count",
        (long) nodes.size(),
        "record_size",
        24,
        "ip_version",
        6,
        "database_type",
        kind,
        "languages",
        List.of("en"),
        "binary_format_major_version",
        2,
        "binary_format_minor_version",
        0,
        "build_epoch",
        1_772_442_000L,
        "description",
        Map.of("en", "for tests"));
  }

  private static void write(ByteArrayOutputStream out, Object value) {
    switch (value) {
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        control(out, 2, bytes.length);
        out.writeBytes(bytes);
      }
      case Integer number -> number(out, 5, number, 2);
      case Long number -> number(out, 6, number, 4);
      case Map<?, ?> map -> {
        control(out, 7, map.size());
        map.forEach(
            (key, each) -> {
              write(out, key);
              write(out, each);
            });
      }
      case List<?> list -> {
        control(out, 11, list.size());
        list.forEach(each -> write(out, each));
      }
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private static void number(ByteArrayOutputStream out, int type, long number, int bytes) {
    control(out, type, bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (number >> (8 * i)));
    }
  }

  /** Sizes up to 28 stand in the first byte, and ours up to 284 in one more. */
  private static void control(ByteArrayOutputStream out, int type, int size) {
    int first = Math.min(size, 29);
    out.write((type > 7 ? 0 : type << 5) | first);
    if (type > 7) {
      out.write(type - 7);
    }
    if (first == 29) {
      out.write(size - 29);
    }
  }

  /** What files of cities say of a place. */
  public static Map<String, ?> place(String country, String region, String city) {
    return Map.of(
        "country", Map.of("iso_code", country, "names", Map.of("en", country)),
        "subdivisions", List.of(Map.of("iso_code", region, "names", Map.of("en", region))),
        "city", Map.of("names", Map.of("de", "auf Deutsch", "en", city)),
        "location", Map.of("accuracy_radius", 20));
  }

  /** Cuts a file short, as a copy that broke off is. */
  public static void cut(Path file, int bytes) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, bytes));
  }
}
