package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Patience;
import io.traindeck.testing.Python;
import io.traindeck.testing.PythonLoop;
import io.traindeck.testing.Resident;
import io.traindeck.testing.SmallDisk;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The cost for a program of being a run, and its fate if the disk is full. */
class RunProgramsTest extends StartsTraindeck {
    private static final Duration POLL = Duration.ofMillis(50);

    /** Ten lines a second, each of which tells a step; a line that cannot be printed is passed over. */
    private static final String STEPS =
            "i=0; while [ ! -e \"$0\" ]; do i=$((i+1)); echo \"step $i loss 0.$i\"; sleep 0.1; done";

    /** Slurm sends TERM to all, and a batch script passes it on. The program says when it has been told. */
    @Test
    void aTermThatComesTwiceAtOnceLeavesTheProgramTheTimeToSave() throws Exception {
        Path saved = dir.resolve("saved");
        String saves =
                "trap 'echo told; sleep 0.5; echo >\"$0\"; exit 0' TERM; echo step 1 loss 1; echo step 2 loss 0.5;"
                        + " while :; do sleep 0.05; done";
        Command run = traindeck.start("run", "--plain", "--name", "a", "--", "sh", "-c", saves, saved.toString());
        try (LiveLog log = traindeck.log("a")) {
            log.await(Measured.class);
            run.signal("TERM");
            run.signal("TERM");
            assertThat(run.exit()).isEqualTo(143);
            assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.TERMINATED);
        }
        assertThat(saved).exists();
    }

    @Test
    void aMillionLinesASecondAreNotHeldUpAndFillNoMemory() throws Exception {
        Python.assume("os");
        int seconds = 4;
        Path took = dir.resolve("took");
        Command run = traindeck.start(
                "run",
                "--plain",
                "--name",
                "a",
                "--",
                "python3",
                PythonLoop.SCRIPTS.resolve("printer.py").toString(),
                String.valueOf(seconds),
                took.toString());
        List<Long> resident = new ArrayList<>();
        while (!Files.exists(took) && run.process().isAlive()) {
            resident.add(Resident.kb(run.process().pid()));
            LockSupport.parkNanos(POLL.toNanos());
        }
        assertThat(run.exit()).isZero();
        assertThat(Double.parseDouble(Files.readString(took))).isLessThan(1.05 * seconds);
        int half = resident.size() / 2;
        long early = most(resident.subList(0, half));
        assertThat(most(resident.subList(half, resident.size())))
                .as("resident kB at the end; %s before", early)
                .isLessThan(early + early / 5);
        try (LiveLog log = traindeck.log("a")) {
            RunEnded end = log.await(RunEnded.class);
            assertThat(end.reason()).isEqualTo(EndReason.COMPLETED);
            assertThat(log.events(Measured.class)).hasSizeGreaterThan(1_000);
        }
    }

    private static long most(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    @Test
    void theSupervisorIsSmallAndHasNoEngine() throws Exception {
        Path end = dir.resolve("end");
        Command run = traindeck.start("run", "--plain", "--name", "a", "--", "sh", "-c", STEPS, end.toString());
        try (LiveLog log = traindeck.log("a")) {
            log.await(Measured.class, step -> step.step() >= 5);
            assertThat(classes(run.process().pid()))
                    .contains("io.traindeck.supervise.Supervisor")
                    .doesNotContain("ai.djl", "io.traindeck.train.Trainer/", "lanterna");
            assertThat(Resident.kb(run.process().pid())).isLessThan(100_000);
            Files.createFile(end);
        }
        assertThat(run.exit()).isZero();
    }

    /** Returns all classes that a process of Java has loaded. */
    private String classes(long pid) throws IOException, InterruptedException {
        Path printed = dir.resolve("classes.txt");
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(pid),
                        "VM.class_hierarchy")
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(jcmd.waitFor()).isZero();
        return Files.readString(printed);
    }

    @Test
    void aFullDiskStopsNeitherTheProgramNorItsSupervisor() throws Exception {
        try (SmallDisk disk = new SmallDisk(dir.resolve("disk"), 256)) {
            traindeck = new Traindeck(dir.resolve("disk"), dir);
            Path end = dir.resolve("end");
            Command run = traindeck.start("run", "--plain", "--name", "a", "--", "sh", "-c", STEPS, end.toString());
            try (LiveLog log = traindeck.log("a")) {
                log.await(Measured.class, step -> step.step() >= 3);
                disk.fill();
                awaitOutput(run, "the log cannot be written (No space left on device); until it can, the events");
                disk.makeRoom();
                log.await(Warning.class, warning -> warning.code().equals("log_failed"));
                log.await(Warning.class, warning -> warning.code().equals("log_recovered"));
                long full = log.await(Measured.class).step();
                log.await(Measured.class, step -> step.step() > full);
                Files.createFile(end);
                assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
            }
            assertThat(run.exit()).isZero();
            LiveLog whole = traindeck.log("a");
            assertThat(whole.events(Warning.class))
                    .extracting(Warning::code)
                    .filteredOn(code -> code.startsWith("log_"))
                    .containsExactly("log_failed", "log_recovered");
            assertThat(whole.events(Measured.class))
                    .extracting(Measured::step)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aProgramThatEndsBecauseItCannotPrintHasFailedForThat() throws Exception {
        try (SmallDisk disk = new SmallDisk(dir.resolve("disk"), 256)) {
            traindeck = new Traindeck(dir.resolve("disk"), dir);
            String untilFull = "i=0; while echo \"step $i loss 0.$i\"; do i=$((i+1)); sleep 0.002; done; exit 1";
            Command run = traindeck.start("run", "--plain", "--name", "a", "--", "sh", "-c", untilFull);
            try (LiveLog log = traindeck.log("a")) {
                log.await(Measured.class, step -> step.step() >= 3);
                disk.fill();
                assertThat(run.exit()).isEqualTo(1);
            }
            assertThat(run.err()).contains("the disk of the run folder is full, so what it printed last is missing");
        }
    }

    private static void awaitOutput(Command run, String text) throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!run.out().contains(text)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no \"" + text + "\" in: " + run.out() + run.err());
            }
            LockSupport.parkNanos(POLL.toNanos()); // A file cannot call back.
        }
    }
}
