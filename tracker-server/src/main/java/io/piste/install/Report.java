package io.piste.install;

import java.time.Instant;
import java.util.List;

/**
 * What one look at a page found.
 *
 * @param address as it was asked for
 * @param findings one for each point, in their order
 */
public record Report(String address, Instant checkedAt, List<Finding> findings) {
  public Report {
    findings = List.copyOf(findings);
  }

  /** How many points came out so. */
  public long count(Mark mark) {
    return findings.stream().filter(finding -> finding.mark() == mark).count();
  }
}
