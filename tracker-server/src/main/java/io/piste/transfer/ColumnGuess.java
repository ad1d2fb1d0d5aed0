package io.piste.transfer;

import io.piste.contact.CustomField;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which column holds what, guessed from what people call columns in French and English. A guess is
 * shown and can be changed; no column is guessed twice.
 */
final class ColumnGuess {
  private static final Map<String, String> NAMES = new HashMap<>();

  static {
    names(
        "email",
        "email mail emailaddress adresseemail adressemail adresseelectronique courriel"
            + " courrielectronique adressedecourriel mel eMail emailpro emailprofessionnel");
    names("first_name", "firstname givenname forename prenom prenoms first");
    names("last_name", "lastname surname familyname nom nomdefamille nomusage last");
    names("language", "language langue lang locale idioma");
    names("time_zone", "timezone fuseau fuseauhoraire tz");
    names(
        "company",
        "company companyname organisation organization organisme societe entreprise"
            + " raisonsociale account compte");
    names(
        "phone",
        "phone phonenumber telephone tel mobile mobilephone portable telephoneportable"
            + " numerodetelephone gsm cell");
    names("street", "street streetaddress address adresse adresse1 address1 rue voie addressline1");
    names("postcode", "postcode zip zipcode postalcode codepostal cp");
    names("city", "city town ville commune localite");
    names("country", "country countrycode pays codepays");
    names(
        ImportPlan.CONSENT,
        "consent consentement optin newsletter abonne subscribed marketing accepteemails"
            + " acceptsmarketing");
    names(
        ImportPlan.CONSENT_AT,
        "consentdate dateconsentement dateoptin optindate subscribedat datedabonnement"
            + " dateinscription optintime");
  }

  private ColumnGuess() {}

  private static void names(String target, String names) {
    for (String name : names.toLowerCase(Locale.ROOT).split(" ", -1)) {
      NAMES.put(name, target);
    }
  }

  /** Whether a cell reads like the name of a column that we know. */
  static boolean isName(String cell) {
    return NAMES.containsKey(bare(cell));
  }

  /** A target for each column; empty where none is clear. */
  static List<String> targets(List<String> columns, List<FileRow> samples, List<CustomField> own) {
    Map<String, String> names = new HashMap<>(NAMES);
    for (CustomField field : own) {
      names.put(bare(field.label()), field.key());
      names.put(bare(field.name()), field.key());
      names.put(bare(field.key()), field.key());
    }
    List<String> targets = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String column : columns) {
      String target = names.getOrDefault(bare(column), "");
      targets.add(taken.add(target) ? target : "");
    }
    if (!targets.contains(ImportPlan.EMAIL)) {
      guessAddress(targets, samples);
    }
    return targets;
  }

  /** Without a name that says so, the first column in which addresses stand. */
  private static void guessAddress(List<String> targets, List<FileRow> samples) {
    for (int column = 0; column < targets.size(); column++) {
      int at = column;
      long addresses = samples.stream().filter(row -> row.cell(at).contains("@")).count();
      if (targets.get(at).isEmpty() && addresses * 2 > samples.size()) {
        targets.set(at, ImportPlan.EMAIL);
        return;
      }
    }
  }

  /** Small letters and digits alone: E-mail, e_mail and « E mail » are one. */
  static String bare(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    return plain.replaceAll("[^a-z0-9]", "");
  }
}
