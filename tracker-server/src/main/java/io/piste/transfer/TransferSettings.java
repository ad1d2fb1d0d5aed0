package io.piste.transfer;

import io.piste.config.ConfigReader;

/**
 * What an import may need.
 *
 * @param largestMegabytes of a file
 */
public record TransferSettings(int largestMegabytes) {
  /** What is used when nothing is set. */
  public static final TransferSettings DEFAULT = new TransferSettings(256);

  /** Reads {@code import.*}. */
  public static TransferSettings read(ConfigReader config) {
    return new TransferSettings(
        config.number(
            "import.largest.megabytes",
            DEFAULT.largestMegabytes(),
            1,
            2_000,
            "How large a file of contacts may be. It lies in data.folder until a week after it was"
                + " imported."));
  }

  /** In bytes. */
  public long largestBytes() {
    return (long) largestMegabytes << 20;
  }
}
