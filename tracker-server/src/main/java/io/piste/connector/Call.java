package io.piste.connector;

import io.piste.base.Problem;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of the plugin API. Calls of a method other than GET are told apart by {@code
 * Idempotency-Key} and must do no harm when they run again: an answer may be lost with the process.
 *
 * @param path below {@code /api/v1}, with variables: {@code /carts/{id}}
 * @param scope that the key must have; null where every key will do
 * @param most bytes of a body; 0 where none is read
 * @param keepsAnswer whether the answer may be kept for 24 hours, for who repeats the call; else a
 *     repeated call runs again
 * @param onRefusal hears of requests whose body could not be read
 */
public record Call(
    String method,
    String path,
    @Nullable Scope scope,
    int most,
    boolean keepsAnswer,
    BiConsumer<Site, Problem> onRefusal,
    Work work) {

  /** Answers a call, or throws a {@link Problem}. */
  @FunctionalInterface
  public interface Work {
    ApiAnswer answer(ApiRequest request) throws Exception;
  }

  private static final int MOST = 256 * 1024;

  /** A question. */
  public static Call get(String path, Scope scope, Work work) {
    return new Call("GET", path, scope, 0, false, (site, problem) -> {}, work);
  }

  /** A call with a body of at most 256 KiB. */
  public static Call of(String method, String path, Scope scope, Work work) {
    return new Call(method, path, scope, MOST, true, (site, problem) -> {}, work);
  }

  /** The same without a body. */
  public static Call delete(String path, Scope scope, Work work) {
    return new Call("DELETE", path, scope, 0, true, (site, problem) -> {}, work);
  }

  /** The same for every key. */
  Call forEveryKey() {
    return new Call(method, path, null, most, keepsAnswer, onRefusal, work);
  }

  /** The same with bodies of at most so many bytes. */
  Call upTo(int bytes) {
    return new Call(method, path, scope, bytes, keepsAnswer, onRefusal, work);
  }

  /** The same, its answer holding a secret or a person's data: it is never kept. */
  public Call answeredAnew() {
    return new Call(method, path, scope, most, false, onRefusal, work);
  }

  /** The same, telling of bodies that were not read. */
  Call refusing(BiConsumer<Site, Problem> heard) {
    return new Call(method, path, scope, most, keepsAnswer, heard, work);
  }

  /** Method and path, for counters and problems. */
  String name() {
    return method + " " + path;
  }
}
