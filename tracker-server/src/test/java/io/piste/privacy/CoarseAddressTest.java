package io.piste.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CoarseAddressTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.77, 203.0.113.0",
    "255.255.255.255, 255.255.255.0",
    "0.0.0.1, 0.0.0.0",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1::",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff::",
    "::ffff:203.0.113.77, 203.0.113.0",
    "::1, ::"
  })
  void keeps_24_bits_of_ipv4_and_48_of_ipv6(String address, String network) {
    assertEquals(InetAddress.ofLiteral(network), coarse(address).network());
  }

  @Test
  void neighbours_cannot_be_told_apart() {
    assertEquals(coarse("203.0.113.1"), coarse("203.0.113.254"));
    assertEquals(coarse("2001:db8:1:2::1"), coarse("2001:db8:1:3::9"));
    assertNotEquals(coarse("203.0.113.1"), coarse("203.0.114.1"));
    assertNotEquals(coarse("2001:db8:1::"), coarse("2001:db8:2::"));
    assertNotEquals(coarse("0.0.0.0"), coarse("::"));
  }

  private static CoarseAddress coarse(String address) {
    return CoarseAddress.of(InetAddress.ofLiteral(address));
  }
}
