package io.piste.console;

import io.piste.console.view.ContactView.Day;
import io.piste.console.view.ContactView.Entry;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.report.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in words what happened to a contact, day by day. */
final class TimelineWords {
  private final PageRequest asked;
  private final Texts texts;
  private final Formats formats;
  private boolean several;

  TimelineWords(PageRequest asked) {
    this.asked = asked;
    this.texts = asked.texts();
    this.formats = asked.formats();
  }

  /** Groups moments by the day they fall on. */
  List<Day> days(List<Moment> moments) {
    several =
        moments.stream().map(Moment::site).filter(site -> site.value() > 0).distinct().count() > 1;
    Map<String, List<Entry>> days = new LinkedHashMap<>();
    for (Moment moment : moments) {
      days.computeIfAbsent(formats.dayName(moment.at()), any -> new ArrayList<>())
          .add(entry(moment));
    }
    return days.entrySet().stream().map(day -> new Day(day.getKey(), day.getValue())).toList();
  }

  private Entry entry(Moment moment) {
    return switch (moment.kind()) {
      case VISIT -> visit(moment);
      case PAGE -> make(moment, "quiet", seen(moment), moment.detail(), null);
      case PRODUCT -> make(moment, "quiet", title(moment, text(moment)), moment.detail(), null);
      case SEARCH, FORM, EVENT, CLICK, DOWNLOAD -> act(moment);
      case LOGOUT -> make(moment, "quiet", title(moment, ""), null, null);
      case CART, CHECKOUT -> make(moment, "open", title(moment, money(moment)), null, cart(moment));
      case ABANDONED -> make(moment, "abandoned", title(moment, money(moment)), null, cart(moment));
      case RESTORED -> make(moment, "recovered", title(moment, ""), null, cart(moment));
      case ORDER -> order(moment);
      case MAIL -> mail(moment);
      case NO_MAIL ->
          make(
              moment,
              "abandoned",
              texts.of("verdict.refused", reason(moment)),
              null,
              "/console/carts/" + moment.reference());
      case CONSENT -> consent(moment);
      case LOST -> make(moment, "abandoned", title(moment, purposes(moment)), null, null);
      case LINK -> link(moment);
      case PERMISSION -> permission(moment);
      case STAGE, SEGMENT, TAG, INTEREST, SCORE -> profile(moment);
      case EDITED -> edited(moment);
      case REFUSED, GIVEN_BACK -> byHand(moment, text(moment).substring(0, 8), null);
      case MERGED, PARTED -> byHand(moment, text(moment), ContactPage.PATH + moment.reference());
    };
  }

  private Entry visit(Moment moment) {
    String device = texts.ofWord("device", Objects.requireNonNullElse(moment.state(), ""));
    String channel = texts.ofWord("channel", Objects.requireNonNullElse(moment.detail(), ""));
    String from = text(moment).isEmpty() ? channel : channel + " · " + text(moment);
    return make(moment, "visitors", texts.of("moment.visit", device), from, null);
  }

  private Entry edited(Moment moment) {
    String fields =
        Stream.of(text(moment).split(",", -1))
            .map(key -> texts.has("contact.field." + key) ? texts.of("contact.field." + key) : key)
            .collect(Collectors.joining(", "));
    String what = Objects.requireNonNullElse(moment.state(), "");
    return make(
        moment,
        "ordered",
        what.equals("changed")
            ? texts.of("moment.edited.changed", fields)
            : texts.ofWord("moment.edited", what),
        texts.of("moment.by", Objects.requireNonNullElse(moment.detail(), "")),
        null);
  }

  private Entry act(Moment moment) {
    String what = text(moment).isEmpty() ? "–" : text(moment);
    return make(moment, "quiet", title(moment, what), moment.detail(), null);
  }

  private Entry profile(Moment moment) {
    String state = Objects.requireNonNullElse(moment.state(), "");
    return switch (moment.kind()) {
      case STAGE ->
          make(
              moment,
              "ordered",
              title(moment, texts.ofWord("card.stage", state)),
              texts.of(
                  moment.detail() != null && moment.detail().equals("hand")
                      ? "moment.stage.hand"
                      : "moment.stage.rule",
                  texts.ofWord("card.stage", text(moment).isEmpty() ? "none" : text(moment))),
              null);
      case SEGMENT -> {
        boolean entered = state.equals("entered");
        yield make(
            moment,
            entered ? "recovered" : "quiet",
            texts.of(entered ? "moment.segment.entered" : "moment.segment.left", text(moment)),
            null,
            "/console/segments/" + moment.reference());
      }
      case SCORE ->
          make(
              moment,
              state.equals("less") ? "abandoned" : "visitors",
              text(moment),
              moment.detail(),
              null);
      case INTEREST -> make(moment, "visitors", text(moment), moment.detail(), null);
      default -> make(moment, "ordered", title(moment, text(moment)), null, null);
    };
  }

