package io.traindeck.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Status;
import io.traindeck.testing.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that another program writes, and the changes of its file while it is watched. */
class OthersLogTest {
    @TempDir
    private Path dir;

    private final Changes changes = new Changes();
    private Path log;

    @BeforeEach
    void name() {
        log = dir.resolve("stats.jsonl");
    }

    private void append(int from, int to) throws IOException {
        Files.write(
                log,
                IntStream.rangeClosed(from, to)
                        .mapToObj(step -> "{\"step\": " + step + ", \"loss\": " + 1.0 / step + "}")
                        .toList(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private RunFollower follow(LoggedRun run) {
        return new RunFollower(run, null, changes);
    }

    private RunFollower follow() throws IOException {
        return follow(Formats.all().find(log).orElseThrow());
    }

    private Observed await(RunFollower follower, Predicate<Observed> condition) throws InterruptedException {
        return changes.await(follower::observed, condition);
    }

    private Observed awaitStep(RunFollower follower, long step) throws InterruptedException {
        return await(follower, seen -> seen.state().lastStep() == step);
    }

    private static Predicate<Observed> trouble(String words) {
        return seen -> seen.log().trouble().contains(words);
    }

    @Test
    void isFollowedWhileItGrowsAndThenIsQuiet() throws Exception {
        append(1, 10);
        try (RunFollower follower = follow()) {
            Observed seen = awaitStep(follower, 10);
            assertThat(seen.hasTrainer()).isFalse();
            assertThat(seen.log().format()).isEqualTo("JSON lines");
            append(11, 20);
            awaitStep(follower, 20);
            long written = Files.getLastModifiedTime(log).toMillis();
            assertThat(follower.observed().status(written)).isEqualTo(Status.RUNNING);
            Files.setLastModifiedTime(log, FileTime.fromMillis(written - 300_000));
            await(follower, one -> one.status(written) == Status.QUIET);
        }
    }

    @Test
    void isWaitedForWhereThereIsNone() throws Exception {
        try (RunFollower follower = follow(LoggedRun.expected(dir))) {
            Observed none = await(follower, seen -> seen.log().share() == 1);
            assertThat(none.isAwaited()).isTrue();
            assertThat(none.status(0)).isEqualTo(Status.WAITING);
            append(1, 3);
            Observed begun = awaitStep(follower, 3);
            assertThat(begun.isAwaited()).isFalse();
            assertThat(begun.log().trouble()).isEmpty();
            assertThat(begun.log().anew()).isZero();
        }
    }

    @Test
    void isWaitedForInAnEmptyFile() throws Exception {
        Files.createFile(log);
        try (RunFollower follower = follow()) {
            await(
                    follower,
                    seen -> seen.status(0) == Status.WAITING && seen.log().share() == 1);
            append(1, 3);
            awaitStep(follower, 3);
        }
    }

    @Test
    void staysOnTheScreenWhenItIsDeleted() throws Exception {
        append(1, 10);
        try (RunFollower follower = follow()) {
            awaitStep(follower, 10);
            Files.delete(log);
            Observed gone = await(follower, trouble("The log is gone"));
            assertThat(gone.state().lastStep()).isEqualTo(10);
            append(1, 12);
            awaitStep(follower, 12);
            await(follower, seen -> seen.log().trouble().isEmpty());
        }
    }

    @Test
    void staysOnTheScreenWhenItIsCutShortUntilThereIsSomethingNewer() throws Exception {
        append(1, 10);
        try (RunFollower follower = follow()) {
            awaitStep(follower, 10);
            Files.write(log, new byte[0]);
            Observed cut = await(follower, trouble("cut short or replaced"));
            assertThat(cut.state().lastStep()).isEqualTo(10);
            assertThat(cut.log().anew()).isEqualTo(1);
            append(1, 2);
            Observed anew = awaitStep(follower, 2);
            assertThat(anew.log().trouble()).isEmpty();
        }
    }

    @Test
    void isReadAnewWhenItIsReplaced() throws Exception {
        append(1, 10);
        try (RunFollower follower = follow()) {
            awaitStep(follower, 10);
            Path other = Files.writeString(dir.resolve("other"), "{\"step\": 5, \"loss\": 9}\n");
            Files.move(other, log, StandardCopyOption.REPLACE_EXISTING);
            Observed anew = awaitStep(follower, 5);
            assertThat(anew.state().series("loss").last()).isEqualTo(9);
            assertThat(anew.log().anew()).isEqualTo(1);
        }
    }

    /** A logger wipes its table when its run is resumed. */
    @Test
    void keepsWhatATableHeldThatIsWiped() throws Exception {
        log = dir.resolve("metrics.csv");
        Files.writeString(log, "step,loss\n1,1\n2,0.5\n3,0.25\n");
        try (RunFollower follower = follow()) {
            awaitStep(follower, 3);
            Files.writeString(log, "step,loss\n");
            Observed wiped = await(follower, seen -> seen.log().anew() == 1);
            assertThat(wiped.state().lastStep()).isEqualTo(3);
            Files.writeString(log, "4,0.125\n", StandardOpenOption.APPEND);
            Observed resumed = awaitStep(follower, 4);
            assertThat(resumed.state().series("loss").curve().size()).isEqualTo(4);
        }
    }

    @Test
    void saysWhyItCannotBeRead() throws Exception {
        append(1, 10);
        try (RunFollower follower = follow()) {
            awaitStep(follower, 10);
            Files.delete(log);
            assumeTrue(new ProcessBuilder("mkfifo", log.toString()).start().waitFor() == 0, "skipped: no mkfifo");
            Observed pipe = await(follower, trouble("The log cannot be read: "));
            assertThat(pipe.log().trouble()).contains("not a regular file");
            assertThat(pipe.state().lastStep()).isEqualTo(10);
        }
    }

    @Test
    void saysThatItsFolderIsGone() throws Exception {
        Path folder = Files.createDirectory(dir.resolve("run"));
        log = folder.resolve("stats.jsonl");
        append(1, 10);
        try (RunFollower follower = follow(Formats.all().find(folder).orElseThrow())) {
            awaitStep(follower, 10);
            Files.delete(log);
            Files.delete(folder);
            Files.createFile(folder);
            Observed gone = await(follower, seen -> !seen.log().trouble().isEmpty());
            assertThat(gone.state().lastStep()).isEqualTo(10);
        }
    }
}
