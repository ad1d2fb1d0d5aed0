package io.piste.console;

import io.piste.console.view.CarrierRow;
import io.piste.report.Carrier;
import java.util.List;

/** Contacts with a bar for how much they have of something. */
final class Carriers {
  private final PageRequest asked;

  Carriers(PageRequest asked) {
    this.asked = asked;
  }

  /** As they come, the highest first. */
  List<CarrierRow> rows(List<Carrier> carriers) {
    double most = carriers.stream().mapToDouble(Carrier::figure).max().orElse(0);
    return carriers.stream().map(carrier -> row(carrier, most)).toList();
  }

  private CarrierRow row(Carrier carrier, double most) {
    String name = carrier.name();
    return new CarrierRow(
        "/console/contacts/" + carrier.contact().value(),
        name == null ? carrier.email() : name,
        name == null ? "" : carrier.email(),
        asked.formats().figure(carrier.figure()),
        TrafficListing.width(Math.max(0, carrier.figure()), most),
        carrier.given() ? asked.texts().of("tag.given") : "");
  }
}
