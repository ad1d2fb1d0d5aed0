package io.piste.console;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.console.view.Formats;
import io.piste.console.view.SegmentFormView;
import io.piste.console.view.SegmentView.Paste;
import io.piste.console.view.Texts;
import io.piste.report.SegmentPeople;
import io.piste.report.SegmentPeople.Pasted;
import io.piste.segment.SavedSegment;
import io.piste.segment.Segment;
import io.piste.segment.SegmentDraft;
import io.piste.segment.SegmentMembers;
import io.piste.segment.Segments;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Lists by hand: made from pasted addresses, added to, and taken out of. */
final class SegmentHandPages {
  /** So many addresses may be pasted at once. */
  static final int MOST = 10_000;

  private static final int SHOWN_UNKNOWN = 10;

  private final Segments segments;
  private final SegmentMembers members;
  private final SegmentPeople people;
  private final SegmentPage page;
  private final SegmentFormPages forms;

  SegmentHandPages(Jdbi jdbi, Segments segments, SegmentMembers members, SegmentFormPages forms) {
    this.segments = segments;
    this.members = members;
    this.people = new SegmentPeople(jdbi);
    this.page = new SegmentPage(jdbi, segments, members);
    this.forms = forms;
  }

  /** An empty form, for a rule or a list. */
  Answer blank(PageRequest asked) {
    SegmentFormPages.site(asked);
    return isByHand(asked)
        ? form(new SegmentForm(0, "", "", null, "", false), Map.of())
        : forms.blank(asked);
  }

  /** Adds what was typed. */
  Answer add(PageRequest asked) {
    return isByHand(asked) ? save(asked, 0) : forms.add(asked);
  }

  /** The form of one that is there. */
  Answer edit(PageRequest asked) {
    Segment segment = SegmentPages.segment(asked, segments);
    return segment.isStatic()
        ? form(
            new SegmentForm(segment.id(), segment.name(), segment.description(), null, "", false),
            Map.of())
        : forms.edit(asked, segment);
  }

  /** Changes it. */
  Answer change(PageRequest asked) {
    Segment segment = SegmentPages.segment(asked, segments);
    return segment.isStatic() ? save(asked, segment.id()) : forms.change(asked, segment);
  }

  private Answer save(PageRequest asked, long id) {
    SiteId site = SegmentFormPages.site(asked).id();
    SegmentForm form = SegmentForm.typedByHand(asked);
    Set<EmailAddress> addresses = addresses(form.addresses());
    if (addresses.size() > MOST || (addresses.isEmpty() && !form.addresses().isEmpty())) {
      return form(form, Map.of("addresses", mistake(asked)));
    }
    SegmentDraft draft = new SegmentDraft(form.name(), form.description(), null);
    SavedSegment saved = id == 0 ? segments.make(site, draft) : segments.change(site, id, draft);
    if (!saved.isKept()) {
      return form(form, SegmentProblems.fields(saved.mistakes(), asked.texts()));
    }
    if (addresses.isEmpty()) {
      return Answer.to(SegmentPages.PATH + "/" + saved.id());
    }
    Segment segment = segments.find(site, saved.id()).orElseThrow(SegmentFormPages::missing);
    return added(asked, segment, addresses);
  }

  /** Puts pasted addresses into a list. */
  Answer paste(PageRequest asked) {
    Segment segment = byHand(asked);
    Set<EmailAddress> addresses = addresses(asked.field("addresses"));
    if (addresses.isEmpty() || addresses.size() > MOST) {
      Paste paste = new Paste(MOST, asked.field("addresses"), Map.of("addresses", mistake(asked)));
      return Answer.mistaken(
          "segment",
          SegmentPages.TITLE,
          page.view(asked, segment, new SegmentPage.Beside("", null, paste)));
    }
    return added(asked, segment, addresses);
  }

  private Answer added(PageRequest asked, Segment segment, Set<EmailAddress> addresses) {
    Pasted pasted = people.pasted(segment.id(), addresses);
    int entered = members.add(segment.site(), segment.id(), pasted.fresh());
    return Answer.page(
        "segment",
        SegmentPages.TITLE,
        page.view(
            asked,
            segment,
            new SegmentPage.Beside(
                told(asked.formats(), entered, pasted), null, SegmentPage.Beside.NOTHING.paste())));
  }

  private static String told(Formats formats, int entered, Pasted pasted) {
    Texts texts = formats.texts();
    List<String> told = new ArrayList<>(List.of(texts.count("segment.added", entered)));
    if (pasted.there() > 0) {
      told.add(texts.count("segment.there", pasted.there()));
    }
    int unknown = pasted.unknown().size();
    if (unknown > 0) {
      List<String> some =
          new ArrayList<>(
              pasted.unknown().stream().limit(SHOWN_UNKNOWN).map(EmailAddress::value).toList());
      if (unknown > SHOWN_UNKNOWN) {
        some.add(texts.of("segment.unknown.more", formats.number(unknown - SHOWN_UNKNOWN)));
      }
      told.add(texts.of("segment.unknown", String.join(", ", some)));
    }
    return String.join(" ", told);
  }

  /** Takes somebody out of a list. */
  Answer takeOut(PageRequest asked) {
    Segment segment = byHand(asked);
    members.remove(
        segment.site(), segment.id(), List.of(new ContactId(asked.numberInPath("contact"))));
    return Answer.to(SegmentPages.PATH + "/" + segment.id() + "#members");
  }

  private Segment byHand(PageRequest asked) {
    Segment segment = SegmentPages.segment(asked, segments);
    if (!segment.isStatic()) {
      throw SegmentFormPages.missing();
    }
    return segment;
  }

  /** Every address in a text that somebody pasted, once; what is none is left out. */
  static Set<EmailAddress> addresses(String typed) {
    Set<EmailAddress> addresses = new LinkedHashSet<>();
    for (String word : typed.split("[\\s,;<>\"]+", -1)) {
      if (word.contains("@")) {
        EmailAddress.parse(word).ifPresent(addresses::add);
      }
    }
    return addresses;
  }

  private static Answer form(SegmentForm form, Map<String, String> mistakes) {
    Map<String, String> fields = new TreeMap<>(mistakes);
    @Nullable String banner = fields.remove("");
    SegmentFormView view =
        new SegmentFormView(
            SegmentPages.PATH + (form.id() == 0 ? "/new?is=static" : "/" + form.id() + "/edit"),
            form.id() == 0 ? "" : String.valueOf(form.id()),
            form.name(),
            form.description(),
            false,
            null,
            null,
            form.addresses(),
            MOST,
            banner,
            fields);
    String title = form.id() == 0 ? "segment.new-static.title" : "segment.edit.title";
    return mistakes.isEmpty()
        ? Answer.page("segment_form", title, view)
        : Answer.mistaken("segment_form", title, view);
  }

  private static String mistake(PageRequest asked) {
    return asked.texts().of("segment.mistake.addresses", asked.formats().number(MOST));
  }

  private static boolean isByHand(PageRequest asked) {
    return asked.field("is").equals("static");
  }
}
