package io.traindeck.source;

import io.traindeck.testing.Document;
import io.traindeck.testing.MadeTable;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The description of the format says for every kind of log how it is known and what is read of it. */
class FormatsDocumentTest {
    @Test
    void everyFormatIsThere() throws IOException {
        MadeTable table = new MadeTable(getClass(), "format", "how it is known", "what is read", "what is not");
        for (String name : Formats.all().names().split(", ")) {
            table.row(name);
        }
        Document.FORMAT.assertHolds("formats", table);
    }
}
