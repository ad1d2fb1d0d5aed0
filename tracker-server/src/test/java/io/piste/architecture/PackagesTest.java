package io.piste.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may import whom: the rows stand in the order that a visit travels. */
final class PackagesTest {
  private static final String GROUND = "base config db http token privacy";

  /** Each package with all that it may import; a row may name only rows above it. */
  private static final List<Map.Entry<String, String>> TABLE =
      List.of(
          Map.entry("base", ""),
          Map.entry("config", "base"),
          Map.entry("db", "base config"),
          Map.entry("http", "base config"),
          Map.entry("token", "base config"),
          Map.entry("privacy", "base config"),
          Map.entry("fetch", "base config http"),
          Map.entry("journal", "base config db"),
          Map.entry("limit", GROUND),
          Map.entry("site", GROUND),
          Map.entry("consent", GROUND + " journal limit site"),
          Map.entry("eventlog", GROUND + " journal site consent"),
          Map.entry("sender", GROUND + " eventlog"),
          Map.entry("collect", GROUND + " limit site consent eventlog sender"),
          Map.entry("visit", GROUND + " site consent eventlog"),
          Map.entry("anonymous", GROUND + " limit site consent eventlog sender visit"),
          Map.entry("contact", GROUND + " site consent eventlog visit"),
          Map.entry("cart", GROUND + " site consent eventlog visit contact"),
          Map.entry("content", GROUND + " site"),
          Map.entry("profile", GROUND + " site consent eventlog visit contact content"),
          Map.entry(
              "segment", GROUND + " site consent eventlog visit contact cart content profile"),
          Map.entry("transfer", GROUND + " site consent eventlog contact profile segment"),
          Map.entry("goal", GROUND + " site eventlog visit"),
          Map.entry("outbox", GROUND + " site contact"),
          Map.entry("automation", GROUND + " site consent contact cart outbox"),
          Map.entry("mail", GROUND + " site consent contact cart outbox automation"),
          Map.entry(
              "report",
              GROUND
                  + " site consent eventlog visit contact cart profile segment outbox automation"),
          Map.entry("install", GROUND + " fetch site"),
          Map.entry("webhook", GROUND + " fetch site consent contact cart segment"),
          Map.entry(
              "connector",
              GROUND
                  + " limit site consent collect contact cart content profile segment outbox automation"
                  + " mail webhook"),
          Map.entry("console.view", GROUND + " site report"),
          Map.entry(
              "console",
              GROUND
                  + " journal site consent eventlog sender visit anonymous contact cart content profile segment"
                  + " transfer goal outbox automation mail report install webhook connector console.view"),
          Map.entry("console.page", "base site report console console.view"));

  private static final String ROOT = "io.piste.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/plugin-api/"))
          .importPackages("io.piste");

  @Test
  void a_row_names_only_rows_above_it() {
    Set<String> above = new HashSet<>();
    for (var row : TABLE) {
      for (String allowed : row.getValue().split(" ", -1)) {
        boolean template = row.getKey().equals("console.page");
        assertTrue(
            allowed.isEmpty() || above.contains(allowed) || template,
            row.getKey() + " names " + allowed + ", which does not stand above it");
      }
      above.add(row.getKey());
    }
  }

  @Test
  void every_package_imports_only_what_its_row_names() {
    List<String> trespasses = new ArrayList<>();
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        String source = row(from);
        String target = row(dependency.getTargetClass());
        if (!source.isEmpty() && !target.isEmpty() && !mayImport(source, target)) {
          trespasses.add(
              source + " must not import " + target + ": " + dependency.getDescription());
        }
      }
    }
    assertEquals(List.of(), trespasses);
  }

  @Test
  void every_package_has_a_row() {
    Set<String> known = new TreeSet<>();
    TABLE.forEach(row -> known.add(row.getKey()));
    Set<String> missing = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      String row = row(each);
      if (!row.isEmpty() && !known.contains(row)) {
        missing.add(row);
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void only_http_knows_jetty() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.piste.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(CLASSES);
  }

  @Test
  void only_mail_knows_jakarta_mail() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.piste.mail..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
        .check(CLASSES);
  }

  @Test
  void only_base_asks_the_machine_for_the_time() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.piste.base..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  private static boolean mayImport(String source, String target) {
    if (source.equals(target)) {
      return true;
    }
    return TABLE.stream()
        .filter(row -> row.getKey().equals(source))
        .anyMatch(row -> Set.of(row.getValue().split(" ", -1)).contains(target));
  }

  /** The row of a class: its package below io.piste; empty for the root and for others' classes. */
  private static String row(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    if (!name.startsWith(ROOT) || name.startsWith("io.piste.protocol")) {
      return "";
    }
    String below = name.substring(ROOT.length());
    return below.startsWith("console.page") ? "console.page" : below;
  }
}