  private Entry byHand(Moment moment, String about, @Nullable String link) {
    String key =
        "gone".equals(moment.state())
            ? "moment.gone"
            : "moment." + moment.kind().name().toLowerCase(Locale.ROOT);
    return make(
        moment,
        "ordered",
        texts.of(key, about),
        texts.of("moment.by", Objects.requireNonNullElse(moment.detail(), "")),
        link);
  }

  private Entry order(Moment moment) {
    String state = Objects.requireNonNullElse(moment.state(), "");
    boolean plain = state.isEmpty() || state.equals("ordered");
    boolean bought = plain || state.equals("recovered");
    String key = plain ? "moment.order" : "moment.order." + state;
    String number = texts.of("moment.order.number", text(moment));
    String icon = bought ? "recovered" : "abandoned";
    return make(moment, icon, texts.of(key, money(moment)), number, null);
  }

  private Entry mail(Moment moment) {
    String state = Objects.requireNonNullElse(moment.state(), "");
    String title = texts.of("moment.mail", text(moment));
    String word = texts.ofWord("mail.state", state);
    String detail = moment.detail() == null ? word : word + " · " + reason(moment);
    return make(moment, state.equals("sent") ? "visitors" : "quiet", title, detail, null);
  }

  private Entry consent(Moment moment) {
    String granted = text(moment);
    if (granted.isEmpty()) {
      return make(moment, "quiet", texts.of("moment.consent.none"), null, null);
    }
    return make(moment, "ordered", texts.of("moment.consent", purposes(moment)), null, null);
  }

  private String purposes(Moment moment) {
    List<String> purposes = new ArrayList<>();
    for (String purpose : text(moment).split(",", -1)) {
      purposes.add(texts.ofWord("purpose", purpose.strip()));
    }
    return String.join(", ", purposes);
  }

  private Entry link(Moment moment) {
    String state = Objects.requireNonNullElse(moment.state(), "");
    String source = texts.ofWord("source", Objects.requireNonNullElse(moment.detail(), ""));
    return make(moment, "ordered", texts.ofWord("moment.link", state), source, null);
  }

  private Entry permission(Moment moment) {
    String source = texts.ofWord("source", Objects.requireNonNullElse(moment.detail(), ""));
    boolean granted = "granted".equals(moment.state());
    String key = granted ? "moment.permission.granted" : "moment.permission.refused";
    return make(moment, granted ? "recovered" : "abandoned", texts.of(key), source, null);
  }

  private Entry make(
      Moment moment, String tone, String title, @Nullable String detail, @Nullable String link) {
    String icon = icon(moment.kind());
    String where = several ? asked.siteName(moment.site().value()) : "";
    String below = detail == null || detail.isBlank() ? where : where(detail, where);
    return new Entry(
        icon,
        tone,
        formats.time(moment.at()),
        formats.iso(moment.at()),
        title,
        below.isEmpty() ? null : below,
        link);
  }

  private static String icon(Moment.Kind kind) {
    return switch (kind) {
      case VISIT -> "device";
      case FORM, EVENT -> "page";
      case CLICK -> "up";
      case LOGOUT -> "account";
      case CHECKOUT -> "order";
      case LOST, REFUSED -> "cross";
      case STAGE -> "goal";
      case SEGMENT -> "contacts";
      case TAG, INTEREST -> "product";
      case SCORE -> "traffic";
      case GIVEN_BACK -> "check";
      case MERGED -> "plus";
      case PARTED -> "flat";
      case EDITED -> "copy";
      default -> kind.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String where(String detail, String site) {
    return site.isEmpty() ? detail : detail + " · " + site;
  }

  private String title(Moment moment, String value) {
    return texts.of("moment." + moment.kind().name().toLowerCase(Locale.ROOT), value);
  }

  private static String seen(Moment moment) {
    String title = text(moment);
    return title.isBlank() ? Objects.requireNonNullElse(moment.detail(), "") : title;
  }

  private String reason(Moment moment) {
    return texts.ofWord("reason", Objects.requireNonNullElse(moment.detail(), ""));
  }

  private String money(Moment moment) {
    return moment.money() == null ? "" : formats.money(moment.money());
  }

  private static String text(Moment moment) {
    return Objects.requireNonNullElse(moment.text(), "");
  }

  private static String cart(Moment moment) {
    return "/console/carts/" + moment.reference();
  }
}
