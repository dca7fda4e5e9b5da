package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Goal;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents as they are written by the programs whose logs are read. */
class JsonFileLogTest {
    private static final String STATE =
            """
            {
              "best_metric": 0.25,
              "epoch": 2.0,
              "global_step": %d,
              "log_history": [
                {"epoch": 0.5, "grad_norm": NaN, "learning_rate": 1e-05, "loss": 2.5, "step": 5},
                {"epoch": 1.0, "eval_loss": 2.25, "eval_runtime": 3.5, "step": 10},
                {"epoch": 1.5, "grad_norm": 1.5, "learning_rate": 5e-06, "loss": 1.5, "step": 15},
                {"epoch": 2.0, "step": 20, "total_flos": 2.4e+18, "train_loss": 2.0, "train_runtime": 60.5}
              ],
              "max_steps": 20,
              "num_train_epochs": 2,
              "stateful_callbacks": {"TrainerControl": {"args": {"should_log": false}}},
              "total_flos": 2.4e+18,
              "trial_name": null
            }
            """;

    @TempDir
    private Path folder;

    private Collected read(String name, String document) throws IOException {
        return read(Files.writeString(folder.resolve(name), document));
    }

    private static Collected read(Path path) throws IOException {
        assertThat(new JsonFileLog().knows(Glance.at(path))).isTrue();
        try (EventSource source = new JsonFileLog().open(path, () -> {})) {
            Collected all = Collected.allOf(source);
            assertThat(source.unreadable()).isZero();
            return all;
        }
    }

    @Test
    void theHistoryOfHuggingFacesTrainerIsReadWithoutItsSummary() throws IOException {
        Collected log = read("trainer_state.json", STATE.formatted(20));
        assertThat(log.series("loss")).isEqualTo(Map.of(5L, 2.5, 15L, 1.5));
        assertThat(log.series("eval_loss")).isEqualTo(Map.of(10L, 2.25));
        assertThat(log.series("grad_norm")).isEqualTo(Map.of(5L, Double.NaN, 15L, 1.5));
        assertThat(log.series().keySet())
                .containsExactly("grad_norm", "learning_rate", "loss", "eval_loss", "eval_runtime");
        assertThat(log.measured()).extracting(Measured::kind).containsExactly(Kind.STEP, Kind.VALIDATION, Kind.STEP);
        assertThat(log.measured()).extracting(Measured::epoch).containsExactly(0.5, 1.0, 1.5);
        assertThat(log.about().plan()).isEqualTo(Plan.of(20, 2, 0));
        assertThat(log.facts())
                .containsEntry("best_metric", "0.25")
                .containsEntry("train_loss", "2.0")
                .doesNotContainKeys("trial_name", "stateful_callbacks/TrainerControl/args/should_log");
    }

    @Test
    void theGoalOfHuggingFacesTrainerIsTakenWhereItIsNamed() throws IOException {
        Collected log = read(
                "trainer_state.json",
                "{\"log_history\": [], \"metric_for_best_model\": \"f1\", \"greater_is_better\": true}");
        assertThat(log.about().goal()).isEqualTo(new Goal("eval_f1", Goal.Better.HIGHER));
    }

    @Test
    void theListsInCatBoostsRecordsHaveTheNamesThatStandBeforeThem() throws IOException {
        Collected log = read(
                "catboost_training.json",
                """
                {
                "meta":{"test_sets":["test"],"test_metrics":[{"best_value":"Min","name":"RMSE"}],
                "learn_metrics":[{"best_value":"Min","name":"RMSE"},{"best_value":"Max","name":"R2"}],"iteration_count":9},
                "iterations":[
                {"learn":[2.5,0.25],"iteration":0,"passed_time":0.5,"remaining_time":4,"test":[2.75]},
                {"learn":[1.5,0.5],"iteration":1,"passed_time":1,"remaining_time":3.5,"test":[1.75]}
                ]}""");
        assertThat(log.series().keySet())
                .containsExactly("learn/RMSE", "learn/R2", "passed_time", "remaining_time", "test/RMSE");
        assertThat(log.series("learn/R2")).isEqualTo(Map.of(0L, 0.25, 1L, 0.5));
        assertThat(log.series("test/RMSE")).isEqualTo(Map.of(0L, 2.75, 1L, 1.75));
    }

    @Test
    void ofAnOutputFolderTheNewestStateIsReadWhereverItLies() throws IOException {
        for (int step : new int[] {9, 10, 20}) {
            Path checkpoint = Files.createDirectory(folder.resolve("checkpoint-" + step));
            String history = "{\"log_history\": [{\"loss\": %d.5, \"step\": %d}]}".formatted(step, step);
            Files.writeString(checkpoint.resolve("trainer_state.json"), history);
        }
        Files.createDirectory(folder.resolve("checkpoint-99"));
        assertThat(read(folder).series("loss")).isEqualTo(Map.of(20L, 20.5));
        Files.writeString(folder.resolve("trainer_state.json"), STATE.formatted(15));
        assertThat(read(folder).series("loss")).isEqualTo(Map.of(20L, 20.5));
        Files.writeString(folder.resolve("trainer_state.json"), STATE.formatted(20));
        assertThat(read(folder).series("loss")).hasSize(2);
    }

