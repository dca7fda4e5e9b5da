package io.traindeck.testing;

import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A training loop in Python that imports {@code traindeck.py}: a process of its own, which is ended on closing. */
public final class PythonLoop implements AutoCloseable {
    /** The folder of the programs of these tests. */
    public static final Path SCRIPTS = Path.of("src", "test", "python").toAbsolutePath();

    /** The folder of {@code traindeck.py}. */
    public static final Path LIBRARY = Path.of("src", "main", "python").toAbsolutePath();

    private static final Duration POLL = Duration.ofMillis(20);

    private final Process process;
    private final Path printed;
    private final Path folder;

    private PythonLoop(Process process, Path printed, Path folder) {
        this.process = process;
        this.printed = printed;
        this.folder = folder;
    }

    /**
     * Starts a program.
     *
     * @param folder the folder in which it is started, so that its run is in {@code runs} there
     * @param env variables of its environment
     * @param script a file in {@link #SCRIPTS}, or a path
     */
    public static PythonLoop start(Path folder, Map<String, String> env, String script, Object... arguments)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
        List.of(arguments).forEach(argument -> words.add(argument.toString()));
        return launch(folder, env, words);
    }

    /** Starts a program that is given as text, which becomes a file in {@code folder}. */
    public static PythonLoop of(Path folder, Map<String, String> env, String name, String program) throws IOException {
        Path script = Files.writeString(folder.resolve(name + ".py"), program);
        return launch(folder, env, List.of(script.toString()));
    }

    private static PythonLoop launch(Path folder, Map<String, String> env, List<String> words) throws IOException {
        Path printed = Files.createTempFile(folder, "printed-", ".txt");
        ProcessBuilder builder = Python.builder(printed, words).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("TRAINDECK_.*|RANK|WORLD_SIZE|SLURM_.*"));
        builder.environment().put("PYTHONPATH", LIBRARY.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().putAll(env);
        return new PythonLoop(builder.start(), printed, folder);
    }

    /** Returns a run that it writes. */
    public RunFolder run(String name) {
        return new RunFolder(folder.resolve("runs").resolve(name));
    }

    public Process process() {
        return process;
    }

    /** Returns what it has printed, on stdout and stderr. */
    public String printed() throws IOException {
        return Files.readString(printed);
    }

    /** Waits until it has printed a text. */
    public void awaitPrinted(String text) throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!printed().contains(text)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it does not print \"" + text + "\" but \"" + printed() + "\"");
            }
            LockSupport.parkNanos(POLL.toNanos()); // A file cannot call back.
        }
    }

    /**
     * Waits for its end; returns its exit status, which is 128 plus the number of the signal if a signal has ended it.
     */
    public int exit() throws InterruptedException {
        return Python.await(process);
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }

    /** Sends a signal, such as {@code INT}. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
