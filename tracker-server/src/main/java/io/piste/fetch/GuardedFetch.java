package io.piste.fetch;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.fetch.FetchProblem.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks addresses that somebody else names. Hostile input: only http and https on ports 80 and 443
 * (and those of the caller's own hosts), only public addresses, each checked where the connection
 * is made and again at each redirect; no cookies, no credentials, no proxy; 10 seconds, 2 MiB and 5
 * redirects at most, and none at all for what is posted. Thread-safe. See docs/adr/0051.
 */
public final class GuardedFetch implements AutoCloseable {
  /** What it says of itself; {@code Mozilla}, or many sites answer nothing. */
  public static final String AGENT = "Mozilla/5.0 (compatible; Piste-Install-Check/1)";

  private static final Logger LOG = LoggerFactory.getLogger(GuardedFetch.class);
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  /** Of the answer to what was posted: nobody reads more of it. */
  private static final int MOST_OF_AN_ANSWER = 4 * 1024;

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> PORTS = Set.of(80, 443);

  /**
   * What is asked.
   *
   * @param headers beside those that every client sends
   * @param origins whose ports may be asked too: scheme://host:port
   */
  public record Asked(URI address, Map<String, String> headers, Set<String> origins) {
    public Asked {
      headers = Map.copyOf(headers);
      origins = Set.copyOf(origins);
    }
  }

  private final FetchSettings settings;
  private final MeterRegistry meters;
  private final Duration patience;
  private final CloseableHttpClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Connects to nothing yet. */
  public GuardedFetch(FetchSettings settings, MeterRegistry meters) {
    this(settings, meters, Names::system, null, Duration.ofSeconds(10));
  }

  /** One that looks names up elsewhere, trusts others, and waits as long as it is told. */
  GuardedFetch(
      FetchSettings settings,
      MeterRegistry meters,
      Names names,
      @Nullable SSLContext trust,
      Duration patience) {
    this.settings = settings;
    this.meters = meters;
    this.patience = patience;
    AddressGuard guard = new AddressGuard(settings.privateAddresses());
    this.client = Clients.make(new GuardedNames(names, guard), trust, patience);
  }

  /** The answer, whatever its status, behind all redirects. */
  public Fetched get(Asked asked) throws FetchProblem {
    return inTime(asked, running -> follow(asked, running));
  }

  /**
   * Posts JSON and gives the answer, whatever its status: of its body at most 4 KiB, and a redirect
   * is an answer like any other, for what is posted is meant for this address alone.
   */
  public Fetched post(Asked asked, String json) throws FetchProblem {
    return inTime(
        asked,
        running -> {
          checkAddress(asked.address(), asked.origins());
          HttpPost post = new HttpPost(asked.address());
          post.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
          return once(post, asked, List.of(asked.address()), running);
        });
  }

  /** Asks, and keeps what runs at hand, so that it can be cut off. */
  @FunctionalInterface
  private interface Asking {
    Fetched ask(AtomicReference<@Nullable HttpUriRequestBase> running) throws FetchProblem;
  }

  private Fetched inTime(Asked asked, Asking asking) throws FetchProblem {
    AtomicReference<@Nullable HttpUriRequestBase> running = new AtomicReference<>();
    Future<Fetched> answer = threads.submit(() -> asking.ask(running));
    try {
      Fetched fetched = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      count("answered");
      return fetched;
    } catch (TimeoutException e) {
      throw told(new FetchProblem(Kind.TOO_SLOW, asked.address().toString(), "no answer in time"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw told(new FetchProblem(Kind.TOO_SLOW, asked.address().toString(), "interrupted"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FetchProblem problem) {
        throw told(problem);
      }
      throw new IllegalStateException("cannot ask " + asked.address(), e.getCause());
    } finally {
      stop(answer, running.get());
    }
  }

  /** The connection is closed under whoever still reads from it. */
  private static void stop(Future<Fetched> answer, @Nullable HttpUriRequestBase running) {
    if (!answer.isDone()) {
      answer.cancel(true);
      if (running != null) {
        running.abort();
      }
    }
  }

  private FetchProblem told(FetchProblem problem) {
    count(problem.kind().name().toLowerCase(Locale.ROOT));
    return problem;
  }

  private void count(String outcome) {
    meters.counter("piste.fetches", "outcome", outcome).increment();
  }

  private Fetched follow(Asked asked, AtomicReference<@Nullable HttpUriRequestBase> running)
      throws FetchProblem {
    List<URI> way = new ArrayList<>();
    URI next = asked.address();
    while (way.size() <= MOST_REDIRECTS) {
      way.add(next);
      checkAddress(next, asked.origins());
      HttpGet get = new HttpGet(next);
      get.setHeader("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
      Fetched fetched = once(get, asked, way, running);
      String location = fetched.header("location").orElse("");
      if (!REDIRECTS.contains(fetched.status()) || location.isBlank()) {
        return fetched;
      }
      next = WebUri.resolve(next, location);
    }
    throw new FetchProblem(
        Kind.TOO_MANY_REDIRECTS, next.toString(), "more than " + MOST_REDIRECTS + " redirects");
  }

  private void checkAddress(URI uri, Set<String> origins) throws FetchProblem {
    if (WebUri.parse(uri.toString()).isEmpty()) {
      throw new FetchProblem(Kind.NO_WEB_ADDRESS, uri.toString(), "no http or https address");
    }
    boolean known =
        settings.privateAddresses()
            || PORTS.contains(WebUri.port(uri))
            || origins.contains(WebUri.origin(uri));
    if (!known) {
      throw new FetchProblem(Kind.PORT, uri.toString(), "port " + uri.getPort());
    }
  }

  private Fetched once(
      HttpUriRequestBase request,
      Asked asked,
      List<URI> way,
      AtomicReference<@Nullable HttpUriRequestBase> running)
      throws FetchProblem {
    asked.headers().forEach(request::setHeader);
    running.set(request);
    int most = request instanceof HttpPost ? MOST_OF_AN_ANSWER : MOST_BYTES;
    try {
      ClassicHttpResponse response = client.executeOpen(null, request, null);
      try {
        return read(response, way, most);
      } finally {
        drop(request, response);
      }
    } catch (IOException e) {
      throw Failures.problem(way.getLast(), e);
    }
  }

  /** Cuts the connection first: closing would read the rest, and there may be no end of it. */
  private static void drop(HttpUriRequestBase request, ClassicHttpResponse response) {
    request.abort();
    try {
      response.close();
    } catch (IOException e) {
      LOG.trace("cut off", e);
    }
  }

  private static Fetched read(ClassicHttpResponse response, List<URI> way, int most)
      throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue() == null ? "" : header.getValue());
    }
    HttpEntity entity = response.getEntity();
    // One byte more tells whether there is more.
    byte[] bytes = entity == null ? new byte[0] : entity.getContent().readNBytes(most + 1);
    boolean cut = bytes.length > most;
    byte[] kept = cut ? Arrays.copyOf(bytes, most) : bytes;
    return new Fetched(
        way.getLast(), way, response.getCode(), headers, new Fetched.Body(kept), cut);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }
}
