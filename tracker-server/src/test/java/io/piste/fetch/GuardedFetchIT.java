package io.piste.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.fetch.FetchProblem.Kind;
import io.piste.fetch.GuardedFetch.Asked;
import io.piste.support.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real servers on this machine, some of them hostile. */
@Timeout(30)
final class GuardedFetchIT {
  private static final FetchSettings STRICT = new FetchSettings(false);
  private static final FetchSettings DEVELOPING = new FetchSettings(true);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Set<Kind> REFUSALS = Set.of(Kind.PRIVATE, Kind.NO_HOST, Kind.NO_WEB_ADDRESS);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::hello);
    server.createContext("/loop", e -> redirect(e, "/loop"));
    server.createContext("/five", e -> redirect(e, count(e) < 5 ? "/five" : "/page"));
    server.createContext("/cookie", this::cookie);
    server.start();
    open.push(() -> server.stop(0));
  }

  @AfterEach
  void stop() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  private GuardedFetch fetch(FetchSettings settings, Names names) {
    return fetch(settings, names, null);
  }

  private GuardedFetch fetch(FetchSettings settings, Names names, @Nullable SSLContext trust) {
    GuardedFetch fetch = new GuardedFetch(settings, meters, names, trust, PATIENCE);
    open.push(fetch);
    return fetch;
  }

  private static Asked asked(String address) {
    return new Asked(URI.create(address), Map.of(), Set.of());
  }

  private String here(String path) {
    return "http://www.shop.localhost:" + server.getAddress().getPort() + path;
  }

  private static Kind refusal(GuardedFetch fetch, String address) {
    return assertThrows(FetchProblem.class, () -> fetch.get(asked(address)), address).kind();
  }

  @Test
  void gives_what_a_server_answers_with_the_way_that_led_there() throws Exception {
    Fetched fetched = fetch(DEVELOPING, Names::system).get(asked(here("/five")));
    assertEquals(200, fetched.status());
    assertEquals("bonjour", fetched.text());
    assertEquals(URI.create(here("/page")), fetched.address());
    assertEquals(6, fetched.way().size());
    assertEquals("text/html", fetched.type());
    assertEquals(1, meters.counter("piste.fetches", "outcome", "answered").count());
  }

  @Test
  void a_sixth_redirect_is_not_followed() {
    assertEquals(Kind.TOO_MANY_REDIRECTS, refusal(fetch(DEVELOPING, Names::system), here("/loop")));
    assertEquals(6, seen.size(), "the address itself and five redirects");
  }

  @Test
  void no_spelling_of_this_machine_is_asked() {
    GuardedFetch fetch = fetch(STRICT, Names::system);
    int port = server.getAddress().getPort();
    for (String host :
        List.of(
            "127.0.0.1",
            "localhost",
            "a.localhost",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::7f00:1]",
            "127.1",
            "2130706433",
            "0.0.0.0",
            "[::]",
            "169.254.169.254",
            "[fe80::1]",
            "[64:ff9b::7f00:1]")) {
      Asked asked =
          new Asked(
              URI.create("http://" + host + ":" + port + "/"),
              Map.of(),
              Set.of("http://" + host + ":" + port));
      Kind kind = assertThrows(FetchProblem.class, () -> fetch.get(asked), host).kind();
      assertTrue(REFUSALS.contains(kind), host + ": " + kind);
    }
    assertEquals(List.of(), seen);
  }

  @Test
  void the_address_that_was_checked_is_the_one_that_is_connected_to() throws Exception {
    List<String> lookups = new CopyOnWriteArrayList<>();
    Names rebinding =
        host -> {
          lookups.add(host);
          return new InetAddress[] {
            InetAddress.ofLiteral(lookups.size() == 1 ? "127.0.0.1" : "169.254.169.254")
          };
        };
    GuardedFetch fetch = fetch(DEVELOPING, rebinding);
    assertEquals("bonjour", fetch.get(asked(here("/"))).text());
    assertEquals(List.of("www.shop.localhost"), lookups, "asked once for one connection");
    assertEquals(Kind.PRIVATE, refusal(fetch, here("/")), "no connection is used twice");
  }

  @Test
  void one_private_address_among_public_ones_forbids_the_name() {
    Names mixed =
        host ->
            new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1")};
    assertEquals(Kind.PRIVATE, refusal(fetch(STRICT, mixed), "http://mixed.example/"));
  }

  @Test
  void a_redirect_is_checked_like_the_first_address() throws Exception {
    Map<String, String> to = new HashMap<>();
    server.createContext("/to", e -> redirect(e, to.getOrDefault("to", "")));
    GuardedFetch fetch = fetch(DEVELOPING, Names::system);
    for (String hostile :
        List.of(
            "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://0.0.0.0/")) {
      to.put("to", hostile);
      assertEquals(Kind.PRIVATE, refusal(fetch, here("/to")), hostile);
    }
    to.put("to", "file:///etc/passwd");
    assertEquals(Kind.NO_WEB_ADDRESS, refusal(fetch, here("/to")));
    to.put("to", "http://user:secret@www.shop.localhost/");
    assertEquals(Kind.NO_WEB_ADDRESS, refusal(fetch, here("/to")));
  }

  @Test
  void other_ports_are_asked_only_on_the_callers_own_hosts() {
    GuardedFetch fetch = fetch(STRICT, Names::system);
    assertEquals(Kind.PORT, refusal(fetch, "http://www.shop.example:22/"));
    Asked own =
        new Asked(URI.create("http://localhost:8443/"), Map.of(), Set.of("http://localhost:8443"));
    FetchProblem next = assertThrows(FetchProblem.class, () -> fetch.get(own));
    assertEquals(Kind.PRIVATE, next.kind(), "the port may be asked, the address may not");
  }

  @Test
  void cookies_are_not_kept_and_credentials_not_sent() throws Exception {
    GuardedFetch fetch = fetch(DEVELOPING, Names::system);
    fetch.get(asked(here("/cookie")));
    fetch.get(asked(here("/cookie")));
    assertFalse(String.join(" ", seen).contains("Cookie:"), seen.toString());
    assertTrue(seen.getFirst().contains(GuardedFetch.AGENT), seen.toString());
  }

  @Test
  void an_endless_answer_is_cut() throws Exception {
    server.createContext("/endless", e -> endless(e, 0));
    Fetched fetched = fetch(DEVELOPING, Names::system).get(asked(here("/endless")));
    assertTrue(fetched.cut());
    assertEquals(2 * 1024 * 1024, fetched.body().bytes().length);
  }

  @Test
  void a_compressed_answer_is_cut_by_what_it_becomes() throws Exception {
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
      gzip.write(new byte[50 * 1024 * 1024]);
    }
    server.createContext(
        "/bomb",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, small.size());
          exchange.getResponseBody().write(small.toByteArray());
          exchange.close();
        });
    Fetched fetched = fetch(DEVELOPING, Names::system).get(asked(here("/bomb")));
    assertTrue(fetched.cut());
    assertEquals(2 * 1024 * 1024, fetched.body().bytes().length);
  }

  @Test
  void an_answer_that_drips_is_given_up() {
    server.createContext("/drip", e -> endless(e, 200));
    long start = System.nanoTime();
    assertEquals(Kind.TOO_SLOW, refusal(fetch(DEVELOPING, Names::system), here("/drip")));
    assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 6);
  }

  @Test
  void more_headers_than_anybody_needs_are_not_read() throws Exception {
    String end = "\r\nContent-Length: 0\r\n\r\n";
    String headers = "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(1_000) + "X: y" + end;
    String line = "HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000) + end;
    for (String hostile : List.of("SSH-2.0-OpenSSH\r\n\r\n", headers, line)) {
      Kind kind = refusal(fetch(DEVELOPING, Names::system), "http://localhost:" + raw(hostile));
      assertTrue(kind == Kind.BROKEN || kind == Kind.UNREACHABLE, kind.toString());
    }
  }

  @Test
  void nobody_there_and_no_such_name_are_told_apart() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Names nobody =
        host -> {
          throw new UnknownHostException(host);
        };
    assertEquals(
        Kind.UNREACHABLE, refusal(fetch(DEVELOPING, Names::system), "http://127.0.0.1:" + free));
    assertEquals(Kind.NO_HOST, refusal(fetch(STRICT, nobody), "http://nobody.example/"));
  }

  @Test
  void certificates_are_checked_against_the_name_that_was_asked() throws Exception {
    TestCertificate certificate = TestCertificate.localhost();
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(certificate.identity()));
    secure.createContext("/", this::hello);
    secure.start();
    open.push(() -> secure.stop(0));
    int port = secure.getAddress().getPort();
    SSLContext trust = trusting(certificate);
    Fetched fetched =
        fetch(DEVELOPING, Names::system, trust).get(asked("https://localhost:" + port + "/"));
    assertEquals("bonjour", fetched.text());
    String other = "https://www.shop.localhost:" + port + "/";
    assertEquals(Kind.UNTRUSTED, refusal(fetch(DEVELOPING, Names::system, trust), other));
    assertEquals(
        Kind.UNTRUSTED,
        refusal(fetch(DEVELOPING, Names::system), "https://localhost:" + port + "/"));
  }

  private static SSLContext trusting(TestCertificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", certificate.authority());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Answers one connection with these characters, and closes it. */
  private int raw(String answer) throws IOException {
    ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    open.push(socket);
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket client = socket.accept()) {
                client.getInputStream().read(new byte[4096]);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
              } catch (IOException e) {
                seen.add("the client went away");
              }
            });
    return socket.getLocalPort();
  }

  private void remember(HttpExchange exchange) {
    StringBuilder request = new StringBuilder(exchange.getRequestURI().toString());
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> request.append(' ').append(name).append(": ").append(values));
    seen.add(request.toString());
  }

  private int count(HttpExchange exchange) {
    return (int)
            seen.stream()
                .filter(each -> each.startsWith(exchange.getRequestURI().getPath()))
                .count()
        + 1;
  }

  private void hello(HttpExchange exchange) throws IOException {
    remember(exchange);
    answer(exchange, 200, "bonjour");
  }

  private void cookie(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Set-Cookie", "a=b; Path=/");
    exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=x");
    remember(exchange);
    answer(exchange, 401, "no");
  }

  private void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    remember(exchange);
    answer(exchange, 302, "on");
  }

  private static void endless(HttpExchange exchange, int pauseMillis) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < 400_000_000; i++) {
        out.write(new byte[pauseMillis == 0 ? 8192 : 1]);
        out.flush();
        Thread.sleep(pauseMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
