package io.piste.visit;

import io.piste.site.Site;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The installation's own rules of channels, answered from memory as sites are: our own writes
 * refresh it at once, {@link #refresh} brings those of another process. A rule counts for sessions
 * that begin after it was made. Thread-safe.
 */
public final class ChannelRules {
  /** So many at most: each new session asks all of them. */
  public static final int MOST = 200;

  /**
   * How an address was judged.
   *
   * @param rule the rule that decided, null when none did
   */
  public record Judgement(Attribution attribution, @Nullable ChannelRule rule) {}

  private static final String ALL =
      "SELECT * FROM channel_rule ORDER BY position, id LIMIT " + MOST;
  private static final String CLEAR = "DELETE FROM channel_rule";
  private static final String INSERT =
      """
      INSERT INTO channel_rule (position, referrer, source, medium, campaign, channel)
      VALUES (:position, :referrer, :source, :medium, :campaign, :channel)
      """;

  private final Jdbi jdbi;
  private volatile @Nullable Channels known;

  /** Reads nothing yet. */
  public ChannelRules(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** All rules in their order. */
  public List<ChannelRule> all() {
    return jdbi.withHandle(ChannelRules::read);
  }

  /** Replaces all rules; those that ask nothing are left out. */
  public void save(List<ChannelRule> rules) {
    jdbi.useTransaction(
        handle -> {
          handle.createUpdate(CLEAR).execute();
          int position = 0;
          for (ChannelRule rule : rules.stream().filter(ChannelRule::asks).limit(MOST).toList()) {
            handle
                .createUpdate(INSERT)
                .bind("position", position++)
                .bind("referrer", rule.referrer())
                .bind("source", rule.source())
                .bind("medium", rule.medium())
                .bind("campaign", rule.campaign())
                .bind("channel", rule.channel().word())
                .execute();
          }
        });
    refresh();
  }

  /** Which way an address with its referrer would be. */
  public Judgement judge(String url, @Nullable String referrer, @Nullable Site site) {
    Channels channels = channels();
    return new Judgement(
        channels.of(url, referrer, site), channels.rule(Arrived.at(url, referrer)));
  }

  /** Reads all rules anew; false, for it is a loop's step with nothing left to do. */
  public boolean refresh() {
    known = new Channels(all(), KnownHosts.SHIPPED);
    return false;
  }

  /** As known now. */
  Channels channels() {
    Channels now = known;
    if (now == null) {
      now = new Channels(all(), KnownHosts.SHIPPED);
      known = now;
    }
    return now;
  }

  private static List<ChannelRule> read(Handle handle) {
    return handle
        .createQuery(ALL)
        .map(
            (row, context) ->
                new ChannelRule(
                    row.getLong("id"),
                    row.getString("referrer"),
                    row.getString("source"),
                    row.getString("medium"),
                    row.getString("campaign"),
                    Channel.of(row.getString("channel")).orElse(Channel.OTHER)))
        .list();
  }
}
