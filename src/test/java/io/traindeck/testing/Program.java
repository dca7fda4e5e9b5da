package io.traindeck.testing;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The real program, installed for a user in a folder of their own: a script that can be typed into a terminal. */
public final class Program {
    private static final String SCRIPT =
            """
            #!/bin/sh
            export TRAINDECK_LAUNCHER='%s'
            exec '%s' "$@"
            """;

    /** A start on a machine that does much else takes some seconds. */
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path folder;
    private final Path script;

    /** @param folder an empty folder, for the script, the user's home, and the runs */
    public Program(Path folder) throws IOException {
        this.folder = folder;
        script = folder.resolve("traindeck");
        Files.writeString(script, SCRIPT.formatted(script, String.join("' '", Traindeck.program())));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The output of a command, and its exit code. */
    public record Result(int exit, String out, String err) {}

    /** Runs the program without a terminal, until it ends. */
    public Result run(String... arguments) {
        return run(Map.of(), arguments);
    }

    public Result run(Map<String, String> env, String... arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(arguments)).directory(folder.toFile());
            builder.environment().remove("TRAINDECK_RUNS");
            builder.environment().putAll(env());
            builder.environment().putAll(env);
            Traindeck.Command command = Traindeck.Command.start(builder, folder, List.of(arguments));
            return new Result(command.exit(), command.out(), command.err());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Returns the command line that starts it. */
    public List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the command line as a user types it. */
    public String typed(String arguments) {
        return "./" + script.getFileName() + " " + arguments;
    }

    /** Returns the folder in which it is started, so that runs are in {@code runs} there. */
    public Path folder() {
        return folder;
    }

    /** Returns the variables of its environment: UTF-8, and a home that is not the user's. */
    public Map<String, String> env() {
        return Map.of(
                "LC_ALL",
                "C.UTF-8",
                "HOME",
                folder.toString(),
                "XDG_CONFIG_HOME",
                folder.resolve("config").toString(),
                "XDG_STATE_HOME",
                folder.resolve("state").toString(),
                "HISTFILE",
                "/dev/null", // A shell that is hung up would write its history while the folder is deleted.
                "PATH",
                folder + ":" + System.getenv("PATH"),
                "OMP_WAIT_POLICY",
                "passive");
    }

    /** Returns a run, which need not exist yet. */
    public RunFolder runNamed(String name) {
        return new RunFolder(folder.resolve("runs").resolve(name));
    }

    /** Returns the events in the log of a run. */
    public List<TrainEvent> events(String name) {
        try (LiveLog log = LiveLog.of(runNamed(name).events())) {
            return log.events();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the log of a run is as it should be. */
    public List<TrainEvent> awaitEvents(String name, String what, Predicate<List<TrainEvent>> condition) {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        List<TrainEvent> events = events(name);
        while (!condition.test(events)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + what + " in the log of " + name + "; its end is "
                        + events.subList(Math.max(0, events.size() - 5), events.size()) + "\n" + trainerLog(name));
            }
            LockSupport.parkNanos(POLL.toNanos()); // A file cannot call back.
            events = events(name);
        }
        return events;
    }

    private String trainerLog(String name) {
        try {
            return Files.readString(runNamed(name).trainerLog(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(no trainer.log)";
        }
    }

    /** Ends the trainer of a run, at once and without a word. */
    public void killTrainer(String name) {
        Traindeck.killTrainer(runNamed(name));
    }
}
