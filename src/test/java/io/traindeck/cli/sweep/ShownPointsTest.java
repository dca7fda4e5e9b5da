package io.traindeck.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.cli.queue.MadeRun;
import io.traindeck.dashboard.comparison.QueuePage;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownPointsTest {
    @TempDir
    Path dir;

    private Sweep sweep(int points) {
        return new Sweep(
                dir,
                "s",
                IntStream.range(0, points)
                        .mapToObj(i -> new Point(Map.of("seed", Integer.toString(i))))
                        .toList());
    }

    private QueuePage.Shown shown(int points) {
        return new ShownPoints(sweep(points), InstantSource.system()).shown();
    }

    private static void train(Sweep sweep, int point) throws Exception {
        new MadeRun(sweep.runsDir(), sweep.folder(sweep.points().get(point)).name())
                .epoch(0.5, 0.03 * (point + 1))
                .ended(EndReason.COMPLETED)
                .outcome();
    }

    @Test
    void theBestAreShownUntilAllAreDoneAndThenAllOfThem() throws Exception {
        for (int point = 0; point < 19; point++) {
            train(sweep(20), point);
        }
        assertThat(shown(20).runs())
                .extracting(RunFolder::name)
                .startsWith("s-seed=18", "s-seed=17")
                .hasSize(8);

        train(sweep(20), 19);
        assertThat(shown(20).runs())
                .extracting(RunFolder::name)
                .startsWith("s-seed=19", "s-seed=18")
                .hasSize(20);
        assertThat(shown(20).heading().words()).isEqualTo("20 of 20 done");
    }
}
