package io.piste;

import io.piste.collect.ScriptServlet;
import io.piste.fetch.GuardedFetch;
import io.piste.install.InstallCheck;
import io.piste.install.Shipped;
import io.piste.site.PublicPaths;
import io.piste.site.Sites;

/** What asks other servers, put together. */
final class Installing implements AutoCloseable {
  private final Ground ground;
  private final PublicPaths paths;
  private final GuardedFetch fetch;

  Installing(Ground ground, Settings settings) {
    this.ground = ground;
    this.paths = settings.paths();
    this.fetch = new GuardedFetch(settings.fetch(), ground.meters());
  }

  /** The check of installations. */
  InstallCheck check(Sites sites) {
    ScriptServlet scripts = new ScriptServlet(paths);
    Shipped shipped = new Shipped(scripts.text(paths.script()), scripts.text(paths.banner()));
    return new InstallCheck(
        fetch, sites, paths, shipped, ground.jdbi(), ground.clock(), ground.meters());
  }

  @Override
  public void close() {
    fetch.close();
  }
}
