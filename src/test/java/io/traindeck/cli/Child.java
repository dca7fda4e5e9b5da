package io.traindeck.cli;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The real command line in a process of its own, with the class path of the tests. */
final class Child implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(1);

    private final List<String> arguments;
    private final Process process;
    private final Path out;
    private final Path err;

    private Child(Path folder, List<String> arguments) throws IOException {
        this.arguments = arguments;
        out = Files.createTempFile(folder, "child", ".out");
        err = Files.createTempFile(folder, "child", ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // starts fastest
                "-Dai.djl.offline=true",
                // What the engine says of a machine with half a GPU driver is no line of ours.
                "-Dorg.slf4j.simpleLogger.log.ai.djl=off",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        builder.environment().put("OPT_OUT_TRACKING", "true");
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("TRAINDECK_") || name.equals("JAVA_TOOL_OPTIONS"));
        process = builder.start();
    }

    /** Starts {@code traindeck ARGUMENTS} with {@code folder} as its working directory. */
    static Child start(Path folder, String... arguments) throws IOException {
        return new Child(folder, Arrays.asList(arguments));
    }

    /** Runs {@code traindeck ARGUMENTS} to its end. */
    static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
        try (Child child = start(folder, arguments)) {
            return child.awaitEnd();
        }
    }

    /** What became of a process. */
    record Ended(int exit, String out, String err) {}

    Ended awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("does not end: " + arguments + "\n" + Files.readString(err));
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
    }

    /**
     * Waits for an event that this process, and not one before it, has written to its log.
     *
     * @return how many events of the log have been read with it
     */
    <T extends TrainEvent> T awaitEvent(Log log, Class<T> kind, Predicate<T> wanted) throws IOException {
        AtomicReference<T> found = new AtomicReference<>();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            boolean ended = !process.isAlive();
            log.reader.poll(event -> {
                if (found.get() == null && kind.isInstance(event) && wanted.test(kind.cast(event))) {
                    found.set(kind.cast(event));
                }
            });
            if (found.get() != null) {
                return found.get();
            }
            if (ended || System.nanoTime() > deadline) {
                throw new AssertionError("no such " + kind.getSimpleName() + " from " + arguments + "\n"
                        + Files.readString(out) + Files.readString(err));
            }
            // A file cannot call back; this is the pace of looking at it.
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** A log, read as far as it was looked at. */
    static final class Log implements AutoCloseable {
        private final EventLogReader reader;

        Log(Path events) throws IOException {
            reader = new EventLogReader(events);
        }

        /** Leaves out what is there now. */
        Log fromHere() throws IOException {
            reader.poll(event -> {});
            return this;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /** Sends a signal by its name, {@code KILL} for instance. */
    void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("could not send " + name + " to " + arguments);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process if it has not. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
