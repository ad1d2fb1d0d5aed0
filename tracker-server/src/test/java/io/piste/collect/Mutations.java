package io.piste.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.piste.base.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes of what is right something that is slightly wrong, or still right, or odd; by a seed. */
final class Mutations {
  /** Lengths and sizes at which something begins to be wrong. */
  private static final int[] EDGES = {
    0, 1, 2, 3, 4, 16, 36, 37, 40, 41, 50, 51, 64, 65, 100, 101, 200, 201, 300, 301, 320, 321,
    1_000, 1_001, 2_000, 2_001
  };

  private static final String[] PIECES = {
    " ",
    "\t",
    "\n",
    "\u0000",
    "\u0007",
    "\u001c",
    "\u007f",
    "\u0085",
    "\u00a0",
    "\u2028",
    "\u202e",
    "\u3000",
    "é",
    "🍵",
    "<",
    ">",
    "<b>",
    "\"",
    "\\",
    "/",
    "?",
    "#",
    "&",
    "@",
    ".",
    ":",
    "-",
    "0",
    "A",
    "z",
    "http://",
    "www.",
    "javascript:",
    "'; DROP TABLE tea; --",
    "${jndi:x}",
    "%00",
    "../"
  };

  /** What means something to a reader of JSON. */
  private static final List<String> SPARKS =
      List.of(
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\\",
          "\\u",
          "\\ud800",
          "null",
          "NaN",
          "-",
          "1e999999999",
          "1e99999999999",
          "/*",
          "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
          "9".repeat(70),
          "\ufeff",
          "\"t\":\"cart\",");

  private static final List<JsonNode> ODD =
      read(
          "[null,true,false,\"\",\" \",\"x\",\"EUR\",\"eur\",\"1\",\"12.50\",\"-1\",\"1e5\",\"a@b.example\","
              + "\"https://www.shop.example/\",\"page\",\"cart\",[],{},[[]],[{}],{\"a\":1},[null],[1],[\"x\"],"
              + "0,-0.0,1,2.0,-1,0.01,0.001,12.345,1.5,100,101,9999,10000,86400000,86400001,"
              + "999999999.99,1000000000,9007199254740991,9007199254740992,253402300799999,"
              + "253402300800000,1e3,1e15,1.1e15,-1e15,1e40,99999999999999999999999]");

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  private static List<JsonNode> read(String list) {
    try {
      List<JsonNode> values = new ArrayList<>();
      Json.MAPPER.readTree(list).forEach(values::add);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the elements. */
  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private JsonNode odd() {
    return any(ODD).deepCopy();
  }

  /** True once in so many times. */
  boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  /** The same bytes, with a few changed, lost, doubled or cut off anywhere. */
  byte[] scratch(byte[] whole) {
    byte[] bytes = whole;
    for (int n = random.nextInt(3); n >= 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> joined(bytes, at, new byte[0], at + 1);
            case 2 -> joined(bytes, at, noise(1 + random.nextInt(8)), at);
            case 3 -> joined(bytes, at, any(SPARKS).getBytes(StandardCharsets.UTF_8), at);
            case 4 -> joined(bytes, at, bytes, at);
            default -> joined(bytes, at, noise(1), at + 1);
          };
    }
    return bytes;
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] joined(byte[] before, int until, byte[] middle, int from) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(before, 0, until);
    joined.writeBytes(middle);
    joined.write(before, from, before.length - from);
    return joined.toByteArray();
  }

  /** The same object, with one to three things changed anywhere in it. */
  ObjectNode bend(ObjectNode whole) {
    for (int n = random.nextInt(3); n >= 0; n--) {
      List<ContainerNode<?>> places = new ArrayList<>();
      collect(whole, places);
      switch (any(places)) {
        case ObjectNode object -> bendField(object);
        case ArrayNode list -> bendList(list);
        default -> throw new IllegalStateException();
      }
    }
    return whole;
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> places) {
    if (node instanceof ContainerNode<?> container) {
      places.add(container);
      node.forEach(child -> collect(child, places));
    }
  }

  private void bendField(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      object.set("x", odd());
      return;
    }
    String name = any(names);
    switch (random.nextInt(8)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(any(List.of("x", "t", "url", "items", "email", "token", "l")), odd());
      case 2 -> object.set(any(names), object.get(name).deepCopy());
      case 3, 4 -> object.set(name, odd());
      default -> object.set(name, bent(object.get(name)));
    }
  }

  private void bendList(ArrayNode list) {
    int size = list.size();
    switch (random.nextInt(4)) {
      case 0 -> list.insert(random.nextInt(size + 1), odd());
      case 1 -> {
        int wanted = any(List.of(1, 2, 50, 51, 100, 101));
        while (size > 0 && list.size() < wanted) {
          list.add(list.get(0).deepCopy());
        }
      }
      case 2 -> list.removeAll();
      default -> {
        if (size > 0) {
          int at = random.nextInt(size);
          list.set(at, bent(list.get(at)));
        }
      }
    }
  }

  private JsonNode bent(JsonNode value) {
    if (value instanceof TextNode text) {
      return TextNode.valueOf(bent(text.textValue()));
    }
    return odd();
  }

  private String bent(String text) {
    int at = random.nextInt(text.length() + 1);
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, at);
      case 1 -> sized(text.isEmpty() ? "x" : text, EDGES[random.nextInt(EDGES.length)]);
      case 2 -> text.toUpperCase(java.util.Locale.ROOT);
      default -> text.substring(0, at) + PIECES[random.nextInt(PIECES.length)] + text.substring(at);
    };
  }

  private static String sized(String text, int length) {
    String whole = text + "x".repeat(length);
    return whole.substring(0, length);
  }
}
