package io.traindeck.testing;

import io.traindeck.cli.Main;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The real program, from the classes under test: each command is a process of its own, and finds its runs in one folder.
 * On closing, every process that was started is ended, trainers in the background included. For a program that is typed
 * into a terminal see {@link Program}.
 */
public final class Traindeck implements AutoCloseable {
    /** A network and data so small that a step takes milliseconds: 10 steps an epoch, 60 validation images. */
    public static final List<String> TINY = List.of(
            "--limit",
            "300",
            "--batch-size",
            "32",
            "--widths",
            "4,8",
            "--hidden",
            "16",
            "--threads",
            "1",
            "--device",
            "cpu",
            "--seed",
            "5");

    /** More epochs than any test waits for. */
    public static final List<String> ENDLESS = List.of("--epochs", "1000000", "--patience", "0");

    private final Path runs;
    private final Path outputs;
    private final Map<String, String> env = new LinkedHashMap<>();
    private final List<Command> started = new ArrayList<>();

    /** @param dir an empty folder: runs are in {@code runs} below it, and the output of the commands is beside that */
    public Traindeck(Path dir) {
        this(dir.resolve("runs"), dir);
    }

    /**
     * @param runs the folder of runs; may be missing
     * @param outputs a folder for the output of the commands
     */
    public Traindeck(Path runs, Path outputs) {
        this.runs = runs;
        this.outputs = outputs;
        env.put("TRAINDECK_RUNS", runs.toString());
    }

    /** Sets a variable for commands that are started from now on. */
    public Traindeck env(String name, String value) {
        env.put(name, value);
        return this;
    }

    /** Returns the run of that name. */
    public RunFolder folder(String name) {
        return new RunFolder(runs.resolve(name));
    }

    /** Returns the log of the run of that name, followed from its start. */
    public LiveLog log(String name) {
        return LiveLog.of(folder(name).events());
    }

    /** Returns the words that start the program, without its arguments; the launcher does the same and more. */
    public static List<String> program() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return List.of(
                java,
                // As the launcher has it: small, quick to start, and no threads beside those of the program.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Xmn32m", // all of it is in use after a moment: what grows later is no young garbage
                "-Xlog:disable",
                "-Dai.djl.offline=true",
                // What the engine says of a machine with half a GPU driver is no line of ours.
                "-Dorg.slf4j.simpleLogger.log.ai.djl=off",
                "-cp",
                classPath,
                Main.class.getName());
    }

    /** Starts a command, for instance {@code train --plain}. */
    public Command start(String... arguments) throws IOException {
        return startUnder(List.of(), arguments);
    }

    /** Starts a command through another program, which {@code exec}s what follows it. */
    public Command startUnder(List<String> prefix, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(prefix);
        // A shell in the background ignores INT, and so would all that it starts.
        words.addAll(List.of("/usr/bin/env", "--default-signal=INT"));
        words.addAll(program());
        words.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        // The last two: Java says on stderr that it has picked them up.
        builder.environment()
                .keySet()
                .removeAll(List.of("TRAINDECK_LAUNCHER", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().putAll(env);
        Command command = Command.start(builder, outputs, List.of(arguments));
        started.add(command);
        return command;
    }

    /** Trains a tiny network for ever in the foreground, with options that are different or more. */
    public Command trainForEver(String name, String... options) throws IOException {
        return start(train(name, ENDLESS, options));
    }

    /**
     * Returns the arguments that train a tiny network in the foreground; later options take the place of earlier ones.
     */
    public static String[] train(String name, List<String> options, String... more) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        for (List<String> some : List.of(List.of("--name", name), TINY, options, List.of(more))) {
            for (int i = 0; i < some.size(); i++) {
                boolean hasValue = i + 1 < some.size() && !some.get(i + 1).startsWith("--");
                byName.put(some.get(i), some.subList(i, hasValue ? i + 2 : i + 1));
                i += hasValue ? 1 : 0;
            }
        }
        return Stream.concat(
                        Stream.of("train", "--plain"), byName.values().stream().flatMap(List::stream))
                .toArray(String[]::new);
    }

    /** Runs a command to its end, which must be a good one; returns what it printed on stdout. */
    public String run(String... arguments) throws IOException, InterruptedException {
        Command command = start(arguments);
        int exit = command.exit();
        if (exit != 0) {
            throw new AssertionError(command + " exits with " + exit + ": " + command.err());
        }
        return command.out();
    }

    @Override
    public void close() throws IOException {
        started.forEach(command -> command.process().destroyForcibly());
        if (!Files.isDirectory(runs)) {
            return;
        }
        try (Stream<Path> folders = Files.list(runs)) {
            folders.map(RunFolder::new).forEach(Traindeck::killTrainer);
        }
    }

    /** Ends the trainer of a run, at once and without a word. */
    static void killTrainer(RunFolder run) {
        try {
            if (RunLock.isHeld(run.lock())) {
                ProcessHandle.of(RunJson.read(run.runJson()).trainer().pid())
                        .filter(process ->
                                process.pid() != ProcessHandle.current().pid())
                        .ifPresent(trainer -> {
                            trainer.destroyForcibly();
                            trainer.onExit().join();
                        });
            }
        } catch (RunException e) {
            // No run, so no trainer of one.
        }
    }

    /** A command that was started. */
    public record Command(Process process, Path outFile, Path errFile, List<String> arguments) {
        /** Starts it without a terminal; what it prints goes into files in {@code outputs}. */
        static Command start(ProcessBuilder builder, Path outputs, List<String> arguments) throws IOException {
            Path out = Files.createTempFile(outputs, "out-", ".txt");
            Path err = Files.createTempFile(outputs, "err-", ".txt");
            // Threads that spin would take the cores from the tests beside this one.
            builder.environment().put("OMP_WAIT_POLICY", "passive");
            builder.environment().put("OPT_OUT_TRACKING", "true");
            Process process = builder.redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            return new Command(process, out, err, arguments);
        }

        /** Waits for the end of the command. */
        public int exit() throws IOException, InterruptedException {
            if (!process.waitFor(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(this + " does not end; it printed:\n" + out() + err());
            }
            return process.exitValue();
        }

        /** Returns what it has printed on stdout. */
        public String out() throws IOException {
            return Files.readString(outFile, StandardCharsets.UTF_8);
        }

        /** Returns what it has printed on stderr. */
        public String err() throws IOException {
            return Files.readString(errFile, StandardCharsets.UTF_8);
        }

        /** Sends a signal by name. */
        public void signal(String name) throws IOException, InterruptedException {
            Traindeck.signal(process.pid(), name);
        }

        @Override
        public String toString() {
            return "traindeck " + String.join(" ", arguments);
        }
    }

    /** Sends a signal by name to any process. */
    public static void signal(long pid, String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("kill -" + name + " " + pid + " exits with " + exit);
        }
    }
}
