package io.piste.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.config.ConfigReader;
import io.piste.privacy.CoarseAddress;
import io.piste.support.TinyMmdb;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocationsTest {
  private static final Place LYON = new Place("FR", "ARA", "Lyon");
  private static final Place LUCERNE = new Place("CH", "LU", "Lucerne");

  @TempDir private Path folder;
  private Path file = Path.of("");
  private Locations locations = Locations.none();
  private int version;

  @BeforeEach
  void name_a_file() {
    file = folder.resolve("places.mmdb");
    locations = new Locations(new LocationSettings(Optional.of(file)), folder.resolve("data"));
  }

  @Test
  void tells_country_region_and_city_of_a_network() throws IOException {
    put(places("Lyon", "ARA", "FR"));

    assertTrue(locations.areKnown());
    assertEquals(LYON, place("203.0.113.77"));
    assertEquals(new Place("JP", "26", "Kyoto"), place("2001:db8:7:1::1"));
    assertEquals(Place.UNKNOWN, place("198.51.100.1"));
    assertEquals(Place.UNKNOWN, place("2001:db8:8::1"));
  }

  @Test
  void tells_what_little_a_file_of_countries_knows() throws IOException {
    put(
        new TinyMmdb("GeoLite2-Country")
            .add4(bytes("203.0.113.0"), 24, Map.of("country", Map.of("iso_code", "FR")))
            .add4(bytes("198.51.100.0"), 24, Map.of("country", Map.of("iso_code", "?")))
            .add4(bytes("192.0.2.0"), 24, Map.of("continent", Map.of("code", "EU"))));

    assertEquals(new Place("FR", null, null), place("203.0.113.1"));
    assertEquals(Place.UNKNOWN, place("198.51.100.1"));
    assertEquals(Place.UNKNOWN, place("192.0.2.1"));
  }

  @Test
  void knows_no_place_without_a_file_and_leaves_nothing_on_the_disk() throws IOException {
    locations.refresh();
    assertFalse(locations.areKnown());
    assertEquals(Place.UNKNOWN, place("203.0.113.77"));

    put(places("Lyon", "ARA", "FR"));
    assertEquals(LYON, place("203.0.113.77"));
    try (var left = Files.list(folder.resolve("data"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void reads_the_file_anew_when_it_changes_even_in_place() throws IOException {
    put(places("Lyon", "ARA", "FR"));
    assertEquals(LYON, place("203.0.113.77"));

    put(places("Lucerne", "LU", "CH"));
    assertEquals(LUCERNE, place("203.0.113.77"));
  }

  @Test
  void a_broken_file_leaves_the_last_good_one_in_use() throws IOException {
    put(places("Lyon", "ARA", "FR"));
    TinyMmdb.cut(file, 300);
    touch();
    locations.refresh();
    assertEquals(LYON, place("203.0.113.77"));

    Files.writeString(file, "no such thing");
    touch();
    locations.refresh();
    assertEquals(LYON, place("203.0.113.77"));

    put(places("Lucerne", "LU", "CH"));
    assertEquals(LUCERNE, place("203.0.113.77"));
  }

  @Test
  void a_file_of_providers_is_no_file_of_places() throws IOException {
    put(
        new TinyMmdb("GeoLite2-ASN")
            .add4(bytes("203.0.113.0"), 24, Map.of("autonomous_system_organization", "Net")));
    assertFalse(locations.areKnown());
  }

  @Test
  void the_file_is_named_in_the_settings() {
    LocationSettings read =
        LocationSettings.read(new ConfigReader(Map.of("location.file", "/srv/places.mmdb")));
    assertEquals(Optional.of(Path.of("/srv/places.mmdb")), read.file());
    assertEquals(Optional.empty(), LocationSettings.read(new ConfigReader(Map.of())).file());
  }

  private static TinyMmdb places(String city, String region, String country) {
    return new TinyMmdb("GeoLite2-City")
        .add4(bytes("203.0.113.0"), 24, TinyMmdb.place(country, region, city))
        .add6(bytes("2001:db8:7::"), 48, TinyMmdb.place("JP", "26", "Kyoto"));
  }

  private void put(TinyMmdb places) throws IOException {
    places.write(file);
    touch();
    locations.refresh();
  }

  private void touch() throws IOException {
    version++;
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_772_442_000_000L + version));
  }

  private Place place(String address) {
    return locations.place(CoarseAddress.of(InetAddress.ofLiteral(address)));
  }

  private static byte[] bytes(String address) {
    return InetAddress.ofLiteral(address).getAddress();
  }
}
