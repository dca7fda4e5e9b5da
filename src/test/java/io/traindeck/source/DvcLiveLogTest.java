package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of DVCLive. */
class DvcLiveLogTest {
    @TempDir
    Path dir;

    private final DvcLiveLog format = new DvcLiveLog();

    private void write(String name, String text) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Collected read() throws IOException {
        assertThat(format.knows(Glance.at(dir))).isTrue();
        try (EventSource source = format.open(dir, () -> {})) {
            return Collected.allOf(source);
        }
    }

    @Test
    void theTablesPathIsTheName() throws IOException {
        write("metrics.json", "{\"step\": 99}");
        write("params.yaml", "lr: 0.1\nepochs: 5\n");
        write("plots/metrics/train/loss.tsv", "step\tloss\n49\t0.5\n99\t0.25\n");
        write("plots/metrics/eval/loss.tsv", "step\tloss\n99\t0.75\n");
        write("plots/metrics/epoch.tsv", "step\tepoch\n49\t0\n99\t1\n");
        write("plots/sklearn/roc.json", "[]");
        Collected log = read();
        assertThat(log.series())
                .isEqualTo(Map.of("train/loss", Map.of(49L, 0.5, 99L, 0.25), "eval/loss", Map.of(99L, 0.75)));
        assertThat(log.measured()).extracting(Measured::epoch).containsExactly(0.0, 1.0);
        assertThat(log.measured()).extracting(Measured::kind).containsOnly(Kind.STEP);
        assertThat(log.facts()).isEqualTo(Map.of("lr", "0.1", "epochs", "5"));
        assertThat(log.about().plan().epochs()).isEqualTo(5);
    }

    @Test
    void aFolderOfCatBoostsTablesIsNone() throws IOException {
        write("learn_error.tsv", "iter\tRMSE\n0\t2.5\n");
        write(
                "catboost_training.json",
                """
                {
                "meta":{"learn_metrics":[{"name":"RMSE"}]},
                "iterations":[
                {"learn":[2.5],"iteration":0,"passed_time":1}
                ]}""");
        assertThat(format.knows(Glance.at(dir))).isFalse();
        assertThat(Formats.all().find(dir)).get().extracting(LoggedRun::format).isEqualTo("JSON");
    }

    @Test
    void olderVersionsKeptTheirTablesElsewhere() throws IOException {
        write("scalars/val/acc.tsv", "timestamp\tstep\tacc\n1623671484747\t0\t0.5\n");
        Collected log = read();
        assertThat(log.series()).isEqualTo(Map.of("val/acc", Map.of(0L, 0.5)));
        assertThat(log.measured()).singleElement().satisfies(m -> {
            assertThat(m.timeMs()).isEqualTo(1623671484747L);
            assertThat(m.kind()).isEqualTo(Kind.VALIDATION);
        });
    }

    @Test
    void theOldestLieInTheFolderItself() throws IOException {
        write("loss.tsv", "timestamp\tstep\tloss\n1623671484747\t0\t0.5\n");
        write("train/a b.tsv", "index\tx\ty\n0\t1\t2\n1\t3\t4\n");
        assertThat(read().series())
                .isEqualTo(Map.of(
                        "loss", Map.of(0L, 0.5),
                        "train/a_b/x", Map.of(0L, 1.0, 1L, 3.0),
                        "train/a_b/y", Map.of(0L, 2.0, 1L, 4.0)));
    }

    @Test
    void tablesThatGrowOrComeLaterAreFollowed() throws IOException {
        write("plots/metrics/loss.tsv", "step\tloss\n0\t9\n1\t8");
        try (EventSource source = format.open(dir, () -> {})) {
            Collected log = Collected.allOf(source);
            write("plots/metrics/loss.tsv", "\n2\t7\n");
            write("plots/metrics/acc.tsv", "step\tacc\n2\t0.5\n");
            log.drain(source);
            assertThat(log.series())
                    .isEqualTo(Map.of("loss", Map.of(0L, 9.0, 1L, 8.0, 2L, 7.0), "acc", Map.of(2L, 0.5)));
            Files.writeString(dir.resolve("plots/metrics/loss.tsv"), "step\tloss\n3\t6\n");
            log.drain(source);
            assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0, 1L, 8.0, 2L, 7.0, 3L, 6.0));
        }
    }

    @Test
    void namesThatBecomeTheSameAreToldApart() throws IOException {
        write("plots/metrics/a b.tsv", "step\ta b\n0\t1\n");
        write("plots/metrics/a_b.tsv", "step\ta_b\n0\t2\n1\t3\n");
        write("plots/metrics/a_b_1.tsv", "step\ta_b_1\tplots/a_b_1\n0\t4\t5\n");
        assertThat(read().series())
                .isEqualTo(Map.of(
                        "a_b", Map.of(0L, 1.0),
                        "a_b_1", Map.of(0L, 2.0, 1L, 3.0),
                        "a_b_1_2", Map.of(0L, 4.0),
                        "a_b_1/plots/a_b_1", Map.of(0L, 5.0)));
    }

    @Test
    void aFolderWithoutTablesIsNone() throws IOException {
        assertThat(format.knows(Glance.at(dir))).isFalse();
        write("words.tsv", "word\tmeaning\na\tb\n");
        write("below/loss.tsv", "step\tloss\n0\t1\n");
        assertThat(format.knows(Glance.at(dir))).isFalse();
    }
}
