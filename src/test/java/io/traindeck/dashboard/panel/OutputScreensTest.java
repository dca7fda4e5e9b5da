package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.Golden;
import io.traindeck.dashboard.Nonsense;
import io.traindeck.dashboard.Scenarios;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.output.OutputWindow;
import io.traindeck.dashboard.output.OutputWindow.Found;
import io.traindeck.dashboard.output.OutputWindow.Row;
import io.traindeck.dashboard.output.TextSearch;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The output of a run, as whole screens. */
class OutputScreensTest {
    private static final int[][] SIZES = {{45, 20}, {80, 24}, {160, 48}};
    private static final TextSearch NAN = new TextSearch("nan", true);

    private static List<Row> lines(int rows) {
        List<Row> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int step = 12_000 + 10 * i;
            String text = i % 7 == 3
                    ? "UserWarning: Detected a NaN in the loss; the step is skipped and the gradient scale is halved "
                            + "(from 65536.0 to 32768.0). Set GradScaler(growth_interval=...) to try again sooner. nan"
                    : "iter " + step + ": loss 3." + (4213 + 17 * i % 97) + ", time 312.08ms, mfu 41.7%";
            lines.add(new Row(step, text));
        }
        return lines;
    }

    private static Frame frame(OutputWindow window, int right) {
        Frame frame = Scenarios.all().get("mid-run");
        return frame.with(frame.view().withView(View.OUTPUT).with(new OutputLook(window, right)));
    }

    private static List<DynamicTest> screens(String name, Found found, boolean atEnd, int right) {
        return Golden.tests(name, SIZES, (width, height, glyphs) -> {
            List<Row> rows = lines(OutputView.listRows(height - 2));
            OutputWindow window = new OutputWindow("trainer.log", true, rows, atEnd, atEnd ? 1 : 0.42, found, "");
            return Screens.draw(frame(window, right), width, height, glyphs);
        });
    }

    @TestFactory
    List<DynamicTest> output() {
        List<DynamicTest> tests = new ArrayList<>();
        tests.addAll(screens("output", new Found(null, -1, ""), true, 0));
        tests.addAll(screens("output-searched", new Found(NAN, 12_030, ""), false, 32));
        OutputWindow none = new OutputWindow("trainer.log", false, List.of(), true, 1, new Found(null, -1, ""), "");
        tests.addAll(Golden.tests(
                "output-none", SIZES, (width, height, glyphs) -> Screens.draw(frame(none, 0), width, height, glyphs)));
        return tests;
    }

    @Test
    void whatThereIsToSayOfASearchStandsAboveTheLines() {
        Found nothing = new Found(NAN, -1, "The output has no \"nan\".");
        OutputWindow window = new OutputWindow("trainer.log", true, List.of(), true, 1, nothing, "");
        assertThat(Screens.text(frame(window, 0), 80, 24)).contains("The output has no \"nan\".");
        assertThat(Screens.text(frame(OutputWindow.NONE, 0), 80, 24)).contains("No output of this run is known");
    }

    @Test
    void hostileLinesAreDrawnInsideTheirRow() {
        String text = Safe.forCells(Nonsense.TEXT.repeat(40));
        List<Row> rows = List.of(new Row(0, text), new Row(1, ""), new Row(2, "nan".repeat(50)));
        OutputWindow window =
                new OutputWindow(Safe.forCells(Nonsense.TEXT), true, rows, false, 0.5, new Found(NAN, 2, ""), "");
        for (int right : new int[] {0, 1, 79, 5_000}) {
            for (Glyphs glyphs : Glyphs.values()) {
                Screens.assertPrintable(Screens.draw(frame(window, right), 30, 8, glyphs), glyphs);
            }
        }
    }
}
