package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.Countries.Extent;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where countries are on the maps, and what the maps weigh. */
final class CountriesTest {
  /** Where nobody lives. */
  private static final List<String> EMPTY = List.of("AQ", "BV", "UM");

  @Test
  void every_country_has_a_place_within_the_map() {
    List<String> wrong = new ArrayList<>();
    for (String code : Locale.getISOCountries()) {
      boolean within =
          Countries.spot(code, Extent.WORLD)
              .filter(spot -> spot.x() > 0 && spot.x() < Extent.WORLD.width())
              .filter(spot -> spot.y() > 0 && spot.y() < Extent.WORLD.height())
              .isPresent();
      if (!within && !EMPTY.contains(code)) {
        wrong.add(code);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void europe_has_its_countries_and_no_others() {
    for (String code : "FR BE CH DE ES IT GB IE PT MT CY IS NO FI GR UA XK".split(" ", -1)) {
      assertTrue(Countries.spot(code, Extent.EUROPE).isPresent(), code);
    }
    assertEquals(Optional.empty(), Countries.spot("US", Extent.EUROPE));
    assertEquals(Optional.empty(), Countries.spot("RE", Extent.EUROPE));
    assertEquals(Optional.empty(), Countries.spot("??", Extent.WORLD));
    int france = Countries.spot("FR", Extent.EUROPE).orElseThrow().x();
    assertTrue(france > Countries.spot("ES", Extent.EUROPE).orElseThrow().x());
    assertTrue(france < Countries.spot("DE", Extent.EUROPE).orElseThrow().x());
  }

  @Test
  void the_outlines_are_light_and_as_large_as_is_said() throws Exception {
    try (InputStream file =
        CountriesTest.class.getResourceAsStream("/io/piste/console/assets/world.svg")) {
      assertTrue(file != null);
      String outlines = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(outlines.length() < 60_000, outlines.length() + " bytes");
      for (Extent extent : Extent.values()) {
        String symbol =
            "<symbol id=\"%s\" viewBox=\"0 0 %d %d\">"
                .formatted(extent.word(), extent.width(), extent.height());
        assertTrue(outlines.contains(symbol), symbol);
      }
    }
  }
}
