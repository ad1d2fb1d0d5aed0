package io.piste.wordpress;

import io.piste.wordpress.ConnectorTimes.Action;
import io.piste.wordpress.ConnectorTimes.Turn;
import java.util.List;
import java.util.Map;

/** What people do on a site, each as one request that they wait for. */
final class Actions {
  private static final String READER = "reader";
  private static final String PRODUCT = "/product/blue-mug/";

  private final ShopUnderTest shop;

  Actions(ShopUnderTest shop) {
    this.shop = shop;
  }

  /** There is somebody who can sign in. */
  static void prepare(WordPress wordPress) {
    wordPress.wpCli(
        "user",
        "create",
        READER,
        "reader@example.com",
        "--role=subscriber",
        "--user_pass=" + WordPress.PASSWORD);
  }

  List<Action> all() {
    String mug = Integer.toString(shop.mug());
    Map<String, String> add = Map.of("add-to-cart", mug);
    return List.of(
        new Action("a page view", 200, (guest, turn) -> guest.get("/")),
        new Action("an add to cart", 200, (guest, turn) -> guest.post(PRODUCT, add)),
        new Action(
            "a login",
            302,
            (guest, turn) ->
                guest.post(
                    "/wp-login.php",
                    Map.of("log", READER, "pwd", WordPress.PASSWORD, "rememberme", "forever"))),
        new Action(
            "a comment",
            302,
            (guest, turn) ->
                guest.post(
                    "/wp-comments-post.php",
                    Map.of(
                        "comment_post_ID", "1",
                        "author", "Anne",
                        "email", "anne@example.com",
                        "comment", "Lovely, once more: " + turn + " " + System.nanoTime()))),
        new Action(
            "an order",
            302,
            (guest, turn) -> {
              guest.post(PRODUCT, add);
              return guest.post("/?wc-ajax=checkout", Map.of("billing_email", "anne@example.com"));
            }),
        new Action(
            "a publication",
            201,
            (guest, turn) ->
                guest.json(
                    "/wp-json/wp/v2/posts",
                    "{\"title\":\"News %d\",\"content\":\"All is well.\",\"status\":\"publish\"}"
                        .formatted(turn))));
  }

  /** One side of the pairs of an action. */
  Turn turn(Action action, int port, boolean with) {
    String editor = action.words().equals("a publication") ? "X-Editor: 1\r\n" : "";
    String marks = editor + (with ? "" : "X-Without: 1\r\n");
    String host = "localhost:" + shop.wordPress().port();
    return new Turn(action, new TimedGuest(host, marks, Guest.AGREED).at(port));
  }
}
