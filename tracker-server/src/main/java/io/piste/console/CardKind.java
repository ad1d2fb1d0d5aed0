package io.piste.console;

import io.piste.visit.Dimension;
import java.util.List;

/**
 * A card of figures by dimension.
 *
 * @param id its name in addresses
 * @param icon its picture
 * @param dimensions what it can show, first what it shows when nobody asks for another
 */
record CardKind(String id, String icon, List<Dimension> dimensions) {
  CardKind {
    dimensions = List.copyOf(dimensions);
  }

  /** What is asked for, or the first. */
  Dimension shown(PageRequest asked) {
    return Dimension.of(asked.field(id)).filter(dimensions::contains).orElse(dimensions.getFirst());
  }
}
