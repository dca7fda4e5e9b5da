package io.traindeck.train;


import io.traindeck.event.Dial;
import io.traindeck.testing.Document;
import io.traindeck.testing.MadeTable;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The table of dials in the document about them. */
class DialsDocumentTest {
    @Test
    void everyDialIsThereWithWhatItDoes() throws IOException {
        MadeTable table = new MadeTable(getClass(), "dial", "what it does");
        for (Dial dial : Dial.values()) {
            table.row("`" + dial.word() + "`", dial.help());
        }
        Document.DIALS.assertHolds("dials", table);
    }
}
