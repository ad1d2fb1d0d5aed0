package io.piste.sender;

import io.piste.eventlog.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a browser's own words tell.
 *
 * @param verdict a person, a robot, or a browser that no person looks at
 * @param device desktop, mobile, tablet, tv or other
 * @param browser the family, or the name of a robot
 * @param system the family
 */
record Agent(Verdict verdict, String device, @Nullable String browser, @Nullable String system) {}
