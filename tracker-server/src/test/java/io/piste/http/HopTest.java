package io.piste.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HopTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "203.0.113.7:4711, 203.0.113.7",
    "2001:db8::7, 2001:db8::7",
    "[2001:db8::7], 2001:db8::7",
    "[2001:db8::7]:4711, 2001:db8::7"
  })
  void reads_addresses_with_and_without_port(String entry, String address) {
    assertEquals(Optional.of(InetAddress.ofLiteral(address)), Hop.address(entry));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown",
        "_hidden",
        "localhost",
        "shop.example:80",
        "[2001:db8::7",
        ":",
        "[]"
      })
  void asks_nobody_what_a_name_means(String entry) {
    assertEquals(Optional.empty(), Hop.address(entry));
  }
}
