package io.piste.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** What DevTools saw leave the pages of one browser. */
final class NetworkLog {
  private final ChromeDriver driver;
  private final List<Sent> sent = new ArrayList<>();

  NetworkLog(ChromeDriver driver) {
    this.driver = driver;
  }

  /** All requests since the browser started or {@link #clear} was called. */
  List<Sent> sent() {
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = Json.read(entry.getMessage(), JsonNode.class).path("message");
      JsonNode request = message.path("params").path("request");
      boolean ours = message.path("method").asText().equals("Network.requestWillBeSent");
      if (ours && request.path("url").asText().startsWith("http")) {
        sent.add(read(request));
      }
    }
    return List.copyOf(sent);
  }

  void clear() {
    sent();
    sent.clear();
  }

  private static Sent read(JsonNode request) {
    Map<String, String> headers = new HashMap<>();
    request
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return new Sent(
        request.path("method").asText(),
        request.path("url").asText(),
        request.path("postData").asText(""),
        headers);
  }
}
