package io.traindeck.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.NoTrainers;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.Alert;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.event.Description;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.testing.Changes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The times of a log are from the clock of its writer, and those of its file from the clock of this machine. */
class LivePageClocksTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    @TempDir
    Path runs;

    private final Changes changes = new Changes();

    private LivePage page(LoggedRun run) {
        Workplace place =
                new Workplace(new KeyTable(), List.of(runs), RunFolder::name, null, new NoTrainers(), ZoneOffset.UTC);
        return new LivePage(run, null, place, changes);
    }

    private static Supplier<String> screen(LivePage page, long now) {
        return () -> {
            page.refresh(now);
            return Screens.text(page.draw(80, 24, Screens.ROLES, Glyphs.UNICODE));
        };
    }

    private void await(LivePage page, long now, String words) throws InterruptedException {
        changes.await(screen(page, now), screen -> screen.contains(words));
    }

    private static void append(Path log, String line) throws Exception {
        Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
    }

    @Test
    void aLogWithoutTimesThatHasGrownIsQuietAfterSomeMinutes() throws Exception {
        Path log = Files.writeString(runs.resolve("metrics.csv"), "step,loss\n1,0.5\n2,0.25\n");
        assertQuietAfterMinutes(log, "3,0.125", "0.125");
    }

    @Test
    void aLogFromAMachineWhoseClockIsBehindIsQuietAfterSomeMinutes() throws Exception {
        long began = System.currentTimeMillis() - HOUR;
        Path log = Files.writeString(
                runs.resolve("log.jsonl"),
                "{\"time\": %d, \"step\": 1, \"loss\": 0.5}\n{\"time\": %d, \"step\": 2, \"loss\": 0.25}\n"
                        .formatted(began, began + 1));
        assertQuietAfterMinutes(log, "{\"time\": %d, \"step\": 3, \"loss\": 0.125}".formatted(began + 2), "0.125");
    }

    /** On the screen, in the title of its window, and for those who look elsewhere. */
    private void assertQuietAfterMinutes(Path log, String line, String shown) throws Exception {
        try (LivePage page = page(Formats.all().find(log).orElseThrow())) {
            await(page, System.currentTimeMillis(), "0.25");
            append(log, line);
            long written = Files.getLastModifiedTime(log).toMillis();
            await(page, written, shown);
            assertThat(page.title()).endsWith(": running");
            assertThat(page.alerts(written + 4 * MINUTE)).isEmpty();

            page.refresh(written + 6 * MINUTE);
            assertThat(page.title()).endsWith(": quiet");
            assertThat(screen(page, written + 6 * MINUTE).get()).contains("QUIET");
            assertThat(page.alerts(written + 6 * MINUTE))
                    .extracting(Alert::text)
                    .containsExactly("nothing new for some minutes");
        }
    }

    @Test
    void nobodyIsAlertedToAStallThatIsOnlyTheDifferenceOfTwoClocks() throws Exception {
        SampleRun sample = new SampleRun(30, 10).steps(3);
        RunFolder run = RunFolder.create(runs, "one");
        Files.write(run.events(), sample.events.stream().map(EventCodec::encode).toList());
        long ahead = sample.nowMs() + HOUR;
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                LivePage page = page(LoggedRun.of(run))) {
            await(page, sample.nowMs(), "RUNNING");
            assertThat(page.alerts(sample.nowMs())).isEmpty();
            append(run.events(), EventCodec.encode(OwnMetrics.step(sample.nowMs() + 1, 4, 1, 2, 1e-3, 1, 100)));
            await(page, ahead, "RUNNING");
            assertThat(page.alerts(ahead)).isEmpty();
            assertThat(page.alerts(ahead + HOUR)).extracting(Alert::text).containsExactly("no progress for 1h00m");
        }
    }

    /** The clock of its machine is an hour behind, and that of the files is ours. */
    @Test
    void anothersProgramThatPrintsHasNotStalled() throws Exception {
        RunFolder run = RunFolder.create(runs, "one");
        long filesMs = System.currentTimeMillis();
        long began = filesMs - HOUR;
        Files.writeString(
                run.events(),
                EventCodec.encode(new TrainEvent.RunStarted(
                                began, "one", Description.of(Plan.UNKNOWN, Map.of("command", "sh train.sh")), null))
                        + "\n");
        Files.setLastModifiedTime(run.events(), FileTime.fromMillis(filesMs));
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                LivePage page = page(LoggedRun.of(run))) {
            await(page, began + 10 * MINUTE, "No number is logged yet. ? helps.");
            await(page, began + 12 * MINUTE, "Nothing new for 12m00s, but the program still runs.");
            Files.writeString(run.trainerLog(), "still reading the corpus\n");
            Files.setLastModifiedTime(run.trainerLog(), FileTime.fromMillis(filesMs + 11 * MINUTE));
            await(page, began + 12 * MINUTE, "STARTING");
            await(page, began + 22 * MINUTE, "Nothing new for 11m00s");
            assertThat(page.alerts(began + 20 * MINUTE)).isEmpty();
            assertThat(page.alerts(began + 22 * MINUTE))
                    .extracting(Alert::text)
                    .containsExactly("nothing new for 11m00s");
        }
    }
}
