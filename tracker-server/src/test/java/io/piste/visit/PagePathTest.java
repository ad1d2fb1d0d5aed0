package io.piste.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class PagePathTest {
  @Test
  void is_the_part_behind_the_host_and_before_the_query() {
    assertEquals("/teas/green", PagePath.of("https://www.shop.example/teas/green?utm_source=x#a"));
    assertEquals("/thé", PagePath.of("https://www.shop.example/th%C3%A9"));
  }

  @Test
  void is_a_slash_when_there_is_none() {
    assertEquals("/", PagePath.of("https://www.shop.example"));
    assertEquals("/", PagePath.of("not an address"));
  }

  @Test
  void is_cut_to_500_characters() {
    assertEquals(500, PagePath.of("https://www.shop.example/" + "x".repeat(900)).length());
  }
}
