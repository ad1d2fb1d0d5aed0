package io.piste.support;

import io.piste.http.HttpServer;
import io.piste.http.HttpSettings;
import io.piste.http.Metrics;
import io.piste.http.PassedOn;
import io.piste.http.Route;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Our web server with the servlets under test, on a free port. */
public final class TestServer implements AutoCloseable {
  private final Metrics metrics = new Metrics();
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestServer(HttpSettings settings, PassedOn passedOn, List<Route> routes) {
    server = new HttpServer(settings, routes, metrics.registry(), passedOn);
    server.start();
  }

  /** Answers the routes. */
  public static TestServer with(Route... routes) {
    return with(HttpSettings.onFreePort(), routes);
  }

  /** Answers the routes as the settings say. */
  public static TestServer with(HttpSettings settings, Route... routes) {
    return with(settings, PassedOn.BY_NOBODY, routes);
  }

  /** The same, where some may pass visitors on. */
  public static TestServer with(HttpSettings settings, PassedOn passedOn, Route... routes) {
    return new TestServer(settings, passedOn, List.of(routes));
  }

  /** Answers one servlet on one path. */
  public static TestServer with(String pathSpec, HttpServlet servlet) {
    return with(new Route(pathSpec, servlet));
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** The port of the console. */
  public int consolePort() {
    return server.consolePort();
  }

  /** What it counted. */
  public Metrics metrics() {
    return metrics;
  }

  /** A request to it, to be completed. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  /** GETs the path. */
  public HttpResponse<String> get(String path) {
    return send(request(path).build());
  }

  /** POSTs the body as text/plain. */
  public HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "text/plain;charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Sends it and waits for the answer. */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops answering; the client stays. */
  public void stop() {
    server.close();
  }

  @Override
  public void close() {
    client.close();
    server.close();
    metrics.close();
  }
}
