package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.connector.ConnectorKey;
import io.piste.connector.NewKey;
import io.piste.console.view.ConnectorsView;
import io.piste.console.view.ConnectorsView.Download;
import io.piste.console.view.ConnectorsView.KeyForm;
import io.piste.console.view.ConnectorsView.Made;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plug-ins of a site: files to install, keys, and how each plug-in is doing. */
final class ConnectorsPages {
  private static final String TITLE = "connectors.title";
  private static final String PRESET = "connector";
  private static final String OWN = "own";
  private static final int LONGEST_NAME = 60;

  private final Connecting connecting;

  ConnectorsPages(Connecting connecting) {
    this.connecting = connecting;
  }

  Answer show(PageRequest asked) {
    return Answer.page("connectors", TITLE, view(asked, null, blank(), Map.of()));
  }

  /** A plug-in, as a file. */
  Answer download(PageRequest asked) {
    String system = asked.variable("system");
    ByteBuffer bytes =
        ConnectorFiles.bytes(system)
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such file."));
    return new Answer.Sent(ConnectorFiles.name(system), "application/zip", bytes);
  }

  /** Makes a key and shows it, once: it is kept nowhere. */
  Answer make(PageRequest asked) {
    KeyForm typed = typed(asked);
    Set<Scope> scopes = scopes(typed);
    Map<String, String> mistakes = mistakes(asked, typed, scopes);
    if (!mistakes.isEmpty()) {
      return Answer.mistaken("connectors", TITLE, view(asked, null, typed, mistakes));
    }
    Site site = SitesPages.named(asked);
    try {
      return shown(asked, connecting.keys().make(site, typed.name(), scopes), false);
    } catch (Problem problem) {
      Map<String, String> full = Map.of("name", asked.texts().of("connectors.key.full"));
      return Answer.mistaken("connectors", TITLE, view(asked, null, typed, full));
    }
  }

  /** A new key in place of another, which ends in 24 hours. */
  Answer rotate(PageRequest asked) {
    return connecting
        .keys()
        .rotate(SitesPages.named(asked), asked.numberInPath("number"))
        .map(made -> shown(asked, made, true))
        .orElseGet(() -> back(asked));
  }

  Answer revoke(PageRequest asked) {
    connecting.keys().revoke(SitesPages.named(asked).id(), asked.numberInPath("number"));
    return back(asked);
  }

  private static Answer back(PageRequest asked) {
    return Answer.to("/console/sites/" + SitesPages.named(asked).publicId() + "/connectors#keys");
  }

  private Answer shown(PageRequest asked, NewKey made, boolean rotated) {
    Made once = new Made(made.key().name(), made.token(), rotated);
    return Answer.page("connectors", TITLE, view(asked, once, blank(), Map.of()));
  }

  private static KeyForm blank() {
    return form("", PRESET, Set.of());
  }

  private static KeyForm form(String name, String preset, Set<String> scopes) {
    return new KeyForm(
        name, preset, scopes, Arrays.stream(Scope.values()).map(Scope::word).toList());
  }

  private static KeyForm typed(PageRequest asked) {
    Set<String> scopes =
        Arrays.stream(Scope.values())
            .map(Scope::word)
            .filter(word -> !asked.field("scope-" + word).isEmpty())
            .collect(Collectors.toSet());
    return form(asked.field("name"), asked.field("preset").equals(OWN) ? OWN : PRESET, scopes);
  }

  private static Set<Scope> scopes(KeyForm typed) {
    if (typed.preset().equals(PRESET)) {
      return Scope.connector();
    }
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    typed.scopes().forEach(word -> Scope.of(word).ifPresent(scopes::add));
    return scopes;
  }

  private static Map<String, String> mistakes(PageRequest asked, KeyForm typed, Set<Scope> scopes) {
    if (typed.name().isEmpty() || typed.name().length() > LONGEST_NAME) {
      return Map.of("name", asked.texts().of("connectors.key.mistake.name"));
    }
    return scopes.isEmpty()
        ? Map.of("scopes", asked.texts().of("connectors.key.mistake.scopes"))
        : Map.of();
  }

  private ConnectorsView view(
      PageRequest asked, @Nullable Made made, KeyForm form, Map<String, String> mistakes) {
    Site site = SitesPages.named(asked);
    Map<Boolean, List<ConnectorsView.Key>> keys =
        connecting.keys().ofSite(site.id()).stream()
            .map(key -> key(asked, site, key))
            .collect(Collectors.partitioningBy(key -> isGood(key.state())));
    return new ConnectorsView(
        site,
        ConnectorFiles.SYSTEMS.stream().map(system -> download(asked, system)).toList(),
        connecting.seen().ofSite(site.id()).stream()
            .map(seen -> ConnectorWords.seen(asked, seen))
            .toList(),
        keys.getOrDefault(true, List.of()),
        keys.getOrDefault(false, List.of()),
        made,
        form,
        mistakes);
  }

  private static boolean isGood(String state) {
    return state.equals("good") || state.equals("ends");
  }

  private static Download download(PageRequest asked, String system) {
    return new Download(
        system,
        ConnectorFiles.name(system),
        ConnectorFiles.bytes(system)
            .map(
                bytes ->
                    asked
                        .texts()
                        .of(
                            "connectors.file.size",
                            asked.formats().number((bytes.remaining() + 1023) / 1024)))
            .orElse(null));
  }

  private static ConnectorsView.Key key(PageRequest asked, Site site, ConnectorKey key) {
    Instant used = key.usedAt();
    Instant until = key.revokedAt() != null ? key.revokedAt() : key.endsAt();
    return new ConnectorsView.Key(
        key.number(),
        key.name(),
        key.scopes().stream().sorted().map(Scope::word).toList(),
        asked.formats().date(key.madeAt()),
        used == null ? null : asked.formats().ago(used),
        state(asked, site, key),
        until == null ? null : asked.formats().dateTime(until));
  }

  private static String state(PageRequest asked, Site site, ConnectorKey key) {
    if (key.revokedAt() != null) {
      return "revoked";
    }
    if (key.keyVersion() != site.keyVersion()) {
      return "void";
    }
    if (!key.isGood(asked.now(), site.keyVersion())) {
      return "ended";
    }
    return key.endsAt() == null ? "good" : "ends";
  }
}
