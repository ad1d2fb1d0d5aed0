package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void a_password_fits_its_own_hash_alone() {
    String hash = passwords.hash("correct horse battery");
    assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
    assertTrue(passwords.fits("correct horse battery", hash));
    assertFalse(passwords.fits("correct horse batterY", hash));
    assertNotEquals(hash, passwords.hash("correct horse battery"), "each hash has its own salt");
  }

  @Test
  void reads_hashes_of_other_parameters() {
    // Made by the reference program: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
    String reference =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assertTrue(passwords.fits("password", reference));
  }

  @Test
  void nobody_never_fits() {
    assertFalse(passwords.fitsNobody("nobody has this password"));
    assertFalse(passwords.fitsNobody(""));
  }

  @Test
  void forms_are_tied_to_the_cookie_without_giving_it_away() {
    String cookie = RandomToken.make();
    assertEquals(32, cookie.length());
    assertFalse(RandomToken.forForms(cookie).contains(cookie));
    assertTrue(RandomToken.same(RandomToken.forForms(cookie), RandomToken.forForms(cookie)));
    assertNotEquals(RandomToken.forForms(cookie), RandomToken.forForms(RandomToken.make()));
  }

  @Test
  void cookies_are_secure_but_on_this_machine() {
    for (String host : new String[] {"localhost", "console.localhost", "127.0.0.1", "[::1]"}) {
      assertTrue(Cookies.isLoopback(host), host);
    }
    for (String host : new String[] {"shop.example", "localhost.example", "10.0.0.1"}) {
      assertFalse(Cookies.isLoopback(host), host);
    }
  }
}
