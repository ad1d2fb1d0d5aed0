package io.piste.protocol.client;

import io.piste.protocol.api.ProblemAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One question and its answer, tried again where that may help. */
final class Exchange {
  private final HttpClient http;
  private final URI base;
  private final Map<String, String> headers;
  private final Codec codec;
  private final Patience patience;

  Exchange(HttpClient http, URI base, Map<String, String> headers, Codec codec, Patience patience) {
    this.http = http;
    this.base = base;
    this.headers = headers;
    this.codec = codec;
    this.patience = patience;
  }

  <T> T ask(String method, String path, @Nullable Object body, Class<T> type) {
    byte[] answer = tried(request(method, path, body));
    try {
      return codec.read(answer, type);
    } catch (IOException e) {
      throw new ApiProblem(0, "no_answer", "the answer cannot be read: " + e.getMessage());
    }
  }

  void tell(String method, String path, @Nullable Object body) {
    tried(request(method, path, body));
  }

  private HttpRequest request(String method, String path, @Nullable Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(patience.timeout())
            .method(method, publisher(body));
    headers.forEach(request::header);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (!method.equals("GET")) {
      request.header("Idempotency-Key", UUID.randomUUID().toString());
    }
    return request.build();
  }

  private BodyPublisher publisher(@Nullable Object body) {
    if (body == null) {
      return BodyPublishers.noBody();
    }
    try {
      return BodyPublishers.ofByteArray(codec.write(body));
    } catch (IOException e) {
      throw new IllegalArgumentException("the body cannot be written", e);
    }
  }

  private byte[] tried(HttpRequest request) {
    Duration pause = patience.firstPause();
    for (int tries = 1; ; tries++) {
      Answer answer = answer(request);
      if (answer.isGood()) {
        return answer.body;
      }
      ApiProblem problem = answer.problem(codec);
      Duration said = answer.retryAfter;
      Duration asked = said == null ? pause : said;
      boolean over = tries >= patience.tries() || asked.compareTo(patience.longestPause()) > 0;
      if (!problem.passes() || over) {
        throw problem;
      }
      rest(asked, problem);
      pause = pause.multipliedBy(2);
    }
  }

  private Answer answer(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      Duration retryAfter =
          response.headers().firstValue("Retry-After").map(Exchange::seconds).orElse(null);
      return new Answer(response.statusCode(), response.body(), retryAfter);
    } catch (IOException e) {
      return new Answer(0, new byte[0], null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiProblem(0, "no_answer", "interrupted");
    }
  }

  private static void rest(Duration pause, ApiProblem problem) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem;
    }
  }

  private static @Nullable Duration seconds(String text) {
    boolean number = text.length() < 7 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number && !text.isEmpty() ? Duration.ofSeconds(Integer.parseInt(text)) : null;
  }

  private static final class Answer {
    private final int status;
    private final byte[] body;
    private final @Nullable Duration retryAfter;

    Answer(int status, byte[] body, @Nullable Duration retryAfter) {
      this.status = status;
      this.body = body;
      this.retryAfter = retryAfter;
    }

    boolean isGood() {
      return status >= 200 && status < 300;
    }

    ApiProblem problem(Codec codec) {
      if (status == 0) {
        return new ApiProblem(0, "no_answer", "nobody answered in time");
      }
      try {
        ProblemAnswer told = codec.read(body, ProblemAnswer.class);
        return new ApiProblem(status, told.code(), told.detail());
      } catch (IOException e) {
        return new ApiProblem(status, "unknown", "an answer that is none of Piste's");
      }
    }
  }
}
