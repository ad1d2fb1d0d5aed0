package io.piste.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.support.Track;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StoredTagTest {
  private static final StoredTag TEA = new StoredTag("tea", 8, Track.START);

  @Test
  void halves_every_30_days() {
    assertEquals(8, TEA.weightAt(Track.START));
    assertEquals(4, TEA.weightAt(Track.START.plus(Duration.ofDays(30))), 1e-12);
    assertEquals(1, TEA.weightAt(Track.START.plus(Duration.ofDays(90))), 1e-12);
    assertEquals(5.65685424949238, TEA.weightAt(Track.START.plus(Duration.ofDays(15))), 1e-12);
  }
}
