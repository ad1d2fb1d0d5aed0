package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RobotsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "true  | Mozilla/5.0 (compatible; bingbot/2.0)",
        "true  | SomeCrawler/1.0",
        "false | Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "false | Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/130.0",
        "false |"
      })
  void robots_are_those_that_say_so(boolean robot, String userAgent) {
    assertEquals(robot, Robots.include(userAgent));
  }
}
