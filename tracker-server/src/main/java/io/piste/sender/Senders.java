package io.piste.sender;

import io.piste.base.RecentCache;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.eventlog.Client;
import io.piste.eventlog.Verdict;
import io.piste.http.ClientAddress;
import io.piste.privacy.CoarseAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Who sends a request: a person or not, on which device, and where. What browsers say is remembered
 * for some thousand different ones, so a request costs a look at memory; neither their words nor
 * addresses are kept longer than that (docs/adr/0043-robots-and-families-are-lists.md).
 * Thread-safe.
 */
public final class Senders {
  private static final int GENERATION = 4_096;

  private record Known(Agent agent, Place place) {}

  private final AgentReader reader = new AgentReader();
  private final RecentCache<AgentWords, Agent> agents = new RecentCache<>(GENERATION);
  private final RecentCache<Known, Sender> senders = new RecentCache<>(GENERATION);
  private final Locations locations;
  private final VisitorWords words;

  /** Looks places up there, and asks what people said of visitors. */
  public Senders(Locations locations, VisitorWords words) {
    this.locations = locations;
    this.words = words;
  }

  /** Who sends this one. */
  public Sender of(HttpServletRequest request) {
    Agent agent = agents.get(AgentWords.of(request), reader::read);
    Sender sender = senders.get(new Known(agent, place(request)), Senders::sender);
    // Every browser sends the languages of its person; what drives one often does not.
    String languages = request.getHeader("Accept-Language");
    boolean speaks = languages != null && !languages.isBlank();
    return speaks || !agent.verdict().counts() ? sender : sender.as(Verdict.HEADLESS);
  }

  /** What a person said about a visitor; it goes before everything else. */
  public Optional<Verdict> said(SiteId site, VisitorId visitor) {
    return words.of(site, visitor);
  }

  private Place place(HttpServletRequest request) {
    if (!locations.areKnown()) {
      return Place.UNKNOWN;
    }
    Optional<InetAddress> from = ClientAddress.of(request);
    return from.isEmpty() ? Place.UNKNOWN : locations.place(CoarseAddress.of(from.get()));
  }

  private static Sender sender(Known known) {
    Agent agent = known.agent();
    Place place = known.place();
    return new Sender(
        agent.verdict(),
        new Client(
            agent.device(),
            agent.browser(),
            agent.system(),
            place.country(),
            place.region(),
            place.city()));
  }
}
