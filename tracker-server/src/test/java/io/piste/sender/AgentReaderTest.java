package io.piste.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.eventlog.Verdict;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentReaderTest {
  private static final String WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) ";
  private static final String MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ";
  private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ";
  private static final String ANDROID = "Mozilla/5.0 (Linux; Android 10; K) ";
  private static final String WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) ";

  private static final AgentReader READER = new AgentReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WINDOWS WEBKIT Chrome/140.0.0.0 Safari/537.36                        | desktop | Chrome | Windows
          WINDOWS WEBKIT Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0          | desktop | Edge | Windows
          WINDOWS WEBKIT Chrome/138.0.0.0 Safari/537.36 OPR/122.0.0.0          | desktop | Opera | Windows
          Mozilla/5.0 (Windows NT 10.0; rv:141.0) Gecko/20100101 Firefox/141.0 | desktop | Firefox | Windows
          Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; Tablet PC 2.0; rv:11.0) like Gecko | desktop | Internet Explorer | Windows
          MAC AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15 | desktop | Safari | macOS
          Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) WEBKIT Chrome/140.0.0.0 Safari/537.36 | desktop | Chrome | ChromeOS
          Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | desktop | Firefox | Linux
          IPHONE AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1 | mobile | Safari | iOS
          IPHONE AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1 | mobile | Chrome | iOS
          IPHONE AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/140.0 Mobile/15E148 Safari/605.1.15 | mobile | Firefox | iOS
          IPHONE AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/520.0] | mobile | Facebook | iOS
          IPHONE AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22F76 Instagram 390.0 (iPhone15,2) | mobile | Instagram | iOS
          IPHONE AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22F76         | mobile | App | iOS
          Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Mobile/15E148 Safari/604.1 | tablet | Safari | iOS
          ANDROID WEBKIT Chrome/140.0.0.0 Mobile Safari/537.36                 | mobile | Chrome | Android
          ANDROID WEBKIT Chrome/140.0.0.0 Safari/537.36                        | tablet | Chrome | Android
          ANDROID WEBKIT SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36 | mobile | Samsung Internet | Android
          Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0 | mobile | Firefox | Android
          Mozilla/5.0 (Linux; Android 14; CUBOT KINGKONG Build/UP1A; wv) WEBKIT Version/4.0 Chrome/140.0 Mobile Safari/537.36 | mobile | App | Android
          Mozilla/5.0 (Linux; U; Android 15; en-gb; CPH2617 Build/AP3A.240617.008) WEBKIT Chrome/125.0 Mobile Safari/537.36 HeyTapBrowser/45.11 | mobile | Oppo Browser | Android
          Mozilla/5.0 (Linux; Android 11; KFTRWI) WEBKIT Silk/140.1 like Chrome/140.0 Safari/537.36 | tablet | Silk | Android
          Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) WEBKIT Version/7.0 TV Safari/537.36 | tv | Safari | Tizen
          Mozilla/5.0 (Web0S; Linux/SmartTV) WEBKIT Chrome/108.0.0.0 Safari/537.36 | tv | Chrome | webOS
          Mozilla/5.0 (PlayStation; PlayStation 5/8.20) AppleWebKit/605.1.15 Version/16.4 Safari/605.1.15 | other | Safari | PlayStation
          Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) WEBKIT Chrome/140.0.0.0 Safari/537.36 Edge/44.18363 | other | Edge | Xbox
          """)
  void knows_a_persons_device_browser_and_system(
      String words, String device, String browser, String system) {
    Agent agent = read(spelled(words), null, null, null);
    assertEquals(new Agent(Verdict.HUMAN, device, browser, system), agent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | ROBOT | Googlebot
          ANDROID WEBKIT Chrome/140.0.0.0 Mobile Safari/537.36 (compatible; Google-InspectionTool/1.0;) | ROBOT | Google-InspectionTool
          Mozilla/5.0 WEBKIT; compatible; GPTBot/1.2; +https://openai.com/gptbot)  | ROBOT | GPTBot
          facebookexternalhit/1.1                                                  | ROBOT | facebookexternalhit
          Mozilla/5.0 (compatible; NobodyKnowsThisBot/1.0)                         | ROBOT | NobodyKnowsThisBot
          Mozilla/5.0 (compatible; some_spider_v2)                                 | ROBOT | some_spider_v2
          Mozilla/5.0 (compatible; Some/2.0; +https://some.example/)               | ROBOT | Robot
          curl/8.14.1                                                              | ROBOT | curl
          Wget/1.25.0                                                              | ROBOT | Wget
          python-requests/2.32.4                                                   | ROBOT | python-requests
          Go-http-client/2.0                                                       | ROBOT | Go-http-client
          okhttp/5.1.0                                                             | ROBOT | okhttp
          Java-http-client/25.0.1                                                  | ROBOT | Java-http-client
          Dart/3.8 (dart:io)                                                       | ROBOT | Dart
          WINDOWS WEBKIT HeadlessChrome/140.0.0.0 Safari/537.36                    | HEADLESS | HeadlessChrome
          Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 PhantomJS/2.1.1 Safari/538.1 | HEADLESS | PhantomJS
          WINDOWS WEBKIT Chrome/140.0.0.0 Safari/537.36 Playwright/1.54            | HEADLESS | Playwright
          """)
  void knows_robots_and_browsers_without_a_person_by_their_own_words(
      String words, Verdict verdict, String name) {
    assertEquals(new Agent(verdict, "other", name, null), read(spelled(words), null, null, null));
  }

  @Test
  void a_request_without_any_words_is_a_programs() {
    assertEquals(Verdict.ROBOT, read(null, null, null, null).verdict());
    assertEquals(Verdict.ROBOT, read(" ", null, null, null).verdict());
  }

  @Test
  void a_word_counts_where_it_begins() {
    String wired = "Mozilla/5.0 (iPad; CPU iPhone OS 7_0 like Mac OS X) AppleWebKit/1 WIRED/3.2";
    assertEquals(Verdict.HUMAN, read(wired, null, null, null).verdict());
    assertEquals(Verdict.ROBOT, read("Mozilla/5.0 RED/3.2", null, null, null).verdict());
  }

  @Test
  void brands_tell_what_the_user_agent_hides() {
    String chrome = WINDOWS + WEBKIT + "Chrome/140.0.0.0 Safari/537.36";
    String brave = "\"Chromium\";v=\"140\", \"Not=A?Brand\";v=\"24\", \"Brave\";v=\"140\"";
    assertEquals("Brave", read(chrome, brave, "?0", "\"Windows\"").browser());
    String headless = "\"HeadlessChrome\";v=\"140\", \"Chromium\";v=\"140\"";
    assertEquals(Verdict.HEADLESS, read(chrome, headless, "?0", "\"Windows\"").verdict());
  }

  @Test
  void hints_tell_a_telephone_that_asks_for_the_desktops_page() {
    String linux = "Mozilla/5.0 (X11; Linux x86_64) " + WEBKIT + "Chrome/140.0.0.0 Safari/537.36";
    assertEquals(
        new Agent(Verdict.HUMAN, "mobile", "Chrome", "Android"),
        read(linux, null, "?1", "\"Android\""));
    assertEquals(
        new Agent(Verdict.HUMAN, "tablet", "Chrome", "Android"),
        read(linux, null, "?0", "\"Android\""));
    assertEquals(
        new Agent(Verdict.HUMAN, "desktop", "Chrome", "Linux"),
        read(linux, null, "?0", "\"Unknown\""));
  }

  @Test
  void whatever_strangers_say_is_short_and_plain_when_it_is_stored() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder words = new StringBuilder();
      for (int c = random.nextInt(300); c > 0; c--) {
        words.append((char) random.nextInt(0x250));
      }
      words.insert(random.nextInt(words.length() + 1), i % 2 == 0 ? "bot" : "crawl");
      Agent agent = read(words.toString(), null, null, null);
      if (agent.verdict() == Verdict.ROBOT) {
        String name = String.valueOf(agent.browser());
        assertTrue(name.matches("[\\w .!+-]{1,40}"), name);
      }
    }
  }

  private static Agent read(
      @Nullable String userAgent,
      @Nullable String brands,
      @Nullable String mobile,
      @Nullable String platform) {
    return READER.read(new AgentWords(userAgent, brands, mobile, platform));
  }

  private static String spelled(String words) {
    return words
        .replace("WINDOWS ", WINDOWS)
        .replace("MAC ", MAC)
        .replace("IPHONE ", IPHONE)
        .replace("ANDROID ", ANDROID)
        .replace("WEBKIT ", WEBKIT);
  }
}
