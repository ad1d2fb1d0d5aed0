package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of a stage.
 *
 * @param next address of the next page, null at the end
 */
public record StageView(
    String name,
    String rule,
    String count,
    List<CarrierRow> rows,
    boolean later,
    String path,
    @Nullable String next) {
  public StageView {
    rows = List.copyOf(rows);
  }
}
