package io.piste.wordpress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests that a browser makes in a real WooCommerce. */
final class RealShopping implements Shopping {
  private static final String STORE = "/wp-json/wc/store/v1/";
  private static final String PRODUCT = "/product/blue-mug/";
  private static final String CART = "/classiccart/";

  private final Guest guest;
  private final int mug;
  private final boolean ticks;

  /** {@code mug} is the product's number. */
  RealShopping(Guest guest, int mug, boolean ticks) {
    this.guest = guest;
    this.mug = mug;
    this.ticks = ticks;
  }

  @Override
  public void byBlocks() {
    guest.open("/shop/");
    store("cart/add-item", Json.MAPPER.createObjectNode().put("id", mug).put("quantity", 1));
    guest.open(PRODUCT);
    guest.submit(PRODUCT, Map.of("add-to-cart", Integer.toString(mug), "quantity", "1"));
    guest.open("/cart/");
    String key = cart().get("items").get(0).get("key").textValue();
    store("cart/update-item", Json.MAPPER.createObjectNode().put("key", key).put("quantity", 3));
    guest.open("/checkout/");
    store("cart/update-customer", billing(guestAddress("", "")));
    store("cart/update-customer", billing(guestAddress("Anne", "")));
    store("cart/update-customer", billing(guestAddress("Anne", "8 rue des Tanneurs")));
    ObjectNode order = billing(guestAddress("Anne", "8 rue des Tanneurs"));
    order.put("payment_method", "bacs");
    if (ticks) {
      order.putObject("additional_fields").put("piste/optin", true);
    }
    JsonNode placed = store("checkout", order);
    guest.open(placed.get("payment_result").get("redirect_url").textValue());
  }

  @Override
  public void byForms() {
    guest.open(PRODUCT);
    guest.submit(PRODUCT, Map.of("add-to-cart", Integer.toString(mug), "quantity", "1"));
    String page = guest.open(CART);
    String key = found("name=\"cart\\[(\\w+)]\\[qty]\"", page);
    page =
        guest.submit(
            CART,
            Map.of(
                "cart[" + key + "][qty]",
                "3",
                "update_cart",
                "Update cart",
                "woocommerce-cart-nonce",
                found("name=\"woocommerce-cart-nonce\" value=\"(\\w+)\"", page)));
    page = guest.open(link("remove_item", page));
    guest.open(link("undo_item", page));
    guest.open(CART);
    page = guest.open("/classiccheckout/");
    CheckoutScript.of(page).type(guest, EMAIL);
    guest.open(placed(page));
  }

  /** Places the order; answers where the browser goes then. */
  private String placed(String page) {
    Map<String, String> form = new HashMap<>();
    guestAddress("Anne", "8 rue des Tanneurs")
        .properties()
        .forEach(field -> form.put("billing_" + field.getKey(), field.getValue().textValue()));
    form.put("payment_method", "bacs");
    form.put(
        "woocommerce-process-checkout-nonce",
        found("name=\"woocommerce-process-checkout-nonce\" value=\"(\\w+)\"", page));
    if (ticks) {
      form.put("piste_optin", "1");
    }
    JsonNode answer = json(guest.submit("/?wc-ajax=checkout", form));
    assertEquals("success", answer.path("result").textValue(), answer::toString);
    return answer.get("redirect").textValue();
  }

  private JsonNode cart() {
    return json(guest.ask("GET", STORE + "cart", "", Map.of()).body());
  }

  /** In a batch, as the shop's own blocks do. */
  private JsonNode store(String path, ObjectNode body) {
    HttpResponse<String> cart = guest.ask("GET", STORE + "cart", "", Map.of());
    Map<String, String> nonce = Map.of("Nonce", cart.headers().firstValue("Nonce").orElse(""));
    if (path.equals("checkout")) {
      return json(guest.ask("POST", STORE + path, body.toString(), nonce).body());
    }
    ObjectNode batch = Json.MAPPER.createObjectNode();
    ArrayNode requests = batch.putArray("requests");
    ObjectNode one = requests.addObject().put("method", "POST").put("path", "/wc/store/v1/" + path);
    one.set("body", body);
    one.putObject("headers").put("Nonce", nonce.get("Nonce"));
    HttpResponse<String> answer = guest.ask("POST", STORE + "batch", batch.toString(), nonce);
    JsonNode first = json(answer.body()).path("responses").path(0);
    assertEquals(2, first.path("status").asInt() / 100, answer::body);
    return first.get("body");
  }

  private static ObjectNode billing(ObjectNode address) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("billing_address", address);
    return body;
  }

  private static ObjectNode guestAddress(String name, String street) {
    return Json.MAPPER
        .createObjectNode()
        .put("first_name", name)
        .put("last_name", name.isEmpty() ? "" : "Martin")
        .put("address_1", street)
        .put("city", street.isEmpty() ? "" : "Lyon")
        .put("postcode", street.isEmpty() ? "" : "69009")
        .put("country", "FR")
        .put("phone", street.isEmpty() ? "" : "0472000000")
        .put("email", EMAIL);
  }

  private static String link(String argument, String page) {
    return found("href=\"([^\"]*" + argument + "[^\"]*)\"", page)
        .replace("&#038;", "&")
        .replace("&amp;", "&");
  }

  private static String found(String pattern, String page) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    if (!matcher.find()) {
      throw new AssertionError("not on the page: " + pattern);
    }
    return matcher.group(1);
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
