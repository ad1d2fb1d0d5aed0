package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a publication would change.
 *
 * @param seen names the draft that is shown; empty without one
 * @param material what makes everybody be asked again
 * @param mistakes what has to be mended first
 * @param version that visitors are asked now
 * @param mistake why it was not published
 */
public record ConsentPublishView(
    Site site,
    String seen,
    List<Change> material,
    List<Change> others,
    List<String> mistakes,
    int version,
    @Nullable String mistake) {
  /** Something that differs. */
  public record Change(String what, String before, String after) {}

  public ConsentPublishView {
    material = List.copyOf(material);
    others = List.copyOf(others);
    mistakes = List.copyOf(mistakes);
  }

  /** Where the pages of consent are. */
  public String path() {
    return "/console/sites/" + site.publicId() + "/consent";
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return material.isEmpty() && others.isEmpty();
  }
}
