package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param title of the page, already in the reader's language
 * @param section which entry of the navigation is the present one
 * @param account address of who is signed in; null outside
 * @param theme auto, light or dark
 * @param formToken goes into every form
 * @param here the page's own address, to come back to after a switch
 * @param siteChoices all sites, empty where the page is not about one
 * @param site public id of the site that the page is about; empty when there is none
 * @param notice what every page says at its top; null while there is nothing to say
 * @param letters how many events are set aside and ask for somebody
 */
public record Frame(
    Texts t,
    Formats f,
    String title,
    String section,
    @Nullable String account,
    String theme,
    String formToken,
    String here,
    List<SiteChoice> siteChoices,
    String site,
    @Nullable Notice notice,
    long letters,
    AssetUrls assets) {

  /**
   * Something that concerns all pages.
   *
   * @param bad whether somebody should act
   * @param link the page that says more
   */
  public record Notice(boolean bad, String title, String text, String link) {}

  /** A site to switch to. */
  public record SiteChoice(String publicId, String name) {}

  /** Addresses that change with their content, so that browsers may keep them for good. */
  public record AssetUrls(String styles, String script, String htmx, String world) {}

  public Frame {
    siteChoices = List.copyOf(siteChoices);
  }

  /** Whether to draw the navigation. */
  public boolean signedIn() {
    return account != null;
  }
}
