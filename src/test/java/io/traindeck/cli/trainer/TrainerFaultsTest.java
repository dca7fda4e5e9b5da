package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.CheckpointFile;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.Patience;
import io.traindeck.testing.RunHistory;
import io.traindeck.testing.SmallDisk;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Faults of disks, folders and their owners under a live trainer: it trains on, says what is wrong, and catches up. */
class TrainerFaultsTest extends StartsTraindeck {
    private static final Duration POLL = Duration.ofMillis(10);

    @Test
    void aFullDiskCostsNothingOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = new SmallDisk(dir.resolve("disk"), 2048)) {
            traindeck = new Traindeck(dir.resolve("disk"), dir);
            RunFolder run = traindeck.folder("a");
            Path last = run.checkpoints().resolve("last.safetensors");
            Command trainer = traindeck.trainForEver("a", "--checkpoint-every", "5");
            try (LiveLog log = traindeck.log("a")) {
                log.await(TrainEvent.Checkpoint.class, c -> c.kind() == CheckpointKind.EPOCH);
                fill(disk, trainer, last.getParent());
                awaitOutput(trainer, "the log cannot be written (No space left on device); until it can, the events");
                awaitOutput(trainer, "failed: No space left on device; the one before is kept, training goes on");
                CheckpointFile.assertWhole(last);
                int before = CheckpointFile.step(last);
                disk.makeRoom();
                log.await(TrainEvent.Warning.class, warning -> warning.code().equals("log_failed"));
                log.await(TrainEvent.Warning.class, warning -> warning.code().equals("log_recovered"));
                log.await(TrainEvent.Warning.class, warning -> warning.code().equals("checkpoint_recovered"));
                assertThat(CheckpointFile.step(last)).isGreaterThan(before);
                traindeck.run("send", "a", "stop", "--wait");
            }
            assertThat(trainer.exit()).isZero();
            // Which fails where the log has a gap or tells anything twice.
            RunHistory.read(run.events());
            LiveLog whole = traindeck.log("a");
            assertThat(whole.events(TrainEvent.Warning.class))
                    .extracting(TrainEvent.Warning::code)
                    .as("each trouble is told once")
                    .containsOnlyOnce("log_failed", "log_recovered")
                    .hasSizeLessThanOrEqualTo(6);
            assertThat(whole.events(TrainEvent.RunEnded.class))
                    .extracting(TrainEvent.RunEnded::reason)
                    .containsExactly(EndReason.STOPPED);
        }
    }

    @Test
    void aDiskThatStaysFullLeavesTheLastGoodCheckpointAndSaysSo() throws Exception {
        try (SmallDisk disk = new SmallDisk(dir.resolve("disk"), 2048)) {
            traindeck = new Traindeck(dir.resolve("disk"), dir);
            Path last = traindeck.folder("a").checkpoints().resolve("last.safetensors");
            Command trainer = traindeck.trainForEver("a");
            try (LiveLog log = traindeck.log("a")) {
                log.await(TrainEvent.Checkpoint.class, c -> c.kind() == CheckpointKind.EPOCH);
                fill(disk, trainer, last.getParent());
                awaitOutput(trainer, "the log cannot be written");
                trainer.signal("TERM");
                assertThat(trainer.exit()).isEqualTo(1);
                assertThat(trainer.out()).contains("last.safetensors could not be written: No space left on device");
                assertThat(trainer.err().lines().toList())
                        .singleElement()
                        .isEqualTo("traindeck: the last events of the run could not be written to its log; make room,"
                                + " then go on with: traindeck resume a");
                CheckpointFile.assertWhole(last);
                int saved = CheckpointFile.step(last);
                disk.makeRoom();
                traindeck.start("resume", "a", "--plain");
                assertThat(log.await(TrainEvent.RunResumed.class).fromStep()).isEqualTo(saved);
                assertThat(log.await(OwnStep.class).step()).isEqualTo(saved + 1);
            }
        }
    }

    /**
     * Fills the disk between two checkpoints: a half-written one would give its room back, and the log would live on
     * that.
     */
    private static void fill(SmallDisk disk, Command trainer, Path checkpoints) throws Exception {
        boolean filled = false;
        while (!filled) {
            trainer.signal("STOP");
            try (DirectoryStream<Path> halfWritten = Files.newDirectoryStream(checkpoints, "*.tmp")) {
                if (!halfWritten.iterator().hasNext()) {
                    disk.fill();
                    filled = true;
                }
            }
            trainer.signal("CONT");
        }
    }

    @Test
    void onAFullDiskNoTrainerStartsAndEachSaysWhy() throws Exception {
        try (SmallDisk disk = new SmallDisk(dir.resolve("disk"), 2048)) {
            traindeck = new Traindeck(dir.resolve("disk"), dir);
            RunFolder run = traindeck.folder("a");
            Command trainer = traindeck.trainForEver("a");
            try (LiveLog log = traindeck.log("a")) {
                log.await(OwnStep.class);
                trainer.signal("TERM");
                assertThat(trainer.exit()).isEqualTo(143);
                fillLastBlock(run.events());
                run.makeTrainerLog();
                disk.fill();
                byte[] before = Files.readAllBytes(run.events());

                Command plain = traindeck.start("resume", "a", "--plain");
                assertThat(plain.exit()).isEqualTo(1);
                assertThat(plain.out()).contains("the log cannot be written (No space left on device)");
                assertThat(plain.err())
                        .isEqualTo("traindeck: the run does not begin: its log cannot be written; make room for it\n");
                Command detached = traindeck.start("resume", "a", "--detach");
                assertThat(detached.exit()).isEqualTo(1);
                assertThat(detached.err())
                        .isEqualTo("traindeck: the process ended without a word: the disk that holds " + run.path()
                                + " is full; make room there\n");
                assertThat(run.events()).hasBinaryContent(before);

                disk.makeRoom();
                traindeck.run("resume", "a", "--detach");
                log.await(TrainEvent.RunResumed.class);
                log.awaitNewStep();
                traindeck.close(); // Once the disk is gone its trainer is found no more.
            }
        }
    }

    /** Puts a line at the end of a log that fits to the byte, so that the next one needs another block of the disk. */
    private static void fillLastBlock(Path log) throws IOException {
        int block = 4096;
        String line = "{\"event\":\"filler\",\"time_ms\":1,\"filler\":\"%s\"}\n";
        long size = Files.size(log) + line.formatted("").length();
        Files.writeString(log, line.formatted("x".repeat((int) (block - size % block))), StandardOpenOption.APPEND);
        assertThat(Files.size(log) % block).isZero();
    }

    @Test
    void aFolderThatMayNotBeWrittenIsTriedAgain() throws Exception {
        // Even root may not write everywhere without this capability.
        List<String> modest = List.of("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override");
        assumeThat(succeeds(modest)).as("setpriv is there").isTrue();
        Command trainer =
                traindeck.startUnder(modest, Traindeck.train("a", Traindeck.ENDLESS, "--checkpoint-every", "5"));
        RunFolder run = traindeck.folder("a");
        Path last = run.checkpoints().resolve("last.safetensors");
        try (LiveLog log = traindeck.log("a")) {
            log.await(TrainEvent.Checkpoint.class, c -> c.kind() == CheckpointKind.EPOCH);
            allow(run.checkpoints(), "r-x------");
            TrainEvent.Warning warning =
                    log.await(TrainEvent.Warning.class, w -> w.code().equals("checkpoint_failed"));
            assertThat(warning.message()).contains("permission denied").contains("tried again in 10 s");
            CheckpointFile.assertWhole(last);

            // Asked for, it fails at once and says so; and takes nothing from the retry.
            Command asked = traindeck.start("send", "a", "checkpoint", "--wait");
            assertThat(asked.exit()).isEqualTo(1);
            assertThat(asked.err()).contains("checkpoint was refused: permission denied");

            int before = CheckpointFile.step(last);
            allow(run.checkpoints(), "rwx------");
            log.await(TrainEvent.Warning.class, w -> w.code().equals("checkpoint_recovered"));
            assertThat(CheckpointFile.step(last)).isGreaterThan(before);

            allow(run.path(), "r-x------");
            trainer.signal("TERM");
            assertThat(trainer.exit()).isEqualTo(143);
            Command resume = traindeck.startUnder(modest, "resume", "a", "--plain");
            assertThat(resume.exit()).isEqualTo(1);
            assertThat(resume.err().lines().toList()).singleElement().asString().contains("may not be written");
        } finally {
            allow(run.path(), "rwx------");
            allow(run.checkpoints(), "rwx------");
        }
    }

    private static void allow(Path folder, String mode) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }

    @Test
    void aMovedRunFolderKeepsItsLogAndGetsItsCheckpointsWhenItIsBack() throws Exception {
        Command trainer = traindeck.trainForEver("a", "--checkpoint-every", "5");
        RunFolder run = traindeck.folder("a");
        RunFolder moved = traindeck.folder("moved");
        try (LiveLog log = traindeck.log("a");
                LiveLog movedLog = traindeck.log("moved")) {
            log.await(TrainEvent.Checkpoint.class);
            Files.move(run.path(), moved.path());
            awaitOutput(trainer, run.path() + " was deleted or moved; training goes on");
            awaitOutput(trainer, "failed: " + run.path() + " is gone");
            assertThat(run.path()).doesNotExist();
            movedLog.awaitNewStep();
            assertThat(traindeck.run("runs", "--json")).contains("\"state\": \"running\"");
            Files.move(moved.path(), run.path());
            log.await(TrainEvent.Warning.class, w -> w.code().equals("checkpoint_recovered"));
            traindeck.run("send", "a", "stop", "--wait");
        }
        assertThat(trainer.exit()).isZero();
        RunHistory.read(run.events());
        assertThat(traindeck.log("a").events(TrainEvent.RunEnded.class)).hasSize(1);
    }

    @Test
    void aTrainerWhoseRunFolderIsDeletedTrainsOn() throws Exception {
        Command trainer = traindeck.trainForEver("a");
        RunFolder run = traindeck.folder("a");
        try (LiveLog log = traindeck.log("a")) {
            log.await(TrainEvent.Checkpoint.class, c -> c.kind() == CheckpointKind.EPOCH);
        }
        // Until it is gone: a checkpoint that is just being written keeps its folder from being empty.
        Process rm = new ProcessBuilder(
                        "sh",
                        "-c",
                        "while [ -e \"$1\" ]; do rm -rf \"$1\"; done",
                        "sh",
                        run.path().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(rm.waitFor()).isZero();
        awaitOutput(trainer, run.path() + " was deleted or moved; training goes on");
        String before = trainer.out();
        awaitOutput(trainer, "is gone: deleted, or moved; the one before is kept, training goes on");
        awaitOutput(
                trainer, () -> trainer.out().lines().count() > before.lines().count() + 1);
        trainer.signal("TERM");
        assertThat(trainer.exit()).as(trainer.err()).isEqualTo(143);
        assertThat(run.path()).as("nobody wants it back").doesNotExist();
    }

    @Test
    void aFolderInPlaceOfTheLogDelaysWhatGoesIntoIt() throws Exception {
        Command trainer = traindeck.trainForEver("a");
        RunFolder run = traindeck.folder("a");
        Path old = dir.resolve("old.jsonl");
        try (LiveLog log = traindeck.log("a")) {
            log.await(OwnStep.class);
            // No event may make a new log between the two.
            trainer.signal("STOP");
            Files.move(run.events(), old);
            Files.createDirectory(run.events());
            trainer.signal("CONT");
            awaitOutput(trainer, "the log cannot be written");
        }
        Files.delete(run.events());
        try (LiveLog log = traindeck.log("a")) {
            int firstKept = log.await(OwnStep.class).step();
            assertThat(firstKept).isEqualTo(RunHistory.read(old).steps().lastKey() + 1);
            log.await(TrainEvent.Warning.class, w -> w.code().equals("log_recovered"));
        }
    }

    @Test
    void junkByTheThousandHidesNoCommandAndNoLinkIsFollowed() throws Exception {
        traindeck.trainForEver("a");
        RunFolder run = traindeck.folder("a");
        try (LiveLog log = traindeck.log("a")) {
            log.await(OwnStep.class);
            Path outside = Files.writeString(dir.resolve("outside.json"), "{\"id\":\"evil\",\"command\":\"stop\"}");
            Files.createSymbolicLink(run.commands().resolve("0.json"), outside);
            for (int i = 0; i < 10_000; i++) {
                Files.writeString(run.commands().resolve("junk-" + i), "junk");
            }
            traindeck.run("send", "a", "checkpoint", "--wait");
            CommandAnswered refused =
                    log.await(CommandAnswered.class, answer -> answer.id().equals("0"));
            assertThat(refused.status()).isEqualTo(CommandStatus.REFUSED);
            assertThat(refused.reason()).isEqualTo("not a regular file");
            assertThat(outside).exists();
            log.awaitNewStep();
        }
    }

    /** Waits until the trainer has printed a text. */
    private static void awaitOutput(Command trainer, String text) throws IOException {
        awaitOutput(trainer, () -> trainer.out().contains(text));
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void awaitOutput(Command trainer, Condition condition) throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the trainer does not say it, but:\n" + trainer.out());
            }
            LockSupport.parkNanos(POLL.toNanos()); // A file cannot call back; this is the pace of looking at it.
        }
    }

    private static boolean succeeds(List<String> prefix) throws InterruptedException {
        try {
            List<String> command = new ArrayList<>(prefix);
            command.add("true");
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
