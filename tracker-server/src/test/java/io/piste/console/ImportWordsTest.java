package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.console.view.Texts;
import io.piste.contact.FieldFault;
import io.piste.transfer.ContactImport;
import io.piste.transfer.FileFault;
import io.piste.transfer.ImportPlan;
import io.piste.transfer.LineFault;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever can be wrong with a file or a line has a sentence that says what to do. */
final class ImportWordsTest {
  @Test
  void every_stored_word_can_be_read() {
    Set<String> words = new TreeSet<>();
    Stream.of(FileFault.values()).forEach(fault -> words.add("import.refused." + fault.word()));
    Stream.of(LineFault.Kind.values()).forEach(fault -> words.add("import.fault." + fault.word()));
    Stream.of(FieldFault.Kind.values()).forEach(fault -> words.add("fault." + fault.word()));
    Stream.of(ImportPlan.Known.values())
        .forEach(known -> words.add("import.known." + known.word()));
    for (ContactImport.State state : ContactImport.State.values()) {
      words.add("import.state." + state.word());
      words.add("import.lead." + state.word());
    }
    words.removeAll(Texts.in("en").keys());
    assertEquals(Set.of(), words);
  }
}
