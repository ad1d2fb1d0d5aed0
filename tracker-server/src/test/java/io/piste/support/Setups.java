package io.piste.support;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.consent.ConsentSetup;
import io.piste.consent.ConsentSetups;
import io.piste.consent.ConsentSetups.Draft;
import io.piste.consent.Published;
import io.piste.site.Site;
import java.time.Instant;
import java.util.function.Consumer;

/** Setups of consent that differ from another in a few things. */
public final class Setups {
  private Setups() {}

  /** The same but for what is changed in its JSON. */
  public static ConsentSetup with(ConsentSetup setup, Consumer<ObjectNode> change) {
    ObjectNode json = Json.MAPPER.valueToTree(setup);
    change.accept(json);
    return Json.read(Json.write(json), ConsentSetup.class);
  }

  /** Changes what a tracker's site asks; everybody is asked again. */
  public static Published publish(TestTracker tracker, Consumer<ObjectNode> change) {
    return publish(tracker, tracker.site(), change, false);
  }

  /** Changes what a site asks. */
  public static Published publish(
      TestTracker tracker, Site site, Consumer<ObjectNode> change, boolean asMinor) {
    return publish(tracker.setups, site, change, asMinor);
  }

  /** Changes what a site asks. */
  public static Published publish(
      ConsentSetups setups, Site site, Consumer<ObjectNode> change, boolean asMinor) {
    ConsentSetup changed = with(setups.of(site.id()).setup(), change);
    Draft draft = new Draft(changed, Instant.EPOCH, "editor@shop.example");
    return setups.publish(site.id(), draft, asMinor, "editor@shop.example");
  }
}
