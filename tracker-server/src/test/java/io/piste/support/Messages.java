package io.piste.support;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a page of {@link TestTracker#ORIGIN} says to the tracker. */
public final class Messages {
  /** All that can be allowed. */
  public static final List<String> EVERYTHING = List.of("visits", "profile", "carts");

  private static final long SENT = 1_772_442_010_000L;

  private Messages() {}

  /** A choice in the dialog. */
  public static String choice(
      String site, String hash, String how, List<String> granted, @Nullable String previous) {
    ObjectNode choice = Json.MAPPER.createObjectNode();
    choice.put("s", site).put("hash", hash).put("how", how).put("u", TestTracker.ORIGIN + "/");
    ArrayNode purposes = choice.putArray("granted");
    granted.forEach(purposes::add);
    if (previous != null) {
      choice.put("prev", previous);
    }
    return Json.write(choice);
  }

  /** Events under a consent. */
  public static String batch(String site, String consent, ObjectNode... events) {
    ObjectNode batch = Json.MAPPER.createObjectNode();
    batch.put("s", site).put("c", consent).put("sent", SENT);
    batch.putArray("e").addAll(Arrays.asList(events));
    return Json.write(batch);
  }

  /** A page view of now, of a path without a slash in front. */
  public static ObjectNode page(UUID id, String path) {
    return Json.MAPPER
        .createObjectNode()
        .put("t", "page")
        .put("id", id.toString())
        .put("at", SENT)
        .put("u", TestTracker.ORIGIN + "/" + path)
        .put("ti", "Page " + path);
  }
}
