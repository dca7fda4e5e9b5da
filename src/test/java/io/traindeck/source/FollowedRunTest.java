package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.event.Liveness;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedRunTest {
    @TempDir
    private Path dir;

    private final Collected seen = new Collected();
    private int restarts;

    private FollowedRun follow(LoggedRun run) {
        return run.follow(() -> restarts++);
    }

    private static LoggedRun found(Path path) throws IOException {
        return Formats.all().find(path).orElseThrow();
    }

    /** Polls until the format is that one: the run decides how often it looks for the format. */
    private void awaitFormat(FollowedRun run, String format) throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!run.run().format().equals(format)) {
            assertThat(System.nanoTime()).as(run.run().format()).isLessThan(deadline);
            try {
                seen.drain(run);
            } catch (IOException e) {
                // This is said until a look at the file goes well.
            }
            LockSupport.parkNanos(1_000_000);
        }
        seen.drain(run);
    }

    @Test
    void aLogIsWaitedForInAFolder() throws IOException {
        try (FollowedRun run = follow(LoggedRun.expected(dir))) {
            seen.drain(run);
            assertThat(run.run().isExpected()).isTrue();
            assertThat(run.share()).isEqualTo(1);
            Files.writeString(dir.resolve("metrics.csv"), "step,loss\n1,0.5\n");
            awaitFormat(run, "CSV");
            assertThat(seen.series("loss")).containsEntry(1L, 0.5);
            assertThat(run.run().path()).isEqualTo(dir.resolve("metrics.csv"));
            assertThat(restarts).isZero();
        }
    }

    /** Whoever opens the text after its program has ended reads the ends of its bars alone. */
    @Test
    void theBarOfALongEpochTellsOfItWhileItIsPrinted() throws IOException {
        Path text = Files.writeString(dir.resolve("nohup.out"), bar(0) + bar(1) + bar(2));
        try (FollowedRun run = follow(found(text))) {
            seen.drain(run);
            assertThat(seen.series("loss")).isEmpty();
            long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
            int printed = 3;
            while (seen.series("loss").size() < 2) {
                assertThat(System.nanoTime()).as("%s states", printed).isLessThan(deadline);
                Files.writeString(text, bar(printed++), StandardOpenOption.APPEND);
                seen.drain(run);
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(seen.series("loss").keySet()).allMatch(step -> step > 2);
        }
        Collected late = new Collected();
        try (EventSource source = found(text).open(() -> {})) {
            late.drain(source);
        }
        assertThat(late.series("loss")).isEmpty();
    }

    private static String bar(int step) {
        return "\rEpoch 1:  1%|#    | " + step + "/90000 [00:01<00:09, 1.0it/s, loss=0.5]";
    }

    /** The first bytes of a record may be anything. */
    @Test
    void aLogThatHasBarelyBegunMayTurnOutToBeAnother() throws IOException {
        Path file = Files.writeString(dir.resolve("log"), "{\"st");
        try (FollowedRun run = follow(found(file))) {
            awaitFormat(run, "text");
            String rest = "ep\": 1, \"loss\": 0.5}\n{\"step\": 2, \"loss\": 0.25}\n";
            Files.writeString(file, rest, StandardOpenOption.APPEND);
            awaitFormat(run, "JSON lines");
            assertThat(seen.series("loss")).containsEntry(1L, 0.5).containsEntry(2L, 0.25);
        }
    }

    @Test
    void aLogThatHasToldANumberIsWhatItIs() throws IOException {
        Path file = Files.writeString(dir.resolve("metrics.csv"), "step,loss\n1,0.5\n");
        try (FollowedRun run = follow(found(dir))) {
            seen.drain(run);
            Files.writeString(dir.resolve("trainer_state.json"), "{}");
            Files.writeString(file, "2,0.25\n", StandardOpenOption.APPEND);
            seen.drain(run);
            assertThat(run.run().format()).isEqualTo("CSV");
            assertThat(seen.series("loss")).containsEntry(2L, 0.25);
        }
    }

    @Test
    void nobodyKnowsMoreOfAWriterThanWhenItWroteLast() throws IOException {
        Path file = Files.writeString(dir.resolve("train.csv"), "step,loss\n1,0.5\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(5_000));
        try (FollowedRun run = follow(found(file))) {
            assertThat(run.liveness()).isEqualTo(new Liveness.Written(5_000));
        }
        try (FollowedRun run = follow(LoggedRun.of(new RunFolder(dir.resolve("none"))))) {
            assertThat(run.liveness()).isEqualTo(Liveness.NO_TRAINER);
        }
    }

    /** A program wipes its own log at its start, beside another of an earlier program. */
    @Test
    void aLogThatWasPassedOverTellsNothingOldLater() throws IOException {
        Path own = Files.writeString(dir.resolve("metrics.csv"), "step,loss,acc\n1,9,0.1\n2,8,0.2\n");
        Files.writeString(dir.resolve("other.csv"), "step,score\n7,7\n8,8\n");
        try (FollowedRun run = follow(LoggedRun.expected(dir))) {
            run.passOver();
            assertThat(run.run().path()).isEqualTo(own);
            Files.writeString(own, "");
            awaitPath(run, dir.resolve("other.csv"));
            assertThat(seen.series()).isEmpty();
            Files.writeString(own, "step,loss,acc\n1,0.5,0.6\n2,0.25,0.7\n");
            awaitPath(run, own);
            seen.drain(run);
            assertThat(seen.series("loss")).containsEntry(1L, 0.5).containsEntry(2L, 0.25);
            assertThat(seen.series()).containsOnlyKeys("loss", "acc");
        }
    }

    private void awaitPath(FollowedRun run, Path path) throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!run.run().path().equals(path)) {
            assertThat(System.nanoTime()).as("%s", run.run().path()).isLessThan(deadline);
            seen.drain(run);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The files of a log may lie deep in its folder, and a folder of runs is as alive as the run in it that is read. */
    @Test
    void aFolderIsAliveAsLongAsTheFilesThatAreReadOfIt() throws IOException {
        changed("mlruns/0/meta.yaml", "name: Default\n", 1_000);
        changed("mlruns/0/first/meta.yaml", "start_time: 1000\n", 1_000);
        changed("mlruns/0/first/metrics/val/loss", "1000 0.5 1\n", 9_000);
        changed("mlruns/0/second/meta.yaml", "start_time: 2000\n", 2_000);
        changed("mlruns/0/second/metrics/val/loss", "2000 0.5 1\n", 5_000);
        assertThat(found(dir.resolve("mlruns")).liveness()).isEqualTo(new Liveness.Written(5_000));
    }

    private void changed(String name, String content, long changedMs) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.setLastModifiedTime(Files.writeString(file, content), FileTime.fromMillis(changedMs));
    }

    @Test
    void whatCannotBeReadIsSaidSoAndTriedAgain() throws IOException {
        Path late = dir.resolve("late.csv");
        try (FollowedRun run = follow(LoggedRun.expected(late))) {
            assertThatThrownBy(() -> seen.drain(run)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> seen.drain(run))
                    .as("before it is looked at again")
                    .isInstanceOf(IOException.class);
            Files.writeString(late, "step,loss\n1,0.5\n2,0.5\n");
            awaitFormat(run, "CSV");
            assertThat(seen.series("loss")).hasSize(2);
        }
    }
}
