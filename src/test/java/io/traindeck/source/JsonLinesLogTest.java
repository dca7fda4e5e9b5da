package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as they are written by the programs whose logs are read. */
class JsonLinesLogTest {
    @TempDir
    private Path folder;

    private long unreadable;

    private Collected read(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("metrics.json"), lines);
        assertThat(new JsonLinesLog().knows(Glance.at(file))).isTrue();
        return readAnything(file);
    }

    private Collected readAnything(Path file) throws IOException {
        try (EventSource source = new JsonLinesLog().open(file, () -> {})) {
            Collected all = Collected.allOf(source);
            unreadable = source.unreadable();
            return all;
        }
    }

    @Test
    void detectronCountsIterations() throws IOException {
        Collected log = read(
                """
                {"data_time": 0.25, "eta_seconds": 7.5, "iteration": 19, "loss_cls": 1.5, "rpn/num_pos_anchors": 6.25}
                {"data_time": 0.125, "eta_seconds": 0.0, "iteration": 39, "loss_cls": 0.5, "rpn/num_pos_anchors": 7.0}
                {"bbox/AP": 31.5, "bbox/AP-roof": NaN, "iteration": 39}
                """);
        assertThat(log.series("loss_cls")).isEqualTo(Map.of(19L, 1.5, 39L, 0.5));
        assertThat(log.series("bbox/AP")).isEqualTo(Map.of(39L, 31.5));
        assertThat(log.series("bbox/AP-roof")).isEqualTo(Map.of(39L, Double.NaN));
        assertThat(log.series()).doesNotContainKey("iteration");
        assertThat(unreadable).isZero();
    }

    @Test
    void theIterationsOfMmcvRiseOverTheRunAndItsValidationsStandAtTheEndOfTheirEpochs() throws IOException {
        Collected log = read(
                """
                {"env_info": "sys.platform: linux\\nGPU 0: A", "config": "model = dict()", "seed": null, "exp_name": "x.py"}
                {"mode": "train", "epoch": 1, "iter": 50, "lr": 0.01, "memory": 4000, "time": 0.5, "loss": 3.0}
                {"mode": "train", "epoch": 1, "iter": 100, "lr": 0.02, "memory": 4000, "time": 0.5, "loss": 2.0}
                {"mode": "val", "epoch": 1, "iter": 625, "lr": 0.02, "bbox_mAP": 0.25, "loss": 2.5}
                {"mode": "train", "epoch": 2, "iter": 50, "lr": 0.02, "memory": 4000, "time": 0.5, "loss": 1.0}
                {"mode": "train", "epoch": 2, "iter": 100, "lr": 0.02, "memory": 4000, "time": 0.5, "loss": 0.5}
                {"mode": "val", "epoch": 2, "iter": 120, "lr": 0.02, "bbox_mAP": 0.5, "loss": 2.0}
                """);
        assertThat(log.series("loss")).isEqualTo(Map.of(50L, 3.0, 100L, 2.0, 150L, 1.0, 200L, 0.5));
        assertThat(log.series("bbox_mAP")).isEqualTo(Map.of(100L, 0.25, 220L, 0.5));
        assertThat(log.series("val/loss")).isEqualTo(Map.of(100L, 2.5, 220L, 2.0));
        assertThat(log.series("time")).hasSize(4);
        assertThat(log.measured())
                .extracting(Measured::kind)
                .containsExactly(Kind.STEP, Kind.STEP, Kind.VALIDATION, Kind.STEP, Kind.STEP, Kind.VALIDATION);
        assertThat(log.measured()).extracting(Measured::epoch).containsExactly(1.0, 1.0, 1.0, 2.0, 2.0, 2.0);
        assertThat(log.facts()).containsEntry("exp_name", "x.py").containsKey("config");
    }

    @Test
    void aRunOfMmcvThatIsTakenUpAgainReplacesItsSteps() throws IOException {
        Collected log = read(
                """
                {"mode": "train", "epoch": 1, "iter": 10, "loss": 9.0}
                {"mode": "train", "epoch": 1, "iter": 20, "loss": 8.0}
                {"mode": "train", "epoch": 2, "iter": 10, "loss": 7.0}
                {"mode": "train", "epoch": 2, "iter": 20, "loss": 6.0}
                {"mode": "train", "epoch": 3, "iter": 10, "loss": 5.0}
                {"mode": "train", "epoch": 2, "iter": 10, "loss": 4.0}
                {"mode": "train", "epoch": 2, "iter": 20, "loss": 3.0}
                {"mode": "train", "epoch": 3, "iter": 10, "loss": 2.0}
                """);
        assertThat(log.series("loss")).isEqualTo(Map.of(10L, 9.0, 20L, 8.0, 30L, 4.0, 40L, 3.0, 50L, 2.0));
    }

    @Test
    void validationsOfMmengineSayTheEpochForAStep() throws IOException {
        Collected log = read(
                """
                {"lr": 0.1, "data_time": 0.5, "loss": 3.0, "time": 0.25, "epoch": 1, "iter": 96, "memory": 10, "step": 96}
                {"accuracy/top1": 25.0, "data_time": 0.125, "time": 0.0625, "step": 1}
                {"lr": 0.1, "data_time": 0.5, "loss": 2.0, "time": 0.25, "epoch": 2, "iter": 192, "memory": 10, "step": 192}
                {"accuracy/top1": 50.0, "data_time": 0.125, "time": 0.0625, "step": 2}
                """);
        assertThat(log.series("accuracy/top1")).isEqualTo(Map.of(96L, 25.0, 192L, 50.0));
        assertThat(log.series("time")).isEqualTo(Map.of(96L, 0.25, 192L, 0.25));
        assertThat(log.series("val/time")).isEqualTo(Map.of(96L, 0.0625, 192L, 0.0625));
        assertThat(log.series()).doesNotContainKeys("iter", "step", "epoch");
        assertThat(log.measured())
                .extracting(Measured::kind)
                .containsExactly(Kind.STEP, Kind.VALIDATION, Kind.STEP, Kind.VALIDATION);
    }

    @Test
    void recordsOfStyleganHaveNoStepAndMeansForMetrics() throws IOException {
        Collected log = read(
                """
                {"Loss/G/loss": {"num": 32, "mean": 3.5, "std": 0.5}, "timestamp": 1714471563.5}
                {"Loss/G/loss": {"num": 32, "mean": 2.5, "std": 0.25}, "timestamp": 1714471573.5}
                """);
        assertThat(log.series().keySet()).containsExactly("Loss/G/loss");
        assertThat(log.series("Loss/G/loss").values()).containsExactly(3.5, 2.5);
        assertThat(log.measured()).extracting(Measured::timeMs).containsExactly(1_714_471_563_500L, 1_714_471_573_500L);
    }

    @Test
    void settingsThatRllibRepeatsInEachRecordAreFacts() throws IOException {
        Collected log = read(
                """
                {"episode_reward_mean": NaN, "info": {"lr": 0.5, "n": 9}, "hist_stats": {"reward": []}, "done": false, \
                "config": {"lr": 0.0005, "env": "Pong"}, "training_iteration": 1, "timesteps_total": 500, "pid": 7}
                {"episode_reward_mean": -Infinity, "info": {"lr": 0.25, "n": 9}, "hist_stats": {"reward": [1, 2]}, \
                "done": true, "config": {"lr": 0.0005, "env": "Pong"}, "training_iteration": 2, "timesteps_total": 900, "pid": 7}
                """);
        assertThat(log.series("episode_reward_mean")).isEqualTo(Map.of(1L, Double.NaN, 2L, Double.NEGATIVE_INFINITY));
        assertThat(log.series("info/lr")).isEqualTo(Map.of(1L, 0.5, 2L, 0.25));
        assertThat(log.series().keySet())
                .containsExactly("episode_reward_mean", "info/lr", "info/n", "timesteps_total");
        assertThat(log.facts()).containsEntry("config/lr", "0.0005").containsEntry("config/env", "Pong");
        assertThat(unreadable).isZero();
    }

    @Test
    void theTotalOfStepsIsThePlanAndWordsThatChangeAreNoFacts() throws IOException {
        Collected log = read(
                """
                {"current_steps": 10, "total_steps": 30, "loss": 2.5, "epoch": 0.5, "elapsed_time": "0:00:24", "host": "a"}
                {"current_steps": 20, "total_steps": 30, "loss": 1.5, "epoch": 1.0, "elapsed_time": "0:00:47", "host": "a"}
                {"current_steps": 30, "total_steps": 30, "loss": 0.5, "epoch": 1.5, "elapsed_time": "0:01:11", "host": "a"}
                {"current_steps": 30, "total_steps": 30, "epoch": 1.5, "elapsed_time": "0:01:11", "host": "a"}
                """);
        assertThat(log.about().plan()).isEqualTo(Plan.of(30, 0, 0));
        assertThat(log.series().keySet()).containsExactly("loss");
        assertThat(log.series("loss")).isEqualTo(Map.of(10L, 2.5, 20L, 1.5, 30L, 0.5));
        assertThat(log.facts()).isEqualTo(Map.of("host", "a"));
    }

    @Test
    void dlloggerKeepsItsFiguresInAnEnvelope() throws IOException {
        Collected log = read(
                """
                DLLL {"timestamp": "1594037158.25", "elapsedtime": "0", "type": "METADATA", "metric": "loss", "metadata": {"unit": "s"}}
                DLLL {"timestamp": "1594037158.25", "elapsedtime": "0", "type": "LOG", "step": "PARAMETER", "data": {"epochs": 2, "amp": true}}
                DLLL {"timestamp": "1594037159.25", "elapsedtime": "1", "type": "LOG", "step": [1, 1, 2], "data": {"loss": 4.0}}
                DLLL {"timestamp": "1594037160.25", "elapsedtime": "2", "type": "LOG", "step": [1, 2, 2], "data": {"loss": 3.0}}
                DLLL {"timestamp": "1594037161.25", "elapsedtime": "3", "type": "LOG", "step": [1], "data": {"val_loss": 3.5}}
                not one of its lines
                DLLL {"timestamp": "1594037162.25", "elapsedtime": "4", "type": "LOG", "step": [2, 1, 2], "data": {"loss": 2.0}}
                DLLL {"timestamp": "1594037163.25", "elapsedtime": "5", "type": "LOG", "step": [], "data": {"best": 2.0}}
                """);
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 4.0, 2L, 3.0, 3L, 2.0));
        assertThat(log.series("val_loss")).isEqualTo(Map.of(2L, 3.5));
        assertThat(log.series("best")).isEqualTo(Map.of(3L, 2.0));
        assertThat(log.series()).hasSize(3);
        assertThat(log.facts()).isEqualTo(Map.of("epochs", "2", "amp", "true"));
        assertThat(log.about().plan().epochs()).isEqualTo(2);
        assertThat(log.measured().get(0).timeMs()).isEqualTo(1_594_037_159_250L);
        assertThat(unreadable).isEqualTo(1);
    }

    @Test
    void fairseqPutsItsNumbersInQuotes() throws IOException {
        Collected log = read(
                """
                {"epoch": 1, "update": 0.5, "loss": "7.25", "ppl": "130.5", "num_updates": "100", "lr": "1e-05", "wall": "20"}
                {"epoch": 1, "update": 0.9, "loss": "6.25", "ppl": "90.5", "num_updates": "200", "lr": "2e-05", "wall": "40"}
                {"epoch": 1, "update": 1.0, "loss": "5.25", "ppl": "NaN", "num_updates": "300", "lr": "2e-05", "wall": "60"}
                """);
        assertThat(log.series("loss")).isEqualTo(Map.of(100L, 7.25, 200L, 6.25, 300L, 5.25));
        assertThat(log.series("ppl")).isEqualTo(Map.of(100L, 130.5, 200L, 90.5, 300L, Double.NaN));
    }

    @Test
    void whatPythonPrintsIsReadAsJsonIs() throws IOException {
        Collected log = read(
                """
                {'loss': 2.5, 'grad_norm': nan, 'learning_rate': 1e-05, 'epoch': 0.5}
                {'loss': inf, 'grad_norm': 0.25, 'learning_rate': 1e-06, 'epoch': 1.0}
                """);
        assertThat(log.series("loss").values()).containsExactly(2.5, Double.POSITIVE_INFINITY);
        assertThat(log.series("grad_norm").values()).containsExactly(Double.NaN, 0.25);
    }

    @Test
    void aSummaryThatRepeatsTheLastStepIsNoPoint() throws IOException {
        Collected log = read(
                """
                {"loss": 2.0, "epoch": 0.5, "step": 5}
                {"eval_loss": 1.5, "eval_runtime": 3.0, "epoch": 1.0, "step": 10}
                {"train_runtime": 60.5, "train_loss": 1.75, "total_flos": 2.4e18, "epoch": 1.0, "step": 10}
                """);
        assertThat(log.series().keySet()).containsExactly("loss", "eval_loss", "eval_runtime");
        assertThat(log.measured()).extracting(Measured::kind).containsExactly(Kind.STEP, Kind.VALIDATION);
        assertThat(log.facts()).containsEntry("train_loss", "1.75").containsEntry("total_flos", "2.4e18");
    }

    @Test
    void epochsAreStepsWhereNothingElseCounts() throws IOException {
        Collected log = read(
                """
                {"epoch": 1, "loss": 2.0}
                {"epoch": 1, "val_acc": 0.5}
                {"epoch": 2, "loss": 1.0}
                """);
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 2.0, 2L, 1.0));
        assertThat(log.measured()).extracting(Measured::kind).containsExactly(Kind.EPOCH, Kind.VALIDATION, Kind.EPOCH);
    }

    @Test
    void severalRecordsInAnEpochLoseNothing() throws IOException {
        Collected log = read("{\"epoch\": 1, \"loss\": 3.0}\n".repeat(3) + "{\"epoch\": 2, \"loss\": 1.0}\n");
        assertThat(log.series("loss").values()).containsExactly(3.0, 3.0, 3.0, 1.0);
    }

    @Test
    void epochsStandAtTheLastStepWhereStepsAreCounted() throws IOException {
        Collected log = read(
                """
                {"step": 100, "loss": 2.0}
                {"epoch": 1, "val_loss": 2.5}
                {"step": 200, "loss": 1.0}
                {"epoch": 2, "val_loss": 1.5}
                """);
        assertThat(log.series("val_loss")).isEqualTo(Map.of(100L, 2.5, 200L, 1.5));
    }

    @Test
    void aFirstRecordWithoutACounterIsARowWhereNoneHasOne() throws IOException {
        Collected rows = read("{\"phase\": \"train\", \"loss\": 2.0}\n{\"phase\": \"train\", \"loss\": 1.0}\n");
        assertThat(rows.series("loss").values()).containsExactly(2.0, 1.0);
        Collected described = read("{\"model\": \"gpt\", \"lr\": 0.1}\n{\"step\": 1, \"loss\": 1.0}\n");
        assertThat(described.facts()).isEqualTo(Map.of("model", "gpt", "lr", "0.1"));
        assertThat(described.series().keySet()).containsExactly("loss");
    }

    @Test
    void oddValuesAreNoMetrics() throws IOException {
        Collected log = read(
                """
                {"step": 1, "ok": true, "none": null, "list": [1, 2], "text": "1.5", "deep": {"a b": {"c": 1e3}}, "word": "-Infinity"}
                {"step": 2, "picture": {"_type": "image-file", "width": 28}, "big": 12345678901234567890, "loss": -0.0, "loss": 2}
                """);
        assertThat(log.series().keySet()).containsExactly("deep/a_b/c", "word", "big", "loss");
        assertThat(log.series("big")).isEqualTo(Map.of(2L, 12345678901234567890.0));
        assertThat(log.series("loss")).isEqualTo(Map.of(2L, 2.0));
    }

    @Test
    void timesAreTakenWhereTheyArePlausible() throws IOException {
        Collected log = read(
                """
                {"step": 1, "loss": 1.0, "time": 0.25, "created_at": "2026-11-25T18:00:06.5+01:00"}
                {"step": 2, "loss": 1.0, "time": 0.25, "created_at": "2026-11-25T18:00:07.5+01:00"}
                {"step": 3, "loss": 1.0, "time": 0.25, "created_at": "2026-11-25T18:00:08.5+01:00"}
                {"step": 4, "loss": 1.0, "wall_time": 1580910501250}
                """);
        assertThat(log.series().keySet()).containsExactly("loss", "time");
        assertThat(log.measured())
                .extracting(Measured::timeMs)
                .containsExactly(1_795_626_006_500L, 1_795_626_007_500L, 1_795_626_008_500L, 1_580_910_501_250L);
    }

    @Test
    void linesThatAreNoObjectsAreCounted() throws IOException {
        Path file = Files.writeString(
                folder.resolve("log.jsonl"),
                "\ufeff{\"step\": 1, \"loss\": 1}\r\n\r\n{\"step\": 2, \"lo{\"step\": 3, \"loss\": 3}\r\nWARNING: slow\r\n"
                        + "[1]\r\n{\"step\": 4, \"loss\": 4}x\r\n" + "x".repeat(2 << 20)
                        + "\r\n{\"step\": 5, \"loss\": 5}");
        Collected log = readAnything(file);
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 1.0, 5L, 5.0));
        assertThat(unreadable).isEqualTo(5);
    }
}
