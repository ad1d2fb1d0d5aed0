package io.piste.demo.shop;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Files and pictures. */
final class Shelf implements Room {
  private static final Map<String, String> TYPES =
      Map.of(
          "shop.css", "text/css; charset=utf-8",
          "shop.js", "text/javascript; charset=utf-8",
          "leaf.svg", "image/svg+xml",
          "hills.svg", "image/svg+xml");

  private final Catalogue catalogue;
  private final TeaPictures pictures;

  Shelf(Catalogue catalogue, TeaPictures pictures) {
    this.catalogue = catalogue;
    this.pictures = pictures;
  }

  @Override
  public boolean answers(Visit visit) throws IOException {
    String path = visit.path();
    if (path.startsWith("/assets/")) {
      String name = path.substring("/assets/".length());
      String type = TYPES.get(name);
      if (type != null) {
        visit.send(200, type, Assets.read(name));
      }
      return type != null;
    }
    Optional<Tea> tea =
        catalogue.teas().stream().filter(some -> some.picture().equals(path)).findFirst();
    if (tea.isPresent()) {
      visit.cacheable();
      visit.send(200, "image/jpeg", pictures.of(tea.get()));
    }
    return tea.isPresent();
  }
}
