package io.piste.demo.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole shop on one loopback port, under as many hosts as there are storefronts. It knows
 * nothing of the tracker but what its documentation says: a script tag, calls, a connector key.
 */
public final class TeaShop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TeaShop.class);

  private final Map<String, Storefront> fronts;
  private final Baskets baskets = new Baskets();
  private final Pages pages = new Pages();
  private final List<Room> rooms;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Listens at once.
   *
   * @param tracker the tracker's address on the loopback interface, for the shop's server
   */
  public TeaShop(int port, List<Storefront> fronts, URI tracker, InstantSource clock)
      throws IOException {
    this.fronts =
        fronts.stream()
            .collect(java.util.stream.Collectors.toUnmodifiableMap(Storefront::host, f -> f));
    Catalogue catalogue = new Catalogue();
    TeaPictures pictures = new TeaPictures();
    this.rooms =
        List.of(
            new Passage(tracker),
            new Shelf(catalogue, pictures),
            new Showroom(catalogue, pictures, pages),
            new Till(catalogue, baskets, clock),
            new RestoreDesk(catalogue, clock, tracker));
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      Optional<Storefront> front = front(exchange);
      if (front.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      answer(new Visit(exchange, front.get(), baskets, pages));
    } catch (IOException | RuntimeException e) {
      LOG.warn("The shop could not answer {}", exchange.getRequestURI().getPath(), e);
    }
  }

  private void answer(Visit visit) throws IOException {
    String wanted = visit.query().getOrDefault("lang", "");
    if (!wanted.isEmpty()) {
      visit.redirect((wanted.equals("en") ? "/en" : "") + visit.path());
      return;
    }
    for (Room room : rooms) {
      if (room.answers(visit)) {
        return;
      }
    }
    visit.show("missing", visit.lang().word("missing.title"), Map.of(), new PisteCalls());
  }

  private Optional<Storefront> front(HttpExchange exchange) {
    String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
    return Optional.ofNullable(fronts.get(host.replaceFirst(":\\d+$", "")));
  }

  /** Stops listening. */
  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
