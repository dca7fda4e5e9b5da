package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {
    private static final String RUN_STARTED = "{\"event\":\"run_started\",\"time_ms\":1,\"schema\":2}\n";

    /** A folder with a file of this name is known as a whole. */
    private static final String SIGN = "whole.csv";

    @TempDir
    private Path dir;

    private final Formats formats = new Formats(
            List.of(
                    new TraindeckLog(),
                    new WholeFolder(),
                    new TinyLog("exact", ".csv"),
                    new TinyLog("other", ".jsonl")),
            List.of(new TinyLog("rounded", "")));

    private record WholeFolder() implements Format {
        @Override
        public String name() {
            return "whole";
        }

        @Override
        public boolean knows(Glance glance) {
            return glance.folder() && Files.exists(glance.path().resolve(SIGN));
        }

        @Override
        public EventSource open(Path path, Runnable restarted) {
            return new TinyLog("", "").open(path.resolve(SIGN), restarted);
        }
    }

    private Path file(String name, String... lines) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(
                file,
                "tiny\n"
                        + String.join(
                                "", Stream.of(lines).map(line -> line + "\n").toList()));
    }

    private LoggedRun found(Path path) throws IOException {
        return formats.find(path).orElseThrow();
    }

    private static List<Path> others(LoggedRun run) {
        return run.others().stream().map(LoggedRun::path).toList();
    }

    @Test
    void aFileIsOfTheFirstFormatThatKnowsIt() throws IOException {
        Path csv = file("a.csv", "step 1 loss=1");
        assertThat(found(csv).format()).isEqualTo("exact");
        assertThat(found(csv).name()).isEqualTo("a.csv");
        assertThat(found(file("a.txt")).format()).isEqualTo("rounded");
        assertThat(formats.find(Files.writeString(dir.resolve("b"), "nothing"))).isEmpty();
        assertThat(formats.names()).isEqualTo("traindeck, whole, exact, other, rounded");
    }

    @Test
    void aHugeFileIsKnownByItsFirstBytes() throws IOException {
        Path file = dir.resolve("huge");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(10_000_000_000L); // Takes no room on the disk.
        }
        assertThat(formats.find(file)).isEmpty();
    }

    @Test
    void whatIsNoFileIsSaidSo() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), dir.resolve("gone"));
        assertThatThrownBy(() -> formats.find(link)).hasMessageContaining("a link to what is not there");
        assertThatThrownBy(() -> formats.find(dir.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
        Path pipe = dir.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "skipped: no mkfifo");
        assertThatThrownBy(() -> formats.find(pipe)).hasMessageContaining("neither a regular file nor a folder");
    }

    @Test
    void ofAFolderTheExactLogIsTakenAndTheOthersAreNamed() throws IOException {
        Path exact = file("progress.csv", "step 1 loss=1");
        Path rounded = file("log.txt", "step 1 loss=1 a=1 b=1 c=1");
        file("notes.md", "step 1 loss=1");
        assertThat(found(dir).path()).isEqualTo(exact);
        assertThat(others(found(dir))).containsExactly(rounded);
        assertThat(found(dir).name()).isEqualTo(dir.getFileName().toString());
    }

    @Test
    void ofExactLogsTheOneWithMoreMetricsIsTaken() throws IOException {
        Path few = file("progress.csv", "step 1 loss=1", "step 2 loss=1");
        Path many = file("result.jsonl", "step 1 loss=1 acc=1");
        assertThat(found(dir).path()).isEqualTo(many);
        assertThat(others(found(dir))).containsExactly(few);
    }

    @Test
    void aLogThatTellsNothingComesLast() throws IOException {
        Path empty = file("progress.csv");
        Path rounded = file("train.log", "step 1 loss=1");
        assertThat(found(dir).path()).isEqualTo(rounded);
        Files.delete(rounded);
        assertThat(found(dir).path()).isEqualTo(empty);
    }

    @Test
    void ofSeveralRunsTheNewestIsTaken() throws IOException {
        Path older = file("version_0/metrics.csv", "step 1 loss=1 acc=1");
        Path newer = file("version_1/metrics.csv", "step 1 loss=1");
        Files.setLastModifiedTime(older, FileTime.fromMillis(1_000_000));
        assertThat(found(dir).path()).isEqualTo(newer);
        assertThat(others(found(dir))).containsExactly(older);
    }

    @Test
    void aFolderThatIsKnownAsAWholeIsReadSoUnlessALogInItIsRicher() throws IOException {
        Path sign = file("run/" + SIGN, "step 1 loss=1 acc=1");
        Path log = file("run/sub/result.jsonl", "step 1 loss=1 acc=1");
        LoggedRun whole = found(dir.resolve("run"));
        assertThat(whole.path()).isEqualTo(dir.resolve("run"));
        assertThat(whole.format()).isEqualTo("whole");
        assertThat(others(whole)).containsExactlyInAnyOrder(sign, log);
        assertThat(found(dir).path()).as("from above").isEqualTo(dir.resolve("run"));
        file("run/sub/result.jsonl", "step 1 loss=1 acc=1 lr=1");
        assertThat(found(dir.resolve("run")).path()).isEqualTo(log);
    }

    @Test
    void linksThatLeadInACircleOrNowhereAreHarmless() throws IOException {
        Path log = file("a/b/train.log", "step 1 loss=1");
        Files.createSymbolicLink(dir.resolve("a/b/up"), dir);
        Files.createSymbolicLink(dir.resolve("a/self"), dir.resolve("a/self"));
        Files.createSymbolicLink(dir.resolve("gone.log"), dir.resolve("nothing"));
        assertThat(found(dir).path()).isEqualTo(log);
        assertThat(others(found(dir))).isEmpty();
    }

    @Test
    void whatLiesDeepOrHiddenIsNotLookedFor() throws IOException {
        file("1/2/3/4/train.log", "step 1 loss=1");
        file(".venv/train.log", "step 1 loss=1");
        assertThat(formats.find(dir)).isEmpty();
        Path log = file("1/2/3/train.log", "step 1 loss=1");
        assertThat(found(dir).path()).isEqualTo(log);
    }

    @Test
    void aRunFolderIsOursWhateverElseLiesInIt() throws IOException {
        file(SIGN, "step 1 loss=1");
        Files.writeString(dir.resolve("events.jsonl"), RUN_STARTED);
        assertThat(found(dir).format()).isEqualTo("traindeck");
        assertThat(found(dir).folder()).isPresent();
        assertThat(others(found(dir))).isEmpty();
        assertThat(found(dir.resolve("events.jsonl")).folder()).isEmpty();
    }

    @Test
    void aFolderOfRunsIsNoRun() throws IOException {
        file("run/trainer.log", "step 1 loss=1");
        Files.writeString(dir.resolve("run/events.jsonl"), RUN_STARTED);
        assertThat(formats.find(dir)).isEmpty();
    }

    @Test
    void aSavedLogOfOursIsFoundInAFolder() throws IOException {
        Path log = Files.writeString(dir.resolve("saved.jsonl"), RUN_STARTED);
        assertThat(found(dir).path()).isEqualTo(log);
    }

    @Test
    void ourLogIsKnownWhateverItsNameAndHoweverItBegins() throws IOException {
        for (String text : List.of(
                RUN_STARTED,
                "\0\0\0 torn\n" + RUN_STARTED,
                "{\"time_ms\": 5, \"event\" : \"step\"}\n",
                RUN_STARTED.replace("2}", "2,\"facts\":{\"a\":\"" + "x".repeat(2 * Glance.HEAD) + "\"}}"))) {
            Path file = Files.writeString(dir.resolve("saved"), text);
            assertThat(formats.find(file).map(LoggedRun::format)).as(text).contains("traindeck");
        }
        for (String text : List.of(
                "",
                "{\"event\":\"step\",\"loss\":1}\n",
                "{\"event\":1,\"time_ms\":1}\n",
                "[1]\n",
                "say \"event\": \"x\", \"time_ms\": 1")) {
            Path file = Files.writeString(dir.resolve("saved"), text);
            assertThat(formats.find(file)).as(text).isEmpty();
        }
    }

    @Test
    void aRunThatHasJustBeenMadeIsKnown() throws IOException {
        Path events = Files.writeString(dir.resolve("events.jsonl"), "");
        assertThat(found(dir).format()).isEqualTo("traindeck");
        assertThat(found(events).format()).isEqualTo("traindeck");
        Files.delete(events);
        Path json = Files.writeString(dir.resolve("run.json"), "{\"schema\": 1}");
        assertThat(found(dir).format()).isEqualTo("traindeck");
        Files.writeString(json, "{\"command\": \"main\"}");
        assertThat(formats.find(dir)).isEmpty();
    }
}
