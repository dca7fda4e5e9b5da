package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.testing.TemporaryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in MLflow's file store. */
class MlflowLogTest {
    private static final long T = 1_708_208_368_539L;

    @TempDir
    Path dir;

    private final MlflowLog format = new MlflowLog();

    private static Path run(Path folder, long startMs, String rest) throws IOException {
        Files.createDirectories(folder.resolve("metrics"));
        write(folder.resolve("meta.yaml"), "run_name: calm-fox\nstart_time: " + startMs + "\n" + rest);
        return folder;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Collected read(Path path) throws IOException {
        assertThat(format.knows(Glance.at(path))).isTrue();
        try (EventSource source = format.open(path, () -> {})) {
            return Collected.allOf(source);
        }
    }

    @Test
    void metricsOfOneTimeAndStepComeTogether() throws IOException {
        Path run = run(dir.resolve("0/ab"), T, "");
        write(run.resolve("metrics/loss"), T + " 0.5 0\n" + (T + 10) + " 0.25 1\n");
        write(run.resolve("metrics/acc"), T + " 0.125 0\n" + (T + 10) + " nan 1\n");
        write(run.resolve("metrics/val/loss"), (T + 12) + " 0.75 1\n");
        Collected log = read(run);
        assertThat(log.series())
                .isEqualTo(Map.of(
                        "acc", Map.of(0L, 0.125, 1L, Double.NaN),
                        "loss", Map.of(0L, 0.5, 1L, 0.25),
                        "val/loss", Map.of(1L, 0.75)));
        assertThat(log.measured()).extracting(Measured::timeMs).containsExactly(T, T + 10, T + 12);
        assertThat(log.measured()).extracting(Measured::kind).containsExactly(Kind.STEP, Kind.STEP, Kind.VALIDATION);
        assertThat(log.measured().get(0).values().names())
                .isSameAs(log.measured().get(1).values().names());
    }

    @Test
    void theEpochIsNoMetric() throws IOException {
        Path run = run(dir, T, "");
        write(run.resolve("metrics/epoch"), T + " 3 700\n");
        write(run.resolve("metrics/loss"), T + " 0.5 700\n");
        Collected log = read(run);
        assertThat(log.series().keySet()).containsExactly("loss");
        assertThat(log.measured()).singleElement().satisfies(m -> assertThat(m.epoch())
                .isEqualTo(3));
    }

    @Test
    void thoseWhoNameNoStepAreCounted() throws IOException {
        Path run = run(dir, T, "");
        write(run.resolve("metrics/loss"), T + " 0.5 0\n" + (T + 1) + " 0.4 0\n" + (T + 2) + " 0.3 0\n");
        write(run.resolve("metrics/old"), T + " 0.5\n" + (T + 1) + " 0.4\n");
        Collected log = read(run);
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 0.5, 1L, 0.4, 2L, 0.3));
        assertThat(log.series("old")).isEqualTo(Map.of(0L, 0.5, 1L, 0.4));
    }

    @Test
    void aStepThatGoesBackIsALaterSession() throws IOException {
        Path run = run(dir, T, "");
        write(run.resolve("metrics/loss"), "1 9 0\n2 8 1\n3 7 2\n4 6 1\n");
        assertThat(read(run).series("loss")).isEqualTo(Map.of(0L, 9.0, 1L, 6.0));
    }

    @Test
    void whatIsWrittenLaterComesLater() throws IOException {
        Path run = run(dir, T, "");
        write(run.resolve("metrics/loss"), "1 9 0\n2 8");
        try (EventSource source = format.open(run, () -> {})) {
            Collected log = Collected.allOf(source);
            assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0));
            write(run.resolve("metrics/loss"), " 1\n3 7 2\nx\n");
            write(run.resolve("metrics/acc"), "3 0.5 2 someone\n");
            log.drain(source);
            assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0, 1L, 8.0, 2L, 7.0));
            assertThat(log.series("acc")).isEqualTo(Map.of(2L, 0.5));
            assertThat(source.unreadable()).isEqualTo(1);
            assertThat(source.share()).isEqualTo(1);
            int before = log.events().size();
            log.drain(source);
            assertThat(log.events()).hasSize(before);
        }
    }

    @Test
    void aMetricThatIsCopiedAnewBringsOnlyWhatIsNew() throws IOException {
        Path run = run(dir, T, "");
        Path metric = run.resolve("metrics/loss");
        write(metric, "1 9 0\nx\n2 8 1\n");
        try (EventSource source = format.open(run, () -> {})) {
            Collected log = Collected.allOf(source);
            Files.delete(metric);
            write(metric, "1 9 0\nx\n2 8 1\n3 7 2\n");
            log.drain(source);
            assertThat(log.measured()).extracting(Measured::step).containsExactly(0L, 1L, 2L);
            assertThat(source.unreadable()).isEqualTo(1);
        }
    }

    @Test
    void parametersAndTagsAreFacts() throws IOException {
        Path run = run(dir, T, "");
        write(run.resolve("params/lr"), "0.001");
        write(run.resolve("params/epochs"), "10\n");
        write(run.resolve("tags/team"), "red");
        write(run.resolve("tags/mlflow.user"), "somebody");
        Collected log = read(run);
        assertThat(log.facts()).isEqualTo(Map.of("run_name", "calm-fox", "lr", "0.001", "epochs", "10", "team", "red"));
        assertThat(log.about().plan().epochs()).isEqualTo(10);
        assertThat(log.series()).isEmpty();
    }

    @Test
    void aRunThatIsOverSaysSoAfterItsLastNumber() throws IOException {
        Path run = run(dir, T, "status: 1\n");
        write(run.resolve("metrics/loss"), "1 9 0\n");
        try (EventSource source = format.open(run, () -> {})) {
            Collected log = Collected.allOf(source);
            assertThat(log.events()).noneMatch(RunEnded.class::isInstance);
            write(run.resolve("metrics/loss"), "2 8 1\n");
            write(run.resolve("meta.yaml"), "status: 3\nend_time: " + (T + 5) + "\n");
            log.drain(source);
            log.drain(source);
            assertThat(log.events()).last().isInstanceOfSatisfying(RunEnded.class, end -> {
                assertThat(end.reason()).isEqualTo(EndReason.COMPLETED);
                assertThat(end.timeMs()).isEqualTo(T + 5);
                assertThat(end.step()).isEqualTo(1);
            });
            assertThat(log.events()).filteredOn(RunEnded.class::isInstance).hasSize(1);
        }
    }

    @Test
    void aFolderOfRunsStandsForTheNewest() throws IOException {
        Path store = dir.resolve("mlruns");
        assertThat(format.knows(Glance.at(Files.createDirectories(store)))).isFalse();
        write(store.resolve("0/meta.yaml"), "name: Default\n");
        write(run(store.resolve("0/aa"), T, "").resolve("metrics/loss"), "1 1 0\n");
        assertThat(read(store).facts()).doesNotContainKey("run");
        write(run(store.resolve("0/bb"), T + 2, "").resolve("metrics/loss"), "1 2 0\n");
        write(run(store.resolve("0/cc"), T + 1, "").resolve("metrics/loss"), "1 3 0\n");
        write(run(store.resolve(".trash/dd"), T + 3, "").resolve("metrics/loss"), "1 4 0\n");
        for (Path path : new Path[] {store, store.resolve("0")}) {
            Collected log = read(path);
            assertThat(log.series("loss")).isEqualTo(Map.of(0L, 2.0));
            assertThat(log.facts()).containsEntry("run", "bb, the newest of 3");
        }
    }

    @Test
    void manyLongMetricsComeInOrderAndWhole() throws IOException {
        Path run = run(dir, T, "");
        for (int metric = 0; metric < 100; metric++) {
            StringBuilder lines = new StringBuilder();
            for (int step = 0; step < 500; step++) {
                lines.append(T + step)
                        .append(' ')
                        .append(metric)
                        .append(' ')
                        .append(step)
                        .append('\n');
            }
            write(run.resolve("metrics/system/m" + metric), lines.toString());
        }
        Collected log = read(run);
        assertThat(log.measured())
                .hasSize(500)
                .allSatisfy(m -> assertThat(m.values().size()).isEqualTo(100));
        assertThat(log.measured()).extracting(Measured::step).isSorted();
        assertThat(log.series("system/m7")).hasSize(500);
    }

    /** There is no file, for the sake of speed: the lines are those that a file would give. */
    @Property(tries = 10_000)
    void aBrokenMetricGivesWhatItHolds(@ForAll long seed) {
        byte[] broken = Mutations.of(
                (T + " 0.5 0\n" + (T + 10) + " nan 1\n" + (T + 20) + " -1.5e-3 50 x\n" + (T + 30) + " 1\n")
                        .getBytes(StandardCharsets.UTF_8),
                new Random(seed));
        Collected log = new Collected();
        MlflowMetric metric = new MlflowMetric(Path.of("loss"), "loss");
        metric.into(log);
        int from = 0;
        int lines = 0;
        for (int at = 0; at < broken.length; at++) {
            if (broken[at] == '\n') {
                metric.line(broken, from, at, from);
                from = at + 1;
                lines++;
            }
        }
        assertThat(log.events().size() + metric.unreadable()).isLessThanOrEqualTo(lines);
        assertThat(log.measured()).allSatisfy(m -> assertThat(m.step()).isNotNegative());
    }

    @Property(tries = 100)
    void aBrokenStoreThatGrowsEndsAsOneThatWasThereAtOnce(@ForAll long seed) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            assertGrownIsWhole(run(folder.path(), T, ""), new Random(seed));
        }
    }

    private void assertGrownIsWhole(Path run, Random random) throws IOException {
        byte[][] broken = new byte[2][];
        int[] cuts = new int[2];
        for (int i = 0; i < 2; i++) {
            String whole = T + " 0.5 0\n" + (T + i) + " nan 1\n" + (T + 20) + " -1.5e-3 50 x\n" + (T + 30) + " 1\n";
            broken[i] = Mutations.of(whole.getBytes(StandardCharsets.UTF_8), random);
            cuts[i] = random.nextInt(broken[i].length + 1);
            Files.write(run.resolve("metrics/m" + i), Arrays.copyOf(broken[i], cuts[i]));
        }
        try (EventSource growing = format.open(run, () -> {})) {
            Collected grown = Collected.allOf(growing);
            for (int i = 0; i < 2; i++) {
                byte[] rest = Arrays.copyOfRange(broken[i], cuts[i], broken[i].length);
                Files.write(run.resolve("metrics/m" + i), rest, StandardOpenOption.APPEND);
            }
            grown.drain(growing);
            try (EventSource source = format.open(run, () -> {})) {
                assertThat(grown.series()).isEqualTo(Collected.allOf(source).series());
                assertThat(growing.unreadable()).isEqualTo(source.unreadable());
            }
        }
    }
}
