package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.RunJson;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnEpoch;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.Patience;
import io.traindeck.testing.Program;
import io.traindeck.testing.SshServer;
import io.traindeck.testing.Tmux;
import io.traindeck.testing.Traindeck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training on another machine, over a connection that breaks. */
class SshTest {
    private static final String FIRST_EPOCH_ON_TOP = "grad norm +time.*\\n +1 [ ★]";

    @TempDir
    Path dir;

    @Test
    void aTrainingOutlivesItsConnectionAndIsSteeredOverTheNext() throws Exception {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux, which plays the terminal, is not installed");
        Program program =
                new Program(Files.createDirectory(dir.resolve("there")).toRealPath());
        try (SshServer server = new SshServer(dir.resolve("sshd"));
                LiveLog log = LiveLog.of(program.runNamed("far").events())) {
            try {
                String options = String.join(" ", Traindeck.TINY) + " " + String.join(" ", Traindeck.ENDLESS);
                try (Tmux terminal = connect(server, program, "train --name far " + options)) {
                    terminal.waitFor("RUNNING");
                    log.await(OwnEpoch.class);
                    terminal.press("p");
                    log.await(TrainEvent.Paused.class);
                    terminal.waitFor("PAUSED");
                    terminal.press("p");
                    log.await(TrainEvent.Unpaused.class);
                    terminal.waitFor("RUNNING");
                    breakConnection(terminal, program);
                }
                // As many steps as it takes to be sure that they were not on their way already.
                int step = log.awaitNewStep().step();
                log.await(OwnStep.class, later -> later.step() == step + 20);
                assertThat(log.events(TrainEvent.RunEnded.class)).isEmpty();

                try (Tmux terminal = connect(server, program, "watch far")) {
                    terminal.waitFor("RUNNING");
                    steer(terminal, log);
                    terminal.press("q");
                    terminal.waitFor(
                            "the end of the connection", screen -> screen.contains("Connection to 127.0.0.1 closed"));
                }
            } finally {
                if (Files.exists(program.runNamed("far").lock())) {
                    program.killTrainer("far");
                }
            }
        }
    }

    private static Tmux connect(SshServer server, Program program, String arguments) {
        String env = program.env().entrySet().stream()
                .map(entry -> entry.getKey() + "='" + entry.getValue() + "'")
                .collect(Collectors.joining(" "));
        String there = "cd '" + program.folder() + "' && " + env + " " + program.typed(arguments);
        return new Tmux(100, 30, Map.of("LC_ALL", "C.UTF-8"), server.client(there));
    }

    /** Kills the client as a power cut does; the viewer over there goes with its terminal, the trainer does not. */
    private static void breakConnection(Tmux terminal, Program program) throws Exception {
        ProcessHandle trainer = ProcessHandle.of(
                        RunJson.read(program.runNamed("far").runJson())
                                .trainer()
                                .pid())
                .orElseThrow();
        ProcessHandle viewer = trainer.parent().orElseThrow();
        // ProcessHandle tells no more than the first page of it.
        assertThat(Files.readString(Path.of("/proc/" + viewer.pid() + "/cmdline"))
                        .replace('\0', ' '))
                .contains("train --name far");
        Traindeck.signal(Long.parseLong(terminal.format("#{pane_pid}")), "KILL");
        viewer.onExit().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(trainer.isAlive()).isTrue();
    }

    private static void steer(Tmux terminal, LiveLog log) throws Exception {
        terminal.press("p");
        long pausedAt = log.await(TrainEvent.Paused.class).step();
        terminal.waitFor("PAUSED");
        terminal.press("Home");
        terminal.waitFor(
                "the first epoch",
                screen -> Pattern.compile(FIRST_EPOCH_ON_TOP).matcher(screen).find());
        terminal.press("c");
        assertThat(log.await(TrainEvent.Checkpoint.class, saved -> saved.kind() == CheckpointKind.KEY)
                        .step())
                .isEqualTo(pausedAt);
        terminal.waitFor("checkpoint saved: step");
        terminal.press("r");
        log.await(TrainEvent.Unpaused.class);
        assertThat(log.await(OwnStep.class).step()).isEqualTo(pausedAt + 1);
        terminal.press("e");
        terminal.waitFor("Stop the run early?");
        terminal.press("y");
        assertThat(log.await(TrainEvent.RunEnded.class).reason()).isEqualTo(EndReason.STOPPED);
        terminal.waitFor("STOPPED");
    }
}
