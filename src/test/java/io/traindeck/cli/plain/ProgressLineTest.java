package io.traindeck.cli.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final String CLEARED = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void theLineIsRewrittenAndGoneInTheEnd() {
        assertThat(shown(true)).isEqualTo(rewritten("one") + rewritten("two") + CLEARED);
    }

    @Test
    void nothingIsSaidWhereThereIsNoTerminal() {
        assertThat(shown(false)).isEmpty();
    }

    @Test
    void aLineThatStaysTakesThePlaceOfTheOneThatRewritesItself() {
        ProgressLine line = line(true);
        line.print("first");
        line.show("busy");
        line.print("done");
        line.close();
        assertThat(printed()).isEqualTo("first\n" + rewritten("busy") + CLEARED + "done\n");
    }

    @Test
    void aDownloadIsToldInATerminalsOneLine() {
        ProgressLine line = line(true);
        line.downloaded(0, 2 << 20);
        line.downloaded(1 << 20, 2 << 20);
        line.close();
        assertThat(printed())
                .isEqualTo(rewritten("downloading CIFAR-10: 0 of 2 MB (0%)")
                        + rewritten("downloading CIFAR-10: 1 of 2 MB (50%)")
                        + CLEARED);
    }

    @Test
    void withoutATerminalADownloadIsToldAtEveryTenth() {
        ProgressLine line = line(false);
        for (int percent = 0; percent <= 100; percent++) {
            line.downloaded(percent, 100);
        }
        line.close();
        assertThat(printed().lines()).hasSize(11).first().asString().endsWith("(0%)");
        assertThat(printed()).endsWith("(100%)\n").doesNotContain("\u001b");
    }

    private static String rewritten(String doing) {
        return CLEARED + "\u001b[?7l" + doing + "\u001b[?7h";
    }

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String shown(boolean terminal) {
        ProgressLine line = line(terminal);
        line.show("one");
        line.show("two");
        line.close();
        line.show("too late");
        return printed();
    }
}
