package io.traindeck.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.cli.queue.MadeRun;
import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.event.TrainEvent.EndReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTableTest {
    private static final DialValues RATE = DialValues.parse("max_lr", "1e-3,3e-3", ",");
    private static final DialValues SEED = DialValues.parse("seed", "1..2", ",");

    @TempDir
    Path dir;

    private RunOutcome run(int number, double valAcc, EndReason reason) {
        return new MadeRun(dir, "run-" + number)
                .epoch(0.5, valAcc)
                .epoch(0.6, 0.1)
                .ended(reason)
                .outcome();
    }

    private static List<String> lines(List<DialValues> dials, List<Point> points, List<RunOutcome> outcomes) {
        List<PointResult> results = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            results.add(PointResult.of(points.get(i), outcomes.get(i)));
        }
        return new SweepTable(results, dials).lines();
    }

    @Test
    void theBestPointComesFirstAndEachValueHasItsMean() {
        List<DialValues> dials = List.of(RATE, SEED);

        List<String> lines = lines(
                dials,
                Points.grid(dials),
                List.of(
                        run(1, 0.5, EndReason.COMPLETED),
                        run(2, 0.625, EndReason.COMPLETED),
                        run(3, 0.75, EndReason.STOPPED),
                        run(4, 0.99, EndReason.FAILED)));

        assertThat(lines)
                .containsExactly(
                        "| max_lr | seed | val_acc, % |      at |  time |     state |",
                        "| ------ | ---- | ---------: | ------: | ----: | --------: |",
                        "| 3e-3   | 1    |      75.00 | epoch 1 | 2m10s |   stopped |",
                        "| 1e-3   | 2    |      62.50 | epoch 1 | 2m10s | completed |",
                        "| 1e-3   | 1    |      50.00 | epoch 1 | 2m10s | completed |",
                        "| 3e-3   | 2    |          - |       - | 2m10s |    failed |",
                        "",
                        "| dial   | value | runs | mean val_acc, % |  best |",
                        "| ------ | ----- | ---: | --------------: | ----: |",
                        "| max_lr | 1e-3  |    2 |           56.25 | 62.50 |",
                        "| max_lr | 3e-3  |    1 |           75.00 | 75.00 |",
                        "| seed   | 1     |    2 |           62.50 | 75.00 |",
                        "| seed   | 2     |    1 |           62.50 | 62.50 |",
                        "",
                        "run-3 was stopped by hand after 2 of 2 epochs.",
                        "run-4 failed: the loss is not a number");
    }

    @Test
    void veryManyValuesAreGatheredIntoRanges() {
        DialValues rate = DialValues.parse("max_lr", "0.1..0.9", ",");
        List<Point> points = Points.random(List.of(rate), 12, 0);
        List<RunOutcome> outcomes = new ArrayList<>();
        for (Point point : points) {
            double value = Double.parseDouble(point.values().get("max_lr"));
            outcomes.add(run(outcomes.size(), value, EndReason.COMPLETED));
        }

        List<String> ranges = lines(List.of(rate), points, outcomes).stream()
                .filter(line -> line.startsWith("| max_lr |") && line.contains(".."))
                .toList();

        assertThat(ranges)
                .hasSize(4)
                .allMatch(line -> line.matches("\\| max_lr \\| 0\\.\\d+\\.\\.0\\.\\d+ +\\| +3 \\|.*"));
    }
}
