package io.piste.console;

import io.piste.console.view.Texts;
import io.piste.visit.Dimension;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in the reader's language what a value of a dimension is. */
final class TrafficWords {
  private final Texts texts;

  TrafficWords(Texts texts) {
    this.texts = texts;
  }

  /** The value as it is shown. */
  String label(Dimension dimension, String value) {
    if (value.equals(Dimension.REST)) {
      return texts.of("traffic.rest");
    }
    if (value.isEmpty()) {
      return texts.of(dimension == Dimension.SOURCE ? "traffic.no-source" : "traffic.unknown");
    }
    return switch (dimension) {
      case CHANNEL -> texts.ofWord("channel", value);
      case DEVICE -> texts.ofWord("device", value);
      case COUNTRY -> country(value);
      case CAMPAIGN -> campaign(value).getFirst();
      default -> value;
    };
  }

  /** What else is known of it: a campaign's source and medium. */
  @Nullable String detail(Dimension dimension, String value) {
    if (dimension != Dimension.CAMPAIGN || value.equals(Dimension.REST)) {
      return null;
    }
    String detail =
        campaign(value).stream()
            .skip(1)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" / "));
    return detail.isEmpty() ? null : detail;
  }

  /** The three parts of a campaign. */
  static List<String> campaign(String value) {
    return Arrays.asList(value.split("\t", -1));
  }

  private String country(String code) {
    String name = Locale.of("", code).getDisplayCountry(texts.locale());
    return name.isEmpty() ? code : name;
  }
}
