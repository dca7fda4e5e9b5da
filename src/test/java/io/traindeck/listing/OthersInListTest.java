package io.traindeck.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.state.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that other programs wrote, among the runs of a list. */
class OthersInListTest {
    @TempDir
    private Path dir;

    private final AtomicLong now = new AtomicLong(1_000_000);
    private RunList list;

    @AfterEach
    void close() {
        if (list != null) {
            list.close();
        }
    }

    private Path file(String name, String content) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        changed(file, now.get());
        return file;
    }

    private static void changed(Path file, long ms) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(ms));
    }

    private List<RunSummary> runs() {
        list = list == null ? new RunList(List.of(dir), now::get) : list;
        return list.refresh();
    }

    private RunSummary only() {
        List<RunSummary> runs = runs();
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    @Test
    void aTableIsARunInALine() throws IOException {
        Path file = file("exp/metrics.csv", "epoch,step,train_loss,val_loss\n1,10,2,1.5\n2,20,1,0.5\n3,30,0.5,0.75\n");
        RunSummary run = only();
        assertThat(run.name()).isEqualTo("exp");
        assertThat(run.path()).isEqualTo(file.toAbsolutePath());
        assertThat(run.run().format()).isEqualTo("CSV");
        assertThat(run.state()).isEqualTo(Status.RUNNING);
        assertThat(run.reached()).isEqualTo(new RunSummary.Reached(3, 0, 30));
        assertThat(run.best().metric()).isEqualTo("val_loss");
        assertThat(run.best().higher()).isFalse();
        assertThat(run.best().value()).isEqualTo(0.5);
        assertThat(run.best().text()).isEqualTo("0.500");
        assertThat(run.best().step()).isEqualTo(20);
        assertThat(run.trend()).isEqualTo(RunSummary.Trend.of(1.5, 0.5, 0.75));
        assertThat(run.about().startedMs()).as("the log has no times").isZero();
        assertThat(run.about().sinceMs()).isEqualTo(now.get());
    }

    @Test
    void jsonSaysNullForWhatNobodyKnows() throws IOException {
        file("exp/metrics.csv", "step,loss\n1,2\n2,1\n");
        JsonObject json = JsonParser.parseString(RunsJson.of(runs()))
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        assertThat(json.get("format").getAsString()).isEqualTo("CSV");
        assertThat(json.get("metric").getAsString()).isEqualTo("loss");
        assertThat(json.get("best").getAsDouble()).isEqualTo(1);
        assertThat(json.get("best_step").getAsLong()).isEqualTo(2);
        assertThat(json.get("best_val_acc").isJsonNull()).isTrue();
        assertThat(json.get("started_ms").isJsonNull()).isTrue();
        assertThat(json.get("state").getAsString()).isEqualTo("running");
    }

    @Test
    void aLogThatDoesNotGrowIsQuiet() throws IOException {
        Path file = file("exp/metrics.csv", "step,loss\n1,2\n2,1\n");
        assertThat(only().state()).isEqualTo(Status.RUNNING);
        now.addAndGet(300_000);
        assertThat(only().state()).isEqualTo(Status.QUIET);
        Files.writeString(file, "3,0.5\n", StandardOpenOption.APPEND);
        changed(file, now.get());
        assertThat(only().state()).isEqualTo(Status.RUNNING);
        assertThat(only().reached().step()).isEqualTo(3);
    }

    @Test
    void aTextThatTellsNoNumberIsNoRunUntilItDoes() throws IOException {
        Path file = file("train.log", "Loading the data.\n");
        assertThat(runs()).isEmpty();
        Files.writeString(file, "step 1 loss 2.5\nstep 2 loss 1.5\n", StandardOpenOption.APPEND);
        changed(file, now.addAndGet(1_000));
        assertThat(only().best().metric()).isEqualTo("loss");
    }

    /** Its name says that it will be a log. */
    @Test
    void aLogThatIsStillEmptyIsListed() throws IOException {
        file("exp/progress.csv", "");
        assertThat(only().name()).isEqualTo("exp");
        assertThat(only().best()).isEqualTo(RunSummary.Best.NONE);
    }

    @Test
    void aLogOfAnotherProgramThatIsCalledAsOursIsReadAsItIs() throws IOException {
        file("exp/events.jsonl", "{\"step\": 1, \"loss\": 2}\n{\"step\": 2, \"loss\": 1}\n");
        RunSummary run = only();
        assertThat(run.run().format()).isEqualTo("JSON lines");
        assertThat(run.best().value()).isEqualTo(1);
    }

    @Test
    void aLongLogIsReadOnFromWhereItWas() throws IOException {
        String rows = IntStream.rangeClosed(1, 40_000)
                .mapToObj(step -> step + "," + 1.0 / step)
                .collect(Collectors.joining("\n", "step,loss\n", "\n"));
        Path file = file("exp/metrics.csv", rows);
        assertThat(only().best().value()).isEqualTo(1.0 / 40_000);
        // What was read already is not looked at again.
        byte[] bytes = Files.readAllBytes(file);
        System.arraycopy("-9".getBytes(), 0, bytes, rows.indexOf("20000,") + "20000,".length(), 2);
        Files.write(file, bytes);
        Files.writeString(file, "40001,0.5\n", StandardOpenOption.APPEND);
        changed(file, now.addAndGet(1_000));
        assertThat(only().reached().step()).isEqualTo(40_001);
        assertThat(only().best().value()).isEqualTo(1.0 / 40_000);
    }

    /** Nobody knows its state, so a list of such runs could not be printed. */
    @Test
    void aLogThatCannotBeReadOnIsToldAndNotListed() throws IOException {
        String rows = IntStream.rangeClosed(1, 5_000)
                .mapToObj(step -> step + ",2")
                .collect(Collectors.joining("\n", "step,loss\n", "\n"));
        Path file = file("exp/progress.csv", rows);
        list = new RunList(List.of(dir), now::get);
        list.search(() -> {});
        list.readOn(0, Set.of());
        assertThat(list.isRead()).as("its beginning has been read").isFalse();
        Files.delete(file);
        Files.createDirectory(file);
        list.readOn(0, Set.of());
        assertThat(list.isRead()).isTrue();
        assertThat(list.faults()).containsOnlyKeys(file.getParent());
        assertThat(RunsJson.of(list.runs())).isEqualTo("[]");
    }

    @Test
    void severalFoldersAreListedWithTheirNames() throws IOException {
        file("a/exp/metrics.csv", "step,loss\n1,2\n");
        file("b/exp/metrics.csv", "step,loss\n1,2\n");
        list = new RunList(List.of(dir.resolve("a"), dir.resolve("b"), dir.resolve("none")), now::get);
        assertThat(runs())
                .extracting(RunSummary::name)
                .containsExactlyInAnyOrder(
                        dir.resolve("a/exp").toString(), dir.resolve("b/exp").toString());
    }

    @Test
    void thoseThatSomebodyLooksAtAreReadFirst() throws IOException {
        for (int i = 0; i < 200; i++) {
            changed(file("exp-" + i + "/metrics.csv", "step,loss\n1,2\n"), i);
        }
        list = new RunList(List.of(dir), now::get);
        list.search(() -> {});
        assertThat(list.runs()).hasSize(200).noneMatch(RunSummary::isRead);
        Path last = dir.resolve("exp-0");
        list.readOn(0, Set.of(last));
        assertThat(list.runs()).filteredOn(RunSummary::isRead).anyMatch(run -> run.place()
                .equals(last));
        assertThat(list.isRead()).isFalse();
    }

    @Test
    void noLogIsReadByTwoThreadsAtOnce() throws IOException {
        Set<Path> all = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            all.add(file("exp-" + i + "/metrics.csv", "step,loss\n1,2\n").getParent());
        }
        for (int round = 0; round < 30; round++) {
            try (RunList again = new RunList(List.of(dir), now::get)) {
                again.search(() -> {});
                while (!again.isRead()) {
                    again.readOn(1_000_000, all);
                }
                assertThat(again.runs()).hasSize(60).allMatch(RunSummary::isRead);
            }
        }
    }

    @Test
    void theNewestOfThemIsFoundWhereNoneIsOurs() throws IOException {
        changed(file("a/metrics.csv", "step,loss\n1,2\n"), 1_000);
        changed(file("b/metrics.csv", "step,loss\n1,2\n"), 3_000);
        changed(file("c/metrics.csv", "step,loss\n1,2\n"), 2_000);
        assertThat(NewestRun.in(List.of(dir)).orElseThrow().name()).isEqualTo("b");
    }
}
