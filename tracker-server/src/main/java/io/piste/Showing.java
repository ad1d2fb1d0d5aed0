package io.piste;

import io.piste.anonymous.AnonymousSites;
import io.piste.console.Connecting;
import io.piste.console.Consenting;
import io.piste.console.Console;
import io.piste.console.DataWatch;
import io.piste.console.MailServer;
import io.piste.console.SiteTools;
import io.piste.install.InstallCheck;
import io.piste.token.IdentityTokens;
import io.piste.token.Seal;
import java.util.function.IntSupplier;

/** The console, put together. */
final class Showing {
  /** What it shows and turns, beside what is stored. */
  record Parts(
      Following following,
      Mailing mailing,
      AnonymousSites anonymous,
      InstallCheck check,
      IntSupplier port) {}

  private Showing() {}

  static Console console(Ground ground, Stores stores, Settings settings, Parts parts) {
    IdentityTokens identities = new IdentityTokens(ground.secrets());
    Following following = parts.following();
    return new Console(
        ground.jdbi(),
        ground.clock(),
        stores.sites(),
        new SiteTools(
            site -> identities.secretFor(site.publicId(), site.keyVersion()),
            settings.paths(),
            parts.check(),
            parts.anonymous(),
            connecting(stores, settings, parts.port()),
            stores.members()),
        new MailServer(settings.mail().host().isPresent(), parts.mailing().worker()::trouble),
        new DataWatch(
            ground.journal()::status,
            following.words(),
            following.letters(),
            following.rebuilds(),
            following.transfers()),
        new Consenting(stores.setups(), new Seal(ground.secrets())));
  }

  private static Connecting connecting(Stores stores, Settings settings, IntSupplier port) {
    return new Connecting(
        stores.keys(),
        stores.connectors(),
        stores.webhooks(),
        stores.deliveries(),
        new LoopbackTrial(stores.keys(), settings.http().host(), port));
  }
}
