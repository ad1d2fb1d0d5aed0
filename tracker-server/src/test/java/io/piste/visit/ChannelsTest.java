package io.piste.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.SiteId;
import io.piste.site.Site;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way a visit came, by a table of cases. */
final class ChannelsTest {
  private static final Site SITE =
      new Site(
          new SiteId(1),
          "public",
          "Shop",
          "fr",
          ZoneOffset.UTC,
          "https://t.shop.example",
          "shop.example",
          null,
          null,
          null,
          null,
          null,
          false,
          1,
          List.of("https://www.shop.example"));

  @ParameterizedTest(name = "{0} from {1} is {2} {3}")
  @CsvSource({
    "'', , direct, ''",
    "'', android-app://com.google.android.gm, direct, ''",
    "'', https://www.google.com/, search, Google",
    "'', https://www.google.co.uk/search, search, Google",
    "'', https://google.somebody.example/, referral, google.somebody.example",
    "'', https://notgoogle.com/, referral, notgoogle.com",
    "'', https://duckduckgo.com/, search, DuckDuckGo",
    "'', https://fr.search.yahoo.com/, search, Yahoo",
    "'', https://www.qwant.com/, search, Qwant",
    "'', https://chatgpt.com/, assistant, ChatGPT",
    "'', https://www.perplexity.ai/, assistant, Perplexity",
    "'', https://copilot.microsoft.com/, assistant, Copilot",
    "'', https://gemini.google.com/app, assistant, Gemini",
    "'', https://claude.ai/, assistant, Claude",
    "'', https://chat.mistral.ai/, assistant, Le Chat",
    "'', https://l.facebook.com/, social, Facebook",
    "'', https://t.co/abc, social, X",
    "'', https://fr.pinterest.com/, social, Pinterest",
    "'', https://www.pinterest.fr/, social, Pinterest",
    "'', https://mail.google.com/mail/u/0/, email, Gmail",
    "'', https://www.paypal.com/checkout, own, PayPal",
    "'', https://checkout.stripe.com/c, own, Stripe",
    "'', https://www.shop.example/cart, own, ''",
    "'', https://blog.shop.example/, own, ''",
    "'', https://www.blog.example/post, referral, blog.example",
    "utm_source=chatgpt.com, , assistant, ChatGPT",
    "utm_source=google&utm_medium=cpc, https://www.google.fr/, paid_search, Google",
    "utm_source=bing&utm_medium=PPC, , paid_search, Bing",
    "utm_source=facebook&utm_medium=cpc, , paid_social, Facebook",
    "utm_source=ig&utm_medium=paid_social, , paid_social, Instagram",
    "utm_source=fb&utm_medium=paid, , paid_social, Facebook",
    "utm_source=facebook&utm_medium=social, , social, Facebook",
    "utm_source=club&utm_medium=social-media, , social, club",
    "utm_source=newsletter&utm_medium=email, , email, newsletter",
    "utm_source=Letter&utm_medium=E-Mail, , email, letter",
    "utm_source=newsletter, , email, newsletter",
    "utm_source=criteo&utm_medium=retargeting, , display, criteo",
    "utm_source=lemonde&utm_medium=banner, , display, lemonde",
    "utm_source=awin&utm_medium=affiliate, , affiliate, awin",
    "utm_source=google&utm_medium=organic, , search, Google",
    "utm_source=partner.example&utm_medium=referral, , referral, partner.example",
    "utm_source=partner.example, , referral, partner.example",
    "utm_medium=flyer&utm_source=autumn, , other, autumn",
    "utm_campaign=autumn, , other, ''",
    "utm_source=newsletter&utm_medium=email, https://www.shop.example/, email, newsletter",
    "utm_source=%zz, , referral, %zz",
    "utm_source=%01y%0a, , referral, y",
  })
  void says_by_which_way_a_visit_came(
      String query, @Nullable String referrer, String channel, String source) {
    Attribution found =
        new Channels(List.of(), KnownHosts.SHIPPED)
            .of("https://www.shop.example/?" + query, referrer, SITE);

    assertEquals(channel + " " + source, found.channel().word() + " " + found.source());
  }

  @Test
  void an_own_rule_goes_before_the_list_and_the_first_that_matches_counts() {
    Channels channels =
        new Channels(
            List.of(
                new ChannelRule(1, "", "google", "cpc", "brand*", Channel.DISPLAY),
                new ChannelRule(2, "*.partner.example", "", "", "", Channel.AFFILIATE),
                new ChannelRule(3, "", "google", "", "", Channel.OTHER),
                new ChannelRule(4, "", "", "", "", Channel.EMAIL)),
            KnownHosts.SHIPPED);
    String google = "https://www.shop.example/?utm_source=google&utm_medium=cpc&utm_campaign=";

    assertEquals(Channel.DISPLAY, channels.of(google + "brand-teas", null, SITE).channel());
    assertEquals(Channel.OTHER, channels.of(google + "teas", null, SITE).channel());
    assertEquals(
        Channel.AFFILIATE,
        channels.of("https://www.shop.example/", "https://a.partner.example/", SITE).channel());
    assertEquals(Channel.DIRECT, channels.of("https://www.shop.example/", null, SITE).channel());
  }

  @Test
  void a_campaign_keeps_its_name_and_what_is_too_long_is_cut() {
    String url =
        "https://www.shop.example/?UTM_Campaign=Th%C3%A9+vert&utm_source=" + "x".repeat(300);

    Attribution found = new Channels(List.of(), KnownHosts.SHIPPED).of(url, null, SITE);

    assertEquals("Thé vert", found.campaign());
    assertEquals(100, found.source().length());
  }

  @Test
  void every_channel_is_found_by_its_word() {
    for (Channel channel : Channel.values()) {
      assertEquals(channel, Channel.of(channel.word()).orElseThrow());
    }
    assertTrue(Channel.of("nonsense").isEmpty());
  }
}
