package io.piste.transfer;

import io.piste.contact.Contacts;
import io.piste.contact.ImportedAnswers;
import io.piste.contact.Suppressions;
import io.piste.site.Sites;
import java.util.function.Function;

/**
 * Where an import reads and writes.
 *
 * @param hash of an address, keyed: 32 bytes
 */
public record ImportStores(
    Sites sites,
    Contacts contacts,
    Suppressions suppressions,
    ImportedAnswers answers,
    StaticSegments segments,
    Function<String, byte[]> hash) {}
