package io.piste.console;

import java.time.Instant;
import java.util.Locale;

/** Calls of the plugin API that can be tried, each with something to begin with. */
enum TrialCall {
  PING("GET", "/ping", ""),
  CONTENTS("GET", "/contents?limit=10", ""),
  CONTACTS("GET", "/contacts?limit=10", ""),
  PRIVACY("GET", "/privacy?email=ada@mail.example", ""),
  WEBHOOKS("GET", "/webhooks", ""),
  CART(
      "PUT",
      "/carts/c-1001",
      """
      {
        "v": "piste_visitor cookie",
        "at": NOW,
        "seq": 1,
        "currency": "EUR",
        "lines": [
          {"sku": "sencha", "name": "Sencha", "quantity": 2, "price": 14.90}
        ]
      }"""),
  ORDER(
      "PUT",
      "/orders/o-1001",
      """
      {
        "v": "piste_visitor cookie",
        "at": NOW,
        "status": "placed",
        "currency": "EUR",
        "total": 29.80,
        "cart": "c-1001",
        "lines": [
          {"sku": "sencha", "name": "Sencha", "quantity": 2, "price": 14.90}
        ]
      }"""),
  IDENTIFY(
      "POST",
      "/identify",
      """
      {
        "v": "piste_visitor cookie",
        "at": NOW,
        "email": "ada@mail.example",
        "source": "login"
      }"""),
  CONSENT(
      "POST",
      "/consents",
      """
      {
        "email": "ada@mail.example",
        "purpose": "marketing",
        "granted": true,
        "source": "form",
        "at": NOW,
        "text": "Yes, send me offers",
        "page": "PAGE"
      }"""),
  CONTENT(
      "PUT",
      "/contents/post-1",
      """
      {
        "type": "post",
        "url": "PAGE",
        "title": "How to brew sencha",
        "published": NOW,
        "updated": NOW
      }"""),
  CONTENT_GONE("DELETE", "/contents/post-1", "");

  private static final String BASE = "/api/v1";

  private final String method;
  private final String path;
  private final String body;

  TrialCall(String method, String path, String body) {
    this.method = method;
    this.path = path;
    this.body = body;
  }

  /** For addresses and texts: lower case with hyphens. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of a key, the first one when there is none. */
  static TrialCall of(String key) {
    for (TrialCall call : values()) {
      if (call.key().equals(key)) {
        return call;
      }
    }
    return PING;
  }

  String method() {
    return method;
  }

  /** From the root of the server. */
  String path() {
    return BASE + path;
  }

  /** Whether it changes nothing. */
  boolean reads() {
    return method.equals("GET");
  }

  /** A body to begin with; empty for none. */
  String body(Instant now, String page) {
    return body.replace("NOW", Long.toString(now.toEpochMilli())).replace("PAGE", page);
  }
}
