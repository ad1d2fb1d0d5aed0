package io.piste.profile;

import io.piste.base.SiteId;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** When contacts move on by rule. Changing it asks for a run. Thread-safe. */
public final class StageRules {
  private static final String OF =
      """
      SELECT loyalty_orders, loyalty_days, transformation_days, qualification_pages,
        qualification_days, qualification_mails
      FROM stage_rule WHERE site_id = :site
      """;
  private static final String CHANGE =
      """
      REPLACE INTO stage_rule (site_id, loyalty_orders, loyalty_days, transformation_days,
        qualification_pages, qualification_days, qualification_mails)
      VALUES (:site, :loyaltyOrders, :loyaltyDays, :transformationDays, :qualificationPages,
        :qualificationDays, :qualificationMails)
      """;

  private final Jdbi jdbi;
  private final RuleChanges changes;

  /** Reads and writes through the given pool. */
  public StageRules(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.changes = new RuleChanges(jdbi, clock);
  }

  /** A site's rule; {@link StageRule#USUAL} where nobody set one. */
  public StageRule of(SiteId site) {
    return jdbi.withHandle(handle -> of(handle, site));
  }

  /** Sets it. */
  public void change(SiteId site, StageRule rule) {
    changes.make(
        site, handle -> handle.createUpdate(CHANGE).bind("site", site).bindMethods(rule).execute());
  }

  static StageRule of(Handle handle, SiteId site) {
    return handle
        .createQuery(OF)
        .bind("site", site)
        .map(ConstructorMapper.of(StageRule.class))
        .findOne()
        .orElse(StageRule.USUAL);
  }
}
