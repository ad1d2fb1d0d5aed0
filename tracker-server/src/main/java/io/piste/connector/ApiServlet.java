package io.piste.connector;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.http.Bodies;
import io.piste.http.PisteServlet;
import io.piste.limit.Limits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/…}: the plugin API, for shops' servers. A request goes through the same steps
 * whatever it asks: the call is found, the key is checked, counted and asked for the scope, the
 * body is read, and who repeats a call under its {@code Idempotency-Key} gets the first answer
 * again.
 */
public final class ApiServlet extends PisteServlet {
  /** What all its paths begin with. */
  public static final String PATH = "/api/v1";

  private static final Pattern REPLAY_KEY = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final String CALL = ApiServlet.class.getName();
  private static final byte[] NO_BODY = {};

  private final transient CallTable calls;
  private final transient Bearer bearer;
  private final transient Limits limits;
  private final transient KeyLimit keyLimit;
  private final transient Replays replays;
  private final transient MeterRegistry meters;

  /** What stands below all calls. */
  public record Base(Bearer bearer, Limits limits, Jdbi jdbi, InstantSource clock) {}

  /** Answers calls. */
  public ApiServlet(List<Call> calls, Base base, ApiSettings settings, MeterRegistry meters) {
    this.calls = new CallTable(calls);
    this.bearer = base.bearer();
    this.limits = base.limits();
    this.keyLimit = new KeyLimit(settings, base.clock());
    this.replays = new Replays(base.jdbi(), base.clock());
    this.meters = meters;
  }

  /** Forgets answers that are kept long enough; true when there may be more. */
  public boolean sweep() {
    return replays.sweep();
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws Exception {
    answer("GET", request, response);
  }

  @Override
  protected void post(HttpServletRequest request, HttpServletResponse response) throws Exception {
    answer("POST", request, response);
  }

  @Override
  protected void options(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    other(request, response);
  }

  @Override
  protected void other(HttpServletRequest request, HttpServletResponse response) throws Exception {
    answer(request.getMethod(), request, response);
  }

  @Override
  protected void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    super.refuse(request, response, problem);
    count(request, problem.code().status());
  }

  private void answer(String method, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    CallTable.Found found = found(method, path(request), response);
    Call call = found.call();
    request.setAttribute(CALL, call.name());
    Caller caller = caller(request, response, call);
    byte[] body = body(request, caller, call);
    ApiRequest asked = new ApiRequest(request, caller, found.variables(), body);
    ApiAnswer answer = replayed(request, response, call, asked);
    send(response, answer);
    count(request, answer.status());
  }

  private CallTable.Found found(String method, String path, HttpServletResponse response) {
    return calls
        .find(method, path)
        .orElseThrow(
            () -> {
              List<String> methods = calls.methods(path);
              if (methods.isEmpty()) {
                return new Problem(
                    ProblemCode.NOT_FOUND, "There is no such call: see " + PATH + "/openapi.yaml.");
              }
              response.setHeader("Allow", String.join(", ", methods));
              return new Problem(
                  ProblemCode.METHOD_NOT_ALLOWED,
                  "Another method is answered here: " + String.join(", ", methods) + ".");
            });
  }

  private Caller caller(HttpServletRequest request, HttpServletResponse response, Call call) {
    Caller caller;
    try {
      caller = bearer.caller(request, response);
    } catch (Problem problem) {
      limits.pass(request);
      throw problem;
    }
    keyLimit.pass(caller.key(), response);
    if (call.scope() != null) {
      Bearer.require(caller, call.scope());
    }
    return caller;
  }

  private static byte[] body(HttpServletRequest request, Caller caller, Call call)
      throws IOException {
    if (call.most() == 0) {
      return NO_BODY;
    }
    try {
      return Bodies.read(request, call.most());
    } catch (Problem problem) {
      call.onRefusal().accept(caller.site(), problem);
      throw problem;
    }
  }

  private ApiAnswer replayed(
      HttpServletRequest request, HttpServletResponse response, Call call, ApiRequest asked)
      throws Exception {
    String key = request.getHeader("Idempotency-Key");
    if (key == null || call.method().equals("GET")) {
      return call.work().answer(asked);
    }
    if (!REPLAY_KEY.matcher(key).matches()) {
      throw ApiRequest.wrong("Idempotency-Key", "1 to 64 of A-Z a-z 0-9 _ . : -");
    }
    Replays.Ticket ticket =
        Replays.Ticket.of(asked.site().id(), key, call.name(), whole(request), asked.body());
    Optional<ApiAnswer> first = replays.begin(ticket);
    if (first.isPresent()) {
      response.setHeader("Idempotency-Replayed", "true");
      return call.keepsAnswer() ? first.get() : call.work().answer(asked);
    }
    return kept(ticket, call, asked);
  }

  private ApiAnswer kept(Replays.Ticket ticket, Call call, ApiRequest asked) throws Exception {
    boolean done = false;
    try {
      ApiAnswer answer = call.work().answer(asked);
      done = true;
      replays.end(ticket, call.keepsAnswer() ? answer : new ApiAnswer(answer.status(), null));
      return answer;
    } finally {
      if (!done) {
        replays.forget(ticket);
      }
    }
  }

  private static void send(HttpServletResponse response, ApiAnswer answer) throws IOException {
    response.setStatus(answer.status());
    response.setHeader("Cache-Control", "no-store");
    if (answer.json() != null) {
      byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
      response.setContentType("application/json");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }

  /** By the call and never by its path, which could hold anything. */
  private void count(HttpServletRequest request, int status) {
    Object call = request.getAttribute(CALL);
    Counter.builder("piste.api.calls")
        .description("Calls of the plugin API, by call and status")
        .tag("call", call == null ? "none" : call.toString())
        .tag("status", Integer.toString(status))
        .register(meters)
        .increment();
  }

  private static String path(HttpServletRequest request) {
    @Nullable String path = request.getPathInfo();
    return path == null ? "/" : path;
  }

  private static String whole(HttpServletRequest request) {
    @Nullable String query = request.getQueryString();
    return query == null ? path(request) : path(request) + "?" + query;
  }
}
