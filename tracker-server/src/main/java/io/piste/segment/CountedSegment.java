package io.piste.segment;

import io.piste.base.ContactId;
import java.util.List;

/**
 * How many contacts a rule holds for now.
 *
 * @param contacts how many
 * @param known how many the site knows, so that a share can be told; where there are very many, as
 *     of up to a minute ago
 * @param sample some of them, the newest contacts first
 */
public record CountedSegment(long contacts, long known, List<ContactId> sample) {
  public CountedSegment {
    sample = List.copyOf(sample);
  }
}
