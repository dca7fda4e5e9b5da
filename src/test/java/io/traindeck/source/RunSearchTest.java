package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.traindeck.source.RunPlace.Sign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSearchTest {
    private static final String EVENT = "{\"event\":\"run_started\",\"time_ms\":1,\"schema\":2}\n";

    @TempDir
    private Path root;

    private void file(String name) throws IOException {
        file(name, "");
    }

    private void file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static List<RunPlace> search(Path folder) {
        RunSearch search = new RunSearch(folder);
        assertThat(search.goOn(Long.MAX_VALUE)).isFalse();
        assertThat(search.isCut()).isFalse();
        return search.places();
    }

    private List<String> found() {
        return search(root).stream().map(RunPlace::name).toList();
    }

    @Test
    void aMissingFolderHoldsNoRuns() {
        assertThat(search(root.resolve("missing"))).isEmpty();
    }

    @Test
    void ourRunsAreFoundAndNotEntered() throws IOException {
        file("a/events.jsonl", EVENT);
        file("a/trainer.log");
        file("deep/below/b/events.jsonl", EVENT);
        file("new/run.json", "{\"schema\": 1, \"run\": \"new\"}");
        file("other/run.json", "{}");
        assertThat(search(root))
                .extracting(RunPlace::sign, RunPlace::name)
                .containsExactlyInAnyOrder(
                        tuple(Sign.OURS, "a"), tuple(Sign.OURS, "deep/below/b"), tuple(Sign.OURS, "new"));
    }

    @Test
    void aFolderThatIsARunIsFoundAsOne() throws IOException {
        file("a/events.jsonl", EVENT);
        assertThat(search(root.resolve("a"))).extracting(RunPlace::name).containsExactly("a");
    }

    @Test
    void aFolderWithALogThatOnlyLogsAreCalledIsOneRunWithAllThatIsInIt() throws IOException {
        file("ppo/progress.csv");
        file("ppo/log.txt");
        file("ppo/eval/progress.csv");
        file("lightning_logs/version_0/metrics.csv");
        file("lightning_logs/version_1/metrics.csv");
        file("lightning_logs/version_1/hparams.yaml");
        file("tb/run/events.out.tfevents.1.host");
        file("wandb/run-20250101_101010-abc/run-abc.wandb");
        assertThat(found())
                .containsExactlyInAnyOrder(
                        "ppo",
                        "lightning_logs/version_0",
                        "lightning_logs/version_1",
                        "tb/run",
                        "wandb/run-20250101_101010-abc");
    }

    @Test
    void partsOfARunAreNoRuns() throws IOException {
        file("keras/train/events.out.tfevents.1.host");
        file("keras/validation/events.out.tfevents.2.host");
        file("mlruns/0/meta.yaml");
        file("mlruns/0/c0ffee/meta.yaml");
        file("mlruns/0/c0ffee/metrics/loss", "1 0.5 0\n");
        file("bert/checkpoint-500/trainer_state.json", "{\"log_history\": []}");
        file("bert/checkpoint-1000/trainer_state.json", "{\"log_history\": []}");
        file("dvc/plots/metrics/loss.tsv", "step\tloss\n0\t1\n");
        assertThat(found()).containsExactlyInAnyOrder("keras", "mlruns/0/c0ffee", "bert", "dvc");
    }

    @Test
    void severalLogsOfOneKindAreRunsOfTheirOwn() throws IOException {
        file("slurm/slurm-1.out");
        file("slurm/slurm-2.out");
        file("nohup.out");
        assertThat(found()).containsExactlyInAnyOrder("nohup.out", "slurm/slurm-1.out", "slurm/slurm-2.out");
    }

    /** MMEngine keeps its text in a folder, and its records in a folder below that. */
    @Test
    void aSingleLogAndAnotherBelowItAreOneRun() throws IOException {
        file("work/20250101_101010/20250101_101010.log");
        file("work/20250101_101010/vis_data/scalars.json");
        file("alone/train.log");
        assertThat(found()).containsExactlyInAnyOrder("work/20250101_101010", "alone");
    }

    @Test
    void theFilesRightInTheFolderThatWasNamedAreRunsEach() throws IOException {
        file("metrics.csv");
        file("results.csv");
        assertThat(found()).containsExactlyInAnyOrder("metrics.csv", "results.csv");
    }

    @Test
    void whatIsHiddenOrLeadsNowhereIsPassedOver() throws IOException {
        file(".git/a/events.jsonl", EVENT);
        file(".hidden/metrics.csv");
        Files.createSymbolicLink(root.resolve("dangling"), root.resolve("nowhere"));
        assertThat(found()).isEmpty();
    }

    @Test
    void linksLeadToARunOnceAndInNoCircle() throws IOException {
        file("runs/seven/events.jsonl", EVENT);
        Files.createSymbolicLink(root.resolve("runs/latest"), root.resolve("runs/seven"));
        Files.createSymbolicLink(root.resolve("runs/again"), root);
        assertThat(found()).containsExactly("runs/seven");
    }

    @Test
    void aDeepTreeIsNotSearchedToItsEnd() throws IOException {
        file("1/2/3/4/5/events.jsonl", EVENT);
        file("1/2/3/4/5x/6/7/events.jsonl", EVENT);
        assertThat(found()).containsExactly("1/2/3/4/5");
    }

    @Test
    void aDataSetIsNoRun() throws IOException {
        file("data/train.csv", "age,income\n31,2\n32,3\n");
        file("data/train.jsonl", "{\"text\": \"a\", \"label\": 1}\n");
        file("own/mine.csv", "epoch,loss\n1,0.5\n2,0.25\n");
        file("own/mine.jsonl", "{\"step\": 1, \"loss\": 0.5}\n");
        List<String> runs = search(root).stream()
                .filter(RunSearchTest::isRun)
                .map(RunPlace::name)
                .toList();
        assertThat(runs).containsExactlyInAnyOrder("own/mine.csv", "own/mine.jsonl");
    }

    private static boolean isRun(RunPlace place) {
        try {
            return place.find(Formats.all()).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatHasBeenFoundIsThereBeforeTheSearchIsOver() throws IOException {
        for (int i = 0; i < 200; i++) {
            file("run-" + i + "/events.jsonl", EVENT);
        }
        RunSearch search = new RunSearch(root);
        assertThat(search.goOn(0)).isTrue();
        assertThat(search.places()).hasSizeBetween(1, 199);
        while (search.goOn(0)) {
            assertThat(search.places()).hasSizeLessThanOrEqualTo(200);
        }
        assertThat(search.places()).hasSize(200);
    }
}
