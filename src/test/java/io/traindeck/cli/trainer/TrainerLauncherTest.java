package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.cli.Main;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.supervise.OwnSession;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A trainer that outlives the process that started it. */
class TrainerLauncherTest extends StartsTraindeck {
    private String[] detached(String name, String... options) {
        String[] arguments = Traindeck.train(name, Traindeck.ENDLESS, options);
        arguments[1] = "--detach";
        return arguments;
    }

    private long trainerOf(String name) throws Exception {
        return RunJson.read(traindeck.folder(name).runJson()).trainer().pid();
    }

    @Test
    void detachedItIsInASessionOfItsOwnAndOutlivesItsStarter() throws Exception {
        String printed = traindeck.run(detached("a"));
        assertThat(printed.lines().toList()).endsWith("a");
        long trainer = trainerOf("a");
        assertThat(ps("sid", trainer)).isEqualTo(Long.toString(trainer));
        assertThat(ps("tty", trainer)).isEqualTo("?");
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + trainer + "/fd/0")))
                .isEqualTo(Path.of("/dev/null"));
        try (LiveLog log = traindeck.log("a")) {
            Traindeck.signal(trainer, "HUP");
            log.awaitNewStep();
            traindeck.run("send", "a", "stop", "--wait");
            assertThat(log.await(TrainEvent.RunEnded.class).reason()).isEqualTo(TrainEvent.EndReason.STOPPED);
        }
        // Another thread prints its last line than logs its last event: both are there once it is gone.
        ProcessHandle.of(trainer).ifPresent(ending -> ending.onExit().join());
        assertThat(traindeck.folder("a").trainerLog()).content().contains("stopped at step ");
    }

    @Test
    void withoutSetsidPerlDoesTheSame() throws Exception {
        Path perl = Path.of("/usr/bin/perl");
        org.assertj.core.api.Assumptions.assumeThat(perl).exists();
        Path programs = Files.createDirectory(dir.resolve("programs"));
        Files.createSymbolicLink(programs.resolve("perl"), perl);
        assertThat(OwnSession.words(programs.toString())).startsWith("perl");
        traindeck.env("PATH", programs.toString());
        Command train = traindeck.startUnder(List.of("/usr/bin/env"), detached("a"));
        assertThat(train.exit()).as(train.err()).isZero();
        long trainer = trainerOf("a");
        assertThat(ps("sid", trainer)).isEqualTo(Long.toString(trainer));
    }

    @Test
    void withoutALauncherTheClassThatIsStartedIsTheCommandLine() {
        assertThat(DetachedProcess.MAIN_CLASS).isEqualTo(Main.class.getName());
    }

    @Test
    void withNeitherItRunsAllTheSame() {
        assertThat(OwnSession.words(null)).isEmpty();
        assertThat(OwnSession.words(dir.toString())).isEmpty();
    }

    @Test
    void aTrainerThatCannotStartSaysWhyAndLeavesNothing() throws Exception {
        Command train =
                traindeck.start("train", "--detach", "--name", "a", "--data", "cifar10", "--data-dir", dir.toString());
        assertThat(train.exit()).isEqualTo(1);
        assertThat(train.err().lines().toList()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("traindeck: ")
                .contains(dir.toString())
                .doesNotContain("trainer.log"));
        assertThat(traindeck.folder("a").path()).doesNotExist();
    }

    @Test
    void aRunHasOneTrainerAndIsTakenUpAgainWhenThatWasKilled() throws Exception {
        traindeck.run(detached("a", "--checkpoint-every", "1"));
        try (LiveLog log = traindeck.log("a")) {
            log.await(TrainEvent.Checkpoint.class);
            Command second = traindeck.start("resume", "a", "--detach");
            assertThat(second.exit()).isEqualTo(75);
            assertThat(second.err()).contains("run a has a trainer already (process " + trainerOf("a"));

            Traindeck.signal(trainerOf("a"), "KILL");
            ProcessHandle.of(trainerOf("a")).ifPresent(dead -> dead.onExit().join());
            assertThat(RunLock.isHeld(traindeck.folder("a").lock())).isFalse();
            assertThat(traindeck.run("runs", "--json")).contains("\"state\": \"crashed\"");

            Command resume = traindeck.start("resume", "a", "--detach");
            assertThat(log.await(TrainEvent.RunResumed.class).fromStep()).isPositive();
            assertThat(ProcessHandle.of(trainerOf("a")))
                    .as("whoever has read that training goes on finds its process")
                    .hasValueSatisfying(trainer -> assertThat(trainer.isAlive()).isTrue());
            assertThat(resume.exit()).isZero();
            log.awaitNewStep();
            assertThat(traindeck.run("runs", "--json")).contains("\"state\": \"running\"");
        }
    }

    private static String ps(String column, long pid) throws Exception {
        Process ps = new ProcessBuilder("ps", "-o", column + "=", "-p", Long.toString(pid)).start();
        return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
