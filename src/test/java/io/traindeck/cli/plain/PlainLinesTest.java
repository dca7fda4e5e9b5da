package io.traindeck.cli.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.testing.Allocation;
import io.traindeck.testing.Changes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainLinesTest {
    private final Changes changes = new Changes();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] some, int from, int length) {
            super.write(some, from, length);
            changes.run();
        }
    };

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The names of metrics are those of any program. */
    @Test
    void theProgressSendsATerminalNothingThatANameHolds() throws Exception {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (PlainLines lines = new PlainLines(out, true, new PlainText())) {
            Names names = Names.of(List.of("lo\u001b]0;title\u0007ss"));
            lines.accept(new Measured(1, Measured.Kind.STEP, 7, Double.NaN, null, names.with(new double[] {0.5})));
            String progress = changes.await(this::printed, text -> text.contains("0.5"));
            assertThat(progress).contains("step 7  lo?]0;title?ss 0.5").doesNotContain("\u001b]", "\u0007");
        }
    }

    /** Most events of a supervisor, which prints into a file, are steps, of which it prints nothing. */
    @Test
    void withoutATerminalNoTextIsMadeOfAStep() throws Exception {
        try (PlainLines lines = new PlainLines(new PrintStream(bytes), false, new PlainText())) {
            Measured step = new Measured(
                    1, Measured.Kind.STEP, 7, Double.NaN, null, Names.of("loss").with(0.5));
            assertThat(Allocation.bytes(() -> lines.accept(step))).isLessThan(50);
        }
        assertThat(printed()).isEmpty();
    }
}
