package io.piste.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.Clocks;
import io.piste.base.Json;
import io.piste.protocol.CartLine;
import io.piste.protocol.OrderStatus;
import io.piste.protocol.api.CartCall;
import io.piste.protocol.api.ConnectorReport;
import io.piste.protocol.api.ConsentCall;
import io.piste.protocol.api.ContentCall;
import io.piste.protocol.api.IdentifyCall;
import io.piste.protocol.api.OrderCall;
import io.piste.protocol.client.ApiProblem;
import io.piste.protocol.client.Codec;
import io.piste.protocol.client.Patience;
import io.piste.protocol.client.PisteClient;
import io.piste.support.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Java client, against the running server and against one that is not well. */
final class ClientIT {
  private static final Codec CODEC =
      new Codec() {
        @Override
        public byte[] write(Object value) throws IOException {
          return Json.MAPPER.writeValueAsBytes(value);
        }

        @Override
        public <T> T read(byte[] json, Class<T> type) throws IOException {
          return Json.MAPPER.readValue(json, type);
        }
      };

  private static final List<CartLine> TEA =
      List.of(new CartLine("sencha", "Sencha", 2, new BigDecimal("14.90"), null, null));

  private static PisteClient client(int port, String key, Patience patience) {
    return new PisteClient(
        URI.create("http://127.0.0.1:" + port), key, "test/1.0; java=25", CODEC, patience);
  }

  @Test
  void each_call_is_understood_by_the_server_and_its_answer_by_the_client() throws IOException {
    try (ApiWorld world = new ApiWorld();
        PisteClient piste = client(world.port(), world.key, Patience.usual())) {
      assertEquals("Tea shop", piste.ping().site());
      String v = world.browser("visits", "carts").visitor();
      tellOfACart(piste, v);
      tellOfAPerson(piste, v);
      world.settle();
      assertEquals("Ada", piste.contact("ada@mail.example").firstName());
      assertEquals(
          "Lovelace", piste.change("ada@mail.example", Map.of("lastName", "Lovelace")).lastName());
      piste.giveTag("ada@mail.example", "green tea");
      piste.takeTag("ada@mail.example", "green tea");
      assertEquals(1, piste.contacts(50, null).items().size());
    }
  }

  private static void tellOfACart(PisteClient piste, String v) {
    long now = Clocks.system().millis();
    CartCall cart = new CartCall(v, now, 1, "EUR", "fr", null, null, null, TEA);
    assertTrue(piste.cart("c 1", cart).isStored());
    BigDecimal total = new BigDecimal("29.80");
    OrderCall order =
        new OrderCall(v, now, OrderStatus.PAID, "EUR", total, null, "c 1", null, null, null, TEA);
    assertTrue(piste.order("o1", order).isStored());
    ContentCall content =
        new ContentCall(
            "post",
            ApiWorld.ORIGIN + "/p",
            "P",
            null,
            null,
            null,
            List.of(),
            List.of(),
            now,
            now,
            null,
            null,
            null);
    assertTrue(piste.content("post:1", content).isStored());
  }

  private static void tellOfAPerson(PisteClient piste, String v) {
    long now = Clocks.system().millis();
    String email = "ada@mail.example";
    IdentifyCall who = new IdentifyCall(v, now, email, "Ada", null, "fr", "login", null, null);
    assertTrue(piste.identify(who).isStored());
    ConsentCall yes =
        new ConsentCall(
            email, "marketing", true, "account", now, "Yes", null, null, null, null, null, true);
    assertTrue(piste.consent(yes).isStored());
  }

  @Test
  void people_are_told_and_forgotten_and_problems_name_their_code() {
    try (ApiWorld world = new ApiWorld();
        PisteClient piste = client(world.port(), world.key, Patience.none());
        PisteClient stranger = client(world.port(), "x.y.z", Patience.none())) {
      piste.report(new ConnectorReport(new ConnectorReport.Queue(0, null), List.of()));
      piste.deleteContent("none");
      assertEquals(List.of(), piste.personalFile("nobody@mail.example").data().get("contacts"));
      assertEquals(0, piste.erase("nobody@mail.example").erased().get("contacts"));
      ApiProblem problem =
          assertThrows(ApiProblem.class, () -> piste.resolve("x".repeat(22), null));
      assertEquals("not_found", problem.code());
      assertFalse(problem.passes());
      assertEquals("bad_key", assertThrows(ApiProblem.class, stranger::ping).code());
    }
  }

  /** Answers what it is told to, and remembers under which keys it was asked. */
  private static final class Moody extends HttpServlet {
    private final transient Deque<Integer> statuses = new ArrayDeque<>();
    private final transient List<String> keys = new ArrayList<>();

    Moody(Integer... statuses) {
      this.statuses.addAll(List.of(statuses));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      keys.add(String.valueOf(request.getHeader("Idempotency-Key")));
      int status = statuses.pop();
      response.setStatus(status);
      if (status == 503) {
        response.setHeader("Retry-After", "0");
      } else if (status == 429) {
        response.setHeader("Retry-After", "3600");
      }
      response
          .getOutputStream()
          .write("{\"status\":\"stored\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private static final Patience QUICK =
      new Patience(Duration.ofSeconds(2), 3, Duration.ofMillis(1), Duration.ofSeconds(1));

  private static int tries(Moody server, boolean good) {
    try (TestServer running = TestServer.with("/api/v1/*", server);
        PisteClient piste = client(running.port(), "key", QUICK)) {
      CartCall cart = new CartCall("v", 1, 1, "EUR", null, null, null, null, TEA);
      if (good) {
        piste.cart("c", cart);
      } else {
        assertThrows(ApiProblem.class, () -> piste.cart("c", cart));
      }
    }
    assertEquals(1, new HashSet<>(server.keys).size(), "one key for all tries of a call");
    return server.keys.size();
  }

  @Test
  void what_may_pass_is_tried_again_and_what_will_not_is_not() {
    assertEquals(3, tries(new Moody(503, 500, 202), true));
    assertEquals(3, tries(new Moody(500, 500, 500, 202), false));
    assertEquals(1, tries(new Moody(400, 202), false));
    assertEquals(1, tries(new Moody(429, 202), false), "an hour is too long to wait");
  }
}
