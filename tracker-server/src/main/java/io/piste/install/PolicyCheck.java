package io.piste.install;

import io.piste.install.ContentPolicy.Answer;
import io.piste.install.ContentPolicy.Script;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The point about the page's policy, with the lines that it lacks. */
final class PolicyCheck {
  private final SeenPage page;
  private final Wanted wanted;
  private final Script script;
  private final Set<String> lines = new LinkedHashSet<>();
  private boolean unsure;
  private boolean needsNonce;
  private boolean sandboxed;

  PolicyCheck(SeenPage page, @Nullable FoundTag tag, Wanted wanted) {
    this.page = page;
    this.wanted = wanted;
    this.script =
        new Script(
            wanted.script(),
            tag == null ? "" : tag.more().nonce(),
            tag == null ? "" : tag.more().integrity(),
            tag != null && tag.src() != null);
  }

  Finding policy() {
    if (page.policies().isEmpty()) {
      return Finding.good(Point.POLICY, "none");
    }
    page.policies().forEach(this::look);
    if (sandboxed) {
      return Finding.bad(Point.POLICY, "sandbox");
    }
    if (needsNonce) {
      return Finding.bad(Point.POLICY, "nonce").paste(String.join(";\n", nonceFirst()));
    }
    if (!lines.isEmpty()) {
      return Finding.bad(Point.POLICY, "blocked", names()).paste(String.join(";\n", lines));
    }
    return unsure ? Finding.unsure(Point.POLICY, "unsure") : Finding.good(Point.POLICY, "good");
  }

  private void look(ContentPolicy policy) {
    sandboxed |= policy.isSandboxed("allow-scripts") || policy.isSandboxed("allow-same-origin");
    Answer first = policy.script(script);
    Answer added = policy.added(script, wanted.banner());
    unsure |= first == Answer.UNSURE || added == Answer.UNSURE;
    if (first == Answer.BLOCKED && policy.trustsScriptsAlone()) {
      needsNonce = true;
    } else if (first == Answer.BLOCKED || added == Answer.BLOCKED) {
      lines.add(policy.scriptLine(source()));
    }
    if (policy.connect(wanted.consent()) == Answer.BLOCKED
        || policy.connect(wanted.events()) == Answer.BLOCKED) {
      lines.add(policy.connectLine(source()));
    }
    if (!policy.letsTrustedTypes()) {
      lines.add(policy.trustedTypesLine());
    }
  }

  private String source() {
    return wanted.origin().equals(page.origin()) ? "'self'" : wanted.origin();
  }

  private List<String> nonceFirst() {
    List<String> all = new ArrayList<>();
    all.add("<script async nonce=\"…\" src=\"" + wanted.script() + "\" …></script>");
    all.addAll(lines);
    return all;
  }

  private String names() {
    return String.join(", ", lines.stream().map(line -> line.split(" ", 2)[0]).distinct().toList());
  }
}
