package io.piste.install;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProxyLinesTest {
  @Test
  void the_lines_to_paste_are_those_that_are_documented_and_tested() throws IOException {
    String page = Files.readString(Path.of("../docs/proxies.md"));
    for (String lines : List.of(ProxyLines.NGINX, ProxyLines.APACHE, ProxyLines.CADDY)) {
      assertTrue(page.contains("\n" + lines + "\n```"), lines);
    }
  }
}