    @Test
    void aNewCheckpointBringsWhatIsNewInIt() throws IOException {
        String first = "{\"log_history\": [{\"loss\": 2.5, \"step\": 5}]}";
        String second = "{\"log_history\": [{\"loss\": 2.5, \"step\": 5}, {\"loss\": 1.5, \"step\": 10}]}";
        Files.writeString(Files.createDirectory(folder.resolve("checkpoint-5")).resolve("trainer_state.json"), first);
        try (EventSource source = new JsonFileLog().open(folder, () -> {
            throw new AssertionError("it is the same run");
        })) {
            Collected log = Collected.allOf(source);
            Files.writeString(
                    Files.createDirectory(folder.resolve("checkpoint-10")).resolve("trainer_state.json"), second);
            log.drain(source);
            assertThat(log.measured()).extracting(Measured::step).containsExactly(5L, 10L);
        }
    }

    @Test
    void aListOfRecordsIsALogWhateverItsExtension() throws IOException {
        Collected log = read(
                "log.json12000",
                """
                [
                    {
                        "gen/loss": 0.5,
                        "epoch": 1,
                        "iteration": 1200
                    },
                    {
                        "gen/loss": NaN,
                        "epoch": 2,
                        "iteration": 2400
                    }
                ]""");
        assertThat(log.series("gen/loss")).isEqualTo(Map.of(1200L, 0.5, 2400L, Double.NaN));
        assertThat(log.measured()).extracting(Measured::epoch).containsExactly(1.0, 2.0);
    }

    @Test
    void theHistoryOfKerasIsAnObjectOfLists() throws IOException {
        Collected log = read("history.json", "{\"loss\": [3, 2.5, NaN], \"val_loss\": [4.0, null, 2.0], \"lr\": []}");
        assertThat(log.series("loss").values()).containsExactly(3.0, 2.5, Double.NaN);
        assertThat(log.series("val_loss").values()).containsExactly(4.0, 2.0);
        assertThat(log.series("val_loss").keySet())
                .isSubsetOf(log.series("loss").keySet());
        assertThat(log.series()).hasSize(2);
    }

    @Test
    void listsOfDifferentObjectsHaveTheirOwnSteps() throws IOException {
        Collected log = read(
                "curves.json",
                """
                {"train": {"step": [10, 20, 30], "loss": [3, 2, 1]}, "val": {"step": [15, 30], "loss": [5, 4]}, "name": "a"}
                """);
        assertThat(log.series("train/loss")).isEqualTo(Map.of(10L, 3.0, 20L, 2.0, 30L, 1.0));
        assertThat(log.series("val/loss")).isEqualTo(Map.of(15L, 5.0, 30L, 4.0));
        assertThat(log.measured()).extracting(Measured::step).containsExactly(10L, 15L, 20L, 30L, 30L);
        assertThat(log.facts()).isEqualTo(Map.of("name", "a"));
    }

    @Test
    void sacredGivesEachMetricItsStepsAndTimes() throws IOException {
        Collected log = read(
                "metrics.json",
                """
                {
                  "test.accuracy": {"steps": [100], "timestamps": ["2026-11-25T17:00:09.5+00:00"], "values": [0.5]},
                  "training.loss": {
                    "steps": [50, 100, 150],
                    "timestamps": ["2026-11-25T17:00:01+00:00", "2026-11-25T17:00:02+00:00", "2026-11-25T17:00:03+00:00"],
                    "values": [3.5, Infinity, 1.5]
                  }
                }
                """);
        assertThat(log.series("training.loss")).isEqualTo(Map.of(50L, 3.5, 100L, Double.POSITIVE_INFINITY, 150L, 1.5));
        assertThat(log.series("test.accuracy")).isEqualTo(Map.of(100L, 0.5));
        assertThat(log.series()).hasSize(2);
        assertThat(log.measured().get(0).timeMs()).isEqualTo(1_795_626_001_000L);
    }

    @Test
    void dlloggerKeepsAListOfStepsForEachEpoch() throws IOException {
        Collected log = read(
                "nvlog.json",
                """
                {
                    "run": {
                        "cpu_info": {"num": 64, "name": "CPU"},
                        "args": {"epochs": 10, "anneal_steps": ["500", "1000"], "betas": [0.5, 0.9]},
                        "run_start": null
                    },
                    "epoch": {"x": [0, 1], "val_loss": [1.5, 1.25], "seconds": [60.5, 61.5]},
                    "iter": {"x": [[0, 1, 2], [0, 1], []], "loss": [[3.0, 2.5, 2.25], [2.0, 1.75], []]},
                    "event": {}
                }""");
        assertThat(log.series("loss").values()).containsExactly(3.0, 2.5, 2.25, 2.0, 1.75);
        assertThat(log.series("val_loss")).hasSize(2);
        assertThat(log.series().keySet()).containsExactlyInAnyOrder("loss", "val_loss", "seconds");
        assertThat(log.measured())
                .extracting(Measured::kind)
                .containsExactly(Kind.STEP, Kind.STEP, Kind.STEP, Kind.EPOCH, Kind.STEP, Kind.STEP, Kind.EPOCH);
        assertThat(log.measured()).extracting(Measured::step).isSorted();
        assertThat(log.about().plan().epochs()).isEqualTo(10);
        assertThat(log.facts()).containsEntry("run/cpu_info/name", "CPU");
    }
}
