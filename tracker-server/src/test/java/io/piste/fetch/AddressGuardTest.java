package io.piste.fetch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
  private final AddressGuard strict = new AddressGuard(false);
  private final AddressGuard developing = new AddressGuard(true);

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", "127.255.255.254", "10.0.0.1", "10.255.255.255", "172.16.0.1",
        "172.31.255.255", "192.168.0.1", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1",
        "::ffff:10.1.2.3", "fc00::1", "fd12:3456::1", "fd00:ec2::254", "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1"
      })
  void what_is_ours_is_asked_only_where_a_setting_says_so(String text) {
    assertFalse(strict.lets(address(text)), text);
    assertTrue(developing.lets(address(text)), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "168.63.129.16",
        "169.254.169.254",
        "169.254.0.1",
        "::ffff:169.254.169.254",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::7f00:1",
        "::2",
        "100::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "2001::1",
        "2001:0:7f00:1::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::",
        "3fff::1",
        "5f00::1",
        "64:ff9b:1::1",
        "64:ff9b::169.254.169.254",
        "4000::1",
        "e000::1"
      })
  void what_is_no_part_of_the_internet_is_never_asked(String text) {
    assertFalse(strict.lets(address(text)), text);
    assertFalse(developing.lets(address(text)), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.255.255.255",
        "128.0.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "192.169.0.1",
        "198.17.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a01:4f8::1",
        "2001:4860:4860::8888",
        "64:ff9b::1.1.1.1",
        "::ffff:1.1.1.1"
      })
  void what_everybody_reaches_may_be_asked(String text) {
    assertTrue(strict.lets(address(text)), text);
  }
}
