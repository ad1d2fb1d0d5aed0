package io.piste.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  @TempDir Path folder;

  @Test
  void makes_a_key_for_the_owner_alone_and_finds_it_again() throws IOException {
    byte[] first = Secrets.load(Optional.empty(), folder).derive("a");
    Path file = folder.resolve("secret.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertArrayEquals(first, Secrets.load(Optional.empty(), folder).derive("a"));
  }

  @Test
  void takes_the_key_of_the_settings_and_writes_no_file() {
    Secrets.load(Optional.of("k".repeat(32)), folder);
    assertFalse(Files.exists(folder.resolve("secret.key")));
  }

  @Test
  void gives_each_label_and_each_master_key_its_own_key() {
    Secrets one = new Secrets(new byte[32]);
    byte[] other = new byte[32];
    other[31] = 1;
    assertFalse(Arrays.equals(one.derive("a"), one.derive("b")));
    assertFalse(Arrays.equals(one.derive("a"), new Secrets(other).derive("a")));
  }

  @Test
  void derives_as_rfc_4231_has_it() {
    byte[] key = new byte[20];
    Arrays.fill(key, (byte) 0x0b);
    assertEquals(
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        HexFormat.of()
            .formatHex(
                Secrets.hmac(
                    key, "Hi There".getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
  }

  @Test
  void refuses_a_short_key() throws IOException {
    assertThrows(IllegalArgumentException.class, () -> new Secrets(new byte[31]));
    assertEquals(Kind.SECRET_UNUSABLE, problem(Optional.of("short")));
    Files.writeString(folder.resolve("secret.key"), "");
    assertEquals(Kind.SECRET_UNUSABLE, problem(Optional.empty()));
  }

  private Kind problem(Optional<String> setting) {
    return assertThrows(StartProblem.class, () -> Secrets.load(setting, folder)).kind();
  }

  @Test
  void hashes_of_one_label_cannot_be_compared_with_those_of_another() {
    Secrets secrets = new Secrets(new byte[32]);
    KeyedHash suppressions = new KeyedHash(secrets, "suppression");
    assertArrayEquals(suppressions.of("a@b.example"), suppressions.of("a@b.example"));
    assertFalse(Arrays.equals(suppressions.of("a@b.example"), suppressions.of("c@b.example")));
    assertFalse(
        Arrays.equals(
            suppressions.of("a@b.example"), new KeyedHash(secrets, "else").of("a@b.example")));
  }
}
