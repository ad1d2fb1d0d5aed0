package io.piste.install;

import io.piste.fetch.FetchProblem;
import io.piste.fetch.Fetched;
import io.piste.fetch.GuardedFetch;
import io.piste.site.Callers;
import io.piste.site.Sites;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Asks for the check, by its own name; the ports of all sites may be asked. */
final class Asker {
  private static final String AGENT = "Mozilla/5.0 (compatible; " + Callers.CHECK + "/1)";

  private final GuardedFetch fetch;
  private final Sites sites;

  Asker(GuardedFetch fetch, Sites sites) {
    this.fetch = fetch;
    this.sites = sites;
  }

  Fetched get(URI address, Map<String, String> headers) throws FetchProblem {
    Map<String, String> all = new HashMap<>(headers);
    all.put("User-Agent", AGENT);
    return fetch.get(new GuardedFetch.Asked(address, all, origins()));
  }

  private Set<String> origins() {
    Set<String> origins = new HashSet<>();
    sites
        .all()
        .forEach(
            site -> {
              origins.addAll(site.origins());
              origins.add(site.trackerUrl());
            });
    return origins;
  }
}
