package io.piste.transfer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with a file.
 *
 * @param format how it is read
 * @param headed whether the first row names the columns
 * @param columns what people call the columns
 * @param targets for each column the key of a field, one of the words below, or nothing
 * @param known what to do with contacts that are there already
 * @param extras what all lines get
 * @param dayFirst whether 03/04/2026 is in April
 */
public record ImportPlan(
    FileFormat format,
    boolean headed,
    List<String> columns,
    List<String> targets,
    Known known,
    Extras extras,
    boolean dayFirst) {
  /** A column with the address; one has to be it. */
  public static final String EMAIL = "email";

  /** A column that says for each line whether the person allowed mails. */
  public static final String CONSENT = "consent";

  /** A column with the day on which the person said so. */
  public static final String CONSENT_AT = "consent_at";

  public ImportPlan {
    columns = List.copyOf(columns);
    targets = List.copyOf(targets);
  }

  /** What to do with contacts that are there already. */
  public enum Known {
    /** They stay as they are, in every respect. */
    SKIP,
    /** Fields that are empty are filled in. */
    FILL,
    /** What the file says counts; empty cells say nothing. */
    OVERWRITE;

    /** As it is stored and named in forms. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** By its word. */
    public static Optional<Known> of(String word) {
      return java.util.Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  /**
   * What all lines get beside their fields.
   *
   * @param tag empty for none
   * @param segment a static one; null for none
   * @param statement where people said yes to mails; null: nobody did
   */
  public record Extras(String tag, @Nullable Long segment, @Nullable Statement statement) {
    /** Nothing. */
    public static final Extras NONE = new Extras("", null, null);
  }

  /**
   * What the person who imports states about the yes of those in the file (rules E1 and P1).
   *
   * @param words where and how it was asked and what stood beside the box
   * @param day on which it was given, as 2026-03-01; empty when a column says it
   */
  public record Statement(String words, String day) {}

  /** The column of a target, empty when no column is. */
  public Optional<Integer> column(String target) {
    int at = targets.indexOf(target);
    return at < 0 ? Optional.empty() : Optional.of(at);
  }

  /** The same plan for other columns. */
  ImportPlan with(FileFormat format, List<String> columns, List<String> targets) {
    return new ImportPlan(format, headed, columns, targets, known, extras, dayFirst);
  }
}
