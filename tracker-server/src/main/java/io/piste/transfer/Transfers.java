package io.piste.transfer;

import io.piste.contact.Contacts;
import io.piste.contact.CustomFields;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/**
 * What pages about imports and exports ask.
 *
 * @param files where files lie
 * @param wake lets what was asked for begin at once
 */
public record Transfers(
    Imports imports,
    ImportFaults faults,
    ImportFiles files,
    Arrivals arrivals,
    ContactExport export,
    CustomFields fields,
    StaticSegments segments,
    Runnable wake) {

  /** Over one database and one data folder. */
  public static Transfers of(
      Jdbi jdbi, InstantSource clock, TransferSettings settings, Place place, Runnable wake) {
    ImportFiles files = new ImportFiles(place.dataFolder());
    return new Transfers(
        new Imports(jdbi, clock),
        new ImportFaults(jdbi),
        files,
        new Arrivals(jdbi, clock, files, settings.largestBytes()),
        new ContactExport(jdbi, new Contacts(jdbi)),
        new CustomFields(jdbi, clock),
        place.segments(),
        wake);
  }

  /** Where files lie, and the segments of the sites. */
  public record Place(Path dataFolder, StaticSegments segments) {}
}
