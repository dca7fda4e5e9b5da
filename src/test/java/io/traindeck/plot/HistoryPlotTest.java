package io.traindeck.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.SharedMetric;
import io.traindeck.dashboard.comparison.ComparedSamples;
import io.traindeck.event.TrainEvent;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.testing.OwnEvents;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A figure draws the part that a branch has in common with its parent, in grey before the branch's own line. */
class HistoryPlotTest {
    private static final String KEY = ">before the branch<";
    private static final int GREY = 0xFF999999;

    private static final List<ComparedRun> FAMILY = ComparedSamples.family();
    private static final ComparedRun PARENT = FAMILY.get(0);
    private static final ComparedRun BRANCH = FAMILY.get(1);

    @TempDir
    Path folder;

    @Test
    void theGreyLineEndsWhereTheBranchBegins() throws Exception {
        BufferedImage image = image(BRANCH);
        // The panel of the accuracy, under its heading and key.
        int top = 200;
        int right = image.getWidth() / 2 - 20;
        int[] history = columns(image, GREY, top, right);
        int[] branch = columns(image, RunStyle.of(0).color().getRGB(), top, right);
        assertThat(history).hasSizeGreaterThan(50);
        assertThat(branch).hasSizeGreaterThan(100);
        assertThat(history[history.length - 1]).isLessThan(branch[0]);
        // The run has learnt for 4 epochs before, and for 8 since.
        assertThat(branch[0] - history[0]).isLessThan(branch[branch.length - 1] - branch[0]);
    }

    @Test
    void theKeyTellsOfItOnceWhereverThereIsOne() throws Exception {
        assertThat(svg(BRANCH)).containsOnlyOnce(KEY);
        assertThat(svg(PlottedRun.trained("other", 3), BRANCH)).containsOnlyOnce(KEY);
        assertThat(svg(PlottedRun.trained("other", 3))).doesNotContain(KEY);
    }

    @Test
    void aParentInTheFigureHasItsOwnLineAndNoGreyOne() throws Exception {
        assertThat(svg(PARENT, BRANCH)).doesNotContain(KEY);
    }

    @Test
    void aBranchWithoutItsParentSaysSo() throws Exception {
        TrainEvent.Parent parent = new TrainEvent.Parent("gone", 1234);
        TrainEvent.RunStarted start = OwnEvents.started(0, "branch", 3);
        RunState state = RunState.EMPTY
                .apply(new TrainEvent.RunStarted(0, "branch", start.about(), parent))
                .applyAll(List.of(OwnEvents.step(1), OwnEvents.epoch(1, 10, 0.5, true)));
        ComparedRun branch = new ComparedRun("branch", state, Status.COMPLETED, Map.of());
        assertThat(svg(branch)).contains("shown without its parent: branch after step 1 234 of gone");
        assertThat(svg(BRANCH)).doesNotContain("shown without");
        assertThat(svg(PARENT, BRANCH)).doesNotContain("shown without");
    }

    @Test
    void branchesOfOneStepShareOneHistory() {
        ComparedRun again = new ComparedRun("again", BRANCH.state(), BRANCH.status(), BRANCH.dials());
        assertThat(histories(BRANCH, again)).isEqualTo(1);
        assertThat(histories(BRANCH, FAMILY.get(2))).isEqualTo(2);
        assertThat(histories(PARENT, BRANCH)).isZero();
    }

    private static int histories(ComparedRun... runs) {
        Comparison comparison = new Comparison(List.of(runs));
        SharedMetric metric = comparison.charts().get(0).lines().get(0);
        return new Histories(comparison).of(metric).size();
    }

    private String svg(ComparedRun... runs) throws Exception {
        return Files.readString(plot("plot.svg", runs));
    }

    private BufferedImage image(ComparedRun... runs) throws Exception {
        return ImageIO.read(plot("plot.png", runs).toFile());
    }

    private Path plot(String name, ComparedRun... runs) throws Exception {
        Path file = folder.resolve(name);
        Plot.write(new Comparison(List.of(runs)), file);
        return file;
    }

    /** Returns the columns left of {@code right} that have that colour in the upper row of panels. */
    private static int[] columns(BufferedImage image, int color, int top, int right) {
        return IntStream.range(0, right)
                .filter(x -> IntStream.range(top, image.getHeight() / 2).anyMatch(y -> image.getRGB(x, y) == color))
                .toArray();
    }
}
