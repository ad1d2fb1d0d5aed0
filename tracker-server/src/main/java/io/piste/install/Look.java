package io.piste.install;

import io.piste.fetch.FetchProblem;
import io.piste.fetch.Fetched;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A page, looked at twice: as any visitor gets it, and past all caches.
 *
 * @param problem why there was no answer; null when there was one
 * @param page as visitors get it; null when it is no page that could be read
 * @param fresh past the caches; null when that gave nothing readable
 */
record Look(
    @Nullable FetchProblem problem,
    @Nullable Fetched answer,
    @Nullable SeenPage page,
    @Nullable SeenPage fresh) {
  private static final Map<String, String> NO_CACHE =
      Map.of("Cache-Control", "no-cache", "Pragma", "no-cache");
  private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml", "");

  /** Asks for both at once. */
  static Look at(Asker asker, URI address, TagFinder finder) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Fetched> past = threads.submit(() -> asker.get(pastCaches(address), NO_CACHE));
      Fetched answer = asker.get(address, Map.of());
      return new Look(null, answer, readable(answer, finder), fresh(past, finder));
    } catch (FetchProblem problem) {
      return new Look(problem, null, null, null);
    }
  }

  private static @Nullable SeenPage fresh(Future<Fetched> past, TagFinder finder) {
    try {
      return readable(past.get(), finder);
    } catch (ExecutionException e) {
      // What visitors get is what counts; this look is for comparison alone.
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static @Nullable SeenPage readable(Fetched answer, TagFinder finder) {
    boolean page = answer.status() / 100 == 2 && HTML.contains(answer.type());
    return page ? SeenPage.of(answer, finder) : null;
  }

  /** The same page at an address that no cache has seen. */
  private static URI pastCaches(URI address) {
    String start = address.toString();
    String mark = "piste-check=" + UUID.randomUUID().toString().substring(0, 8);
    return URI.create(start + (address.getRawQuery() == null ? "?" : "&") + mark);
  }

  /** The tag that counts: one that runs and is right, else one that runs, else any. */
  static @Nullable FoundTag best(List<FoundTag> tags, String publicId) {
    return tags.stream()
        .filter(tag -> tag.runs() && tag.site().equals(publicId))
        .findFirst()
        .or(() -> tags.stream().findFirst())
        .orElse(null);
  }

  /** Whether a cache keeps a page without the right tag, while the site already serves it. */
  boolean isStale(String publicId) {
    return page != null && fresh != null && !page.carries(publicId) && fresh.carries(publicId);
  }
}
