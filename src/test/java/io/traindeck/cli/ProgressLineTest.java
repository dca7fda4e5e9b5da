package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void theLineIsRewrittenAndGoneInTheEnd() {
        assertThat(shown(true)).isEqualTo("\r\u001b[Kone\r\u001b[Ktwo\r\u001b[K");
    }

    @Test
    void nothingIsSaidWhereThereIsNoTerminal() {
        assertThat(shown(false)).isEmpty();
    }

    private String shown(boolean terminal) {
        ProgressLine line = new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
        line.show("one");
        line.show("two");
        line.close();
        line.show("too late");
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
