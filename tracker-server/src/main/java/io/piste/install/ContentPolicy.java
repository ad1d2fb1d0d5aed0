package io.piste.install;

import io.piste.fetch.Fetched;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * One content security policy of a page, as far as the tracker is concerned: a script from a file,
 * a script that this one adds, requests, and the Trusted Types policy. A page may have several, and
 * each has to let everything pass. Policies that only report are none.
 *
 * @param inHeader a policy in the page itself may say less
 */
record ContentPolicy(URI page, Map<String, SourceList> directives, boolean inHeader) {
  /** What a page may make us read: more of it is not looked at. */
  private static final int LONGEST = 32 * 1024;

  private static final int MOST = 20;
  private static final Set<String> HEADER_ONLY = Set.of("sandbox", "frame-ancestors", "report-uri");
  private static final List<String> SCRIPT =
      List.of("script-src-elem", "script-src", "default-src");
  private static final List<String> CONNECT = List.of("connect-src", "default-src");

  /** Whether something may happen. */
  enum Answer {
    ALLOWED,
    BLOCKED,
    UNSURE
  }

  /**
   * The tag as the policy sees it.
   *
   * @param inHtml whether it stands in the page; else a tag manager may add it, or nobody does
   */
  record Script(URI url, String nonce, String integrity, boolean inHtml) {}

  ContentPolicy {
    directives = Map.copyOf(directives);
  }

  /** All policies of a page. */
  static List<ContentPolicy> of(Fetched fetched, Document html) {
    List<ContentPolicy> policies = new ArrayList<>();
    for (String header : fetched.all("content-security-policy")) {
      for (String policy : header.split(",", -1)) {
        add(policies, fetched.address(), policy, true);
      }
    }
    for (Element meta : html.select("meta[http-equiv]")) {
      if (meta.attr("http-equiv").equalsIgnoreCase("content-security-policy")) {
        add(policies, fetched.address(), meta.attr("content"), false);
      }
    }
    return List.copyOf(policies);
  }

  private static void add(List<ContentPolicy> policies, URI page, String text, boolean inHeader) {
    ContentPolicy policy = parse(page, text, inHeader);
    if (!policy.directives().isEmpty() && policies.size() < MOST) {
      policies.add(policy);
    }
  }

  /** Reads one policy; of a directive that stands twice the first one counts. */
  static ContentPolicy parse(URI page, String text, boolean inHeader) {
    Map<String, SourceList> directives = new HashMap<>();
    for (String directive : text.substring(0, Math.min(text.length(), LONGEST)).split(";", -1)) {
      String[] words = directive.strip().split("\\s+", -1);
      String name = words[0].toLowerCase(Locale.ROOT);
      if (!name.isEmpty() && (inHeader || !HEADER_ONLY.contains(name))) {
        directives.putIfAbsent(name, new SourceList(Arrays.asList(words).subList(1, words.length)));
      }
    }
    return new ContentPolicy(page, directives, inHeader);
  }

  /** Whether the tag's script may run. */
  Answer script(Script script) {
    if (isSandboxed("allow-scripts")) {
      return Answer.BLOCKED;
    }
    return first(SCRIPT)
        .map(directives::get)
        .map(sources -> script(sources, script))
        .orElse(Answer.ALLOWED);
  }

  private Answer script(SourceList sources, Script script) {
    if (sources.hasNonce(script.nonce()) || sources.hasHash(script.integrity())) {
      return Answer.ALLOWED;
    }
    if (!sources.isStrictDynamic() && sources.lets(script.url(), page)) {
      return Answer.ALLOWED;
    }
    boolean maybeByAnother = sources.isStrictDynamic() || sources.hasNonces();
    return !script.inHtml() && maybeByAnother ? Answer.UNSURE : Answer.BLOCKED;
  }

  /** Whether the tag's script may add the banner's, to which it hands its nonce on. */
  Answer added(Script script, URI url) {
    if (trustsScriptsAlone()) {
      return script(script);
    }
    return script(new Script(url, script.nonce(), "", script.inHtml()));
  }

  /** Whether hosts do not matter: a script runs when it is named by a nonce or added by one. */
  boolean trustsScriptsAlone() {
    return first(SCRIPT).map(directives::get).map(SourceList::isStrictDynamic).orElse(false);
  }

  /** Whether pages may send to an address, and read it. */
  Answer connect(URI url) {
    if (isSandboxed("allow-same-origin")) {
      return Answer.BLOCKED;
    }
    boolean lets =
        first(CONNECT).map(directives::get).map(sources -> sources.lets(url, page)).orElse(true);
    return lets ? Answer.ALLOWED : Answer.BLOCKED;
  }

  /** Whether the Trusted Types policy that the tracker makes may be made. */
  boolean letsTrustedTypes() {
    SourceList names = directives.get("trusted-types");
    return names == null || names.sources().contains("piste") || names.sources().contains("*");
  }

  boolean isSandboxed(String unless) {
    SourceList sandbox = directives.get("sandbox");
    return sandbox != null
        && sandbox.sources().stream().noneMatch(word -> word.equalsIgnoreCase(unless));
  }

  /** The line that lets a script from there pass, in place of the one that does not. */
  String scriptLine(String source) {
    return line(SCRIPT, source);
  }

  /** The line that lets requests there pass. */
  String connectLine(String source) {
    return line(CONNECT, source);
  }

  /** The line that lets our Trusted Types policy pass. */
  String trustedTypesLine() {
    SourceList names = directives.getOrDefault("trusted-types", new SourceList(List.of()));
    return "trusted-types " + names.with("piste");
  }

  /** A fallback is copied: what is named more precisely no longer falls back to it. */
  private String line(List<String> chain, String source) {
    String from = first(chain).orElse("default-src");
    String name = from.equals("default-src") ? chain.get(chain.size() - 2) : from;
    SourceList sources = directives.getOrDefault(from, new SourceList(List.of()));
    return name + " " + sources.with(source);
  }

  private Optional<String> first(List<String> chain) {
    return chain.stream().filter(directives::containsKey).findFirst();
  }
}
