package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WandbLogTest {
    static final byte[] RUN = new WandbLogFile()
            .run("abc123", "demo", WandbLogFile.text(8, "brave-fox-7"))
            .config("lr", "0.001")
            .config("model/layers", "12")
            .config("epochs", "40")
            .config("_wandb", "{\"cli_version\": \"0.19\"}")
            .record(13, WandbLogFile.text(3, "console output"))
            .history(0, "loss", "2.5", "_step", "0", "_timestamp", "1700000000.5", "_runtime", "3.5", "note", "\"a\"")
            .history(1, "loss", "NaN", "val/acc", "0.5", "_step", "1", "_timestamp", "1700000001.5", "ok", "true")
            .history(2, "deep/a b", "1e-3", "d", "{\"x\": 1, \"y\": {\"z\": \"Infinity\"}}", "_step", "2")
            .history(
                    3,
                    "grads",
                    "{\"_type\": \"histogram\", \"packedBins\": {\"min\": -1, \"size\": 0.5}}",
                    "list",
                    "[1]")
            .bytes();

    @TempDir
    private Path folder;

    private Path file;
    private EventSource source;
    private int restarts;

    @BeforeEach
    void open() throws IOException {
        file = folder == null ? Files.createTempFile("run", ".wandb") : folder.resolve("run-abc123.wandb");
        source = new WandbLog().open(file, () -> restarts++);
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        Files.deleteIfExists(file);
    }

    private Collected read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        return Collected.allOf(source);
    }

    @Test
    void theNumberOfARecordIsNoMetricWhereTheRunCountsItsStepsItself() throws IOException {
        Files.write(
                file,
                new WandbLogFile()
                        .history(0, "loss", "2.5", "global_step", "50", "_step", "0")
                        .history(1, "loss", "1.5", "global_step", "100", "_step", "1")
                        .bytes());
        assertThat(Collected.allOf(source).series()).isEqualTo(Map.of("loss", Map.of(50L, 2.5, 100L, 1.5)));
    }

    @Test
    void historyIsTheMetricsAndConfigurationTheFacts() throws IOException {
        Collected log = read(RUN);
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 2.5, 1L, Double.NaN));
        assertThat(log.series("d/y/z")).isEqualTo(Map.of(2L, Double.POSITIVE_INFINITY));
        assertThat(log.series().keySet()).containsExactly("loss", "val/acc", "deep/a_b", "d/x", "d/y/z");
        assertThat(log.measured())
                .extracting(Measured::timeMs)
                .containsExactly(1_700_000_000_500L, 1_700_000_001_500L, 0L);
        assertThat(log.facts())
                .isEqualTo(Map.of(
                        "run_id", "abc123",
                        "project", "demo",
                        "display_name", "brave-fox-7",
                        "lr", "0.001",
                        "model/layers", "12",
                        "epochs", "40"));
        assertThat(log.about().plan().epochs()).isEqualTo(40);
        assertThat(source.unreadable()).isZero();
        assertThat(source.share()).isEqualTo(1);
    }

    @Test
    void theExitEndsTheRun() throws IOException {
        Collected well = read(new WandbLogFile().history(4, "loss", "1").exit(0).bytes());
        assertThat(well.events().get(1)).isInstanceOfSatisfying(RunEnded.class, end -> {
            assertThat(end.reason()).isEqualTo(EndReason.COMPLETED);
            assertThat(end.step()).isEqualTo(4);
        });
        close();
        open();
        Collected badly = read(new WandbLogFile().exit(137).bytes());
        assertThat(badly.events().get(0)).isInstanceOfSatisfying(RunEnded.class, end -> {
            assertThat(end.reason()).isEqualTo(EndReason.FAILED);
            assertThat(end.message()).isEqualTo("exit code 137");
        });
    }

    @Test
    void anExitOfOneOfSeveralMachinesEndsNothing() throws IOException {
        Collected log = read(new WandbLogFile()
                .record(18, WandbLogFile.varint(3, 1))
                .history(1, "loss", "1")
                .bytes());
        assertThat(log.events()).hasSize(1);
    }

    @Test
    void theGoalOfAMetricIsTheRuns() throws IOException {
        byte[] metric = WandbLogFile.join(WandbLogFile.text(1, "val acc"), WandbLogFile.varint(8, 2));
        Collected log = read(new WandbLogFile().record(12, metric).bytes());
        assertThat(log.about().goal()).isEqualTo(new Goal("val_acc", Goal.Better.HIGHER));
    }

    @Test
    void recordsGoOnFromBlockToBlock() throws IOException {
        WandbLogFile written = new WandbLogFile();
        for (int step = 0; step < 40; step++) {
            // Some end a few bytes before their block does, some are longer than two blocks.
            written.history(
                    step, "loss", "0." + step, "note", '"' + "x".repeat(step % 8 == 0 ? 90_000 : 3_200 + step) + '"');
        }
        Collected log = read(written.bytes());
        assertThat(log.series("loss")).hasSize(40).containsEntry(39L, 0.39);
        assertThat(source.unreadable()).isZero();
    }

    @Test
    void aRunCutAtEveryByteEndsAsOneThatWasThereAtOnce() throws IOException {
        Collected whole = read(RUN);
        for (int cut = 0; cut < RUN.length; cut++) {
            close();
            Files.write(file, Arrays.copyOf(RUN, cut));
            source = new WandbLog().open(file, () -> restarts++);
            Collected log = Collected.allOf(source);
            assertThat(source.unreadable()).isZero();
            Files.write(file, RUN);
            log.drain(source);
            assertThat(log.events()).as("cut at byte %d", cut).isEqualTo(whole.events());
        }
        assertThat(restarts).isZero();
    }

    @Test
    void zerosAtTheEndAreNotWrittenYet() throws IOException {
        Collected log = read(Arrays.copyOf(RUN, RUN.length + 5000));
        assertThat(log.measured()).hasSize(3);
        assertThat(source.unreadable()).isZero();
    }

    @Test
    void afterADamagedPlaceReadingGoesOnWithTheNextBlock() throws IOException {
        WandbLogFile written = new WandbLogFile();
        for (int step = 0; step < 1000; step++) {
            written.history(step, "loss", "0.5", "note", "\"some more bytes to fill the blocks\"");
        }
        byte[] bytes = written.bytes();
        bytes[40_000] ^= 1;
        Collected log = read(bytes);
        assertThat(log.series("loss").size()).isBetween(500, 900);
        assertThat(log.series("loss")).containsKeys(0L, 999L);
        assertThat(source.unreadable()).isEqualTo(2);
    }

    @Test
    void aRunIsFoundInItsFolderAndTheNewestInTheFolderOfAll() throws IOException {
        for (String run :
                List.of("run-20250101_000000-old", "offline-run-20260101_000000-new", "run-20270101_000000-empty")) {
            Files.createDirectories(folder.resolve(run).resolve("files"));
        }
        Path older = folder.resolve("run-20250101_000000-old/run-old.wandb");
        Files.write(older, new WandbLogFile().history(1, "old", "1").bytes());
        Path newer = folder.resolve("offline-run-20260101_000000-new/run-new.wandb");
        Files.write(newer, new WandbLogFile().history(1, "new", "1").bytes());
        for (Path path : List.of(folder, newer.getParent(), newer)) {
            assertThat(new WandbLog().knows(Glance.at(path))).isTrue();
            try (EventSource found = new WandbLog().open(path, () -> {})) {
                assertThat(Collected.allOf(found).series().keySet()).containsExactly("new");
            }
        }
        assertThat(new WandbLog().knows(Glance.at(folder.resolve("run-20270101_000000-empty"))))
                .isFalse();
    }

    @Property(tries = 300)
    void mutatedFilesAreReadToTheirEnd(@ForAll long seed) throws IOException {
        open();
        Random random = new Random(seed);
        WandbLogFile logs = new WandbLogFile();
        for (int i = 0; i < 35; i++) {
            // What a checksum does not tell: the message itself is not what it should be.
            byte[] message = RUN.clone();
            int from = random.nextInt(message.length);
            message = Arrays.copyOfRange(message, from, from + random.nextInt(message.length - from));
            logs.record(List.of(2, 5, 12, 17, 18).get(random.nextInt(5)), message);
        }
        byte[] bytes = logs.bytes();
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes[7 + random.nextInt(bytes.length - 7)] = (byte) random.nextInt();
        }
        Files.write(file, bytes);
        int polls = 0;
        while (source.poll(3, event -> {}) == 3) {
            assertThat(++polls).isLessThan(100);
        }
        assertThat(source.share()).isBetween(0.0, 1.0);
        assertThat(source.unreadable()).isBetween(0L, 40L);
        close();
    }
}
