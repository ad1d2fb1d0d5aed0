package io.piste.webhook;

import io.piste.fetch.WebUri;
import io.piste.site.Site;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A webhook as somebody asks for it, unchecked.
 *
 * @param events words of {@link WebhookEvent}
 */
public record WantedWebhook(String name, String url, List<String> events) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
  private static final int LONGEST = 500;

  public WantedWebhook {
    events = List.copyOf(events);
  }

  /** What is wrong with it; nothing when it can be kept. */
  public List<WebhookMistake> mistakes(Site site) {
    List<WebhookMistake> mistakes = new ArrayList<>();
    if (!NAME.matcher(name).matches()) {
      mistakes.add(WebhookMistake.NAME);
    }
    Optional<URI> address = address();
    if (address.isEmpty()) {
      mistakes.add(WebhookMistake.URL);
    } else if (!isSafe(address.get(), site)) {
      mistakes.add(WebhookMistake.INSECURE);
    }
    if (events.isEmpty() || !events.stream().allMatch(word -> WebhookEvent.of(word).isPresent())) {
      mistakes.add(WebhookMistake.EVENTS);
    }
    return mistakes;
  }

  /** The address, empty when it is none. */
  Optional<URI> address() {
    return url.length() <= LONGEST ? WebUri.parse(url.strip()) : Optional.empty();
  }

  /** The events, each once, in the order of the enum. */
  List<WebhookEvent> chosen() {
    return WebhookEvent.CHOICES.stream().filter(event -> events.contains(event.word())).toList();
  }

  /** Addresses of people travel in it. */
  private static boolean isSafe(URI address, Site site) {
    return address.getScheme().equals("https") || site.lists(WebUri.origin(address));
  }
}
