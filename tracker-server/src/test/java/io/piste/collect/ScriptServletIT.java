package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.http.HttpServer;
import io.piste.http.HttpSettings;
import io.piste.http.Route;
import io.piste.site.PublicPaths;
import io.piste.support.RawHttp;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts as pages load them, under the names that an operator chose. */
final class ScriptServletIT {
  private static final PublicPaths CHOSEN =
      new PublicPaths("/p/tea/leaf.js", "/p/cup/milk.js", "/p/a/steam", "/p/v1/consent");

  private static HttpServer server;

  @BeforeAll
  static void start() {
    server =
        new HttpServer(
            HttpSettings.onFreePort(),
            List.of(new Route(PublicPaths.FOLDER + "*", new ScriptServlet(CHOSEN))),
            new SimpleMeterRegistry());
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/p/t.js, text/javascript",
    "/p/c.js, text/javascript",
    "/p/tea/leaf.js, text/javascript",
    "/p/cup/milk.js, text/javascript",
    "/p/tea/c.js, text/javascript",
    "/p/cup/t.js, text/javascript",
    "/p/piste.js, text/javascript",
    "/p/tea/piste.js, text/javascript",
    "/p/piste.d.ts, text/plain"
  })
  void each_lies_in_the_folder_and_beside_the_chosen_names(String path, String type)
      throws IOException {
    RawHttp.Answer plain = get(path).send();
    assertEquals(200, plain.status(), plain.body());
    assertTrue(plain.header("Content-Type").orElseThrow().startsWith(type));
    assertEquals(Optional.of("public, max-age=3600"), plain.header("Cache-Control"));
    assertEquals(Optional.of("Accept-Encoding"), plain.header("Vary"));
    assertEquals(Optional.of("*"), plain.header("Access-Control-Allow-Origin"));
    assertEquals(Optional.of("cross-origin"), plain.header("Cross-Origin-Resource-Policy"));
    assertFalse(plain.header("Set-Cookie").isPresent());
    String tag = plain.header("ETag").orElseThrow();
    assertEquals(304, get(path).header("If-None-Match", tag).send().status());
    RawHttp.Answer small = get(path).header("Accept-Encoding", "gzip, br").send();
    assertEquals(Optional.of("gzip"), small.header("Content-Encoding"));
    assertTrue(length(small) < plain.body().length());
    assertEquals(200, get(path).header("If-None-Match", tag + "x").send().status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/p/nobody.js",
        "/p/t.css",
        "/p/T.js",
        "/p/.js",
        "/p/",
        "/p/tea/",
        "/p/other/t.js",
        "/p/v1/t.js",
        "/p/t.js/",
        "/p/tea/../../collect/ScriptServlet.class",
        "/p/..%2fcollect%2fscript.js"
      })
  void nothing_else_is_there(String path) throws IOException {
    int status = get(path).send().status();
    assertTrue(status == 404 || status == 400, "status " + status);
  }

  @Test
  void where_no_script_is_nothing_can_be_posted_either() throws IOException {
    assertEquals(404, RawHttp.post(server.port(), "/p/nobody", "{}").send().status());
    assertEquals(405, RawHttp.post(server.port(), "/p/t.js", "{}").send().status());
  }

  @Test
  void what_a_browser_loads_is_what_is_said_to_weigh() throws IOException {
    RawHttp.Answer small = get("/p/t.js").header("Accept-Encoding", "gzip").send();
    assertEquals(length(small), new ScriptServlet(CHOSEN).weight("/p/t.js"));
  }

  private static RawHttp get(String path) {
    return RawHttp.get(server.port(), path);
  }

  private static int length(RawHttp.Answer answer) {
    return Integer.parseInt(answer.header("Content-Length").orElseThrow());
  }
}
