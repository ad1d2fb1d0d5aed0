package io.piste.browser;

import java.util.Map;

/**
 * A request that left a page.
 *
 * @param body what was posted; empty when nothing was
 * @param headers as the page asked for them, without those that the network adds
 */
public record Sent(String method, String url, String body, Map<String, String> headers) {
  public Sent {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return method + " " + url + (body.isEmpty() ? "" : " " + body);
  }
}
