package io.traindeck.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that does something with a lock; it says a word when it has, and ends when its input does. */
final class LockProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private LockProcess(String act, Path lock) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProcess.class.getName(),
                        act,
                        lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Holds the lock; says {@code held} or {@code refused}. */
    static LockProcess holding(Path lock) throws IOException {
        return new LockProcess("hold", lock);
    }

    /** Asks without end whether the lock is held; says {@code asking} once it does. */
    static LockProcess asking(Path lock) throws IOException {
        return new LockProcess("ask", lock);
    }

    /** Whether a process that has just been started finds the lock held. */
    static boolean findsHeld(Path lock) throws IOException {
        try (LockProcess process = new LockProcess("look", lock)) {
            return Boolean.parseBoolean(process.word());
        }
    }

    /** Waits for the next word that the process says, and returns it. */
    String word() throws IOException {
        return output.readLine();
    }

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] args) throws Exception {
        Path lock = Path.of(args[1]);
        switch (args[0]) {
            case "look" -> System.out.println(RunLock.isHeld(lock));
            case "hold" -> {
                System.out.println(RunLock.acquire(lock).isPresent() ? "held" : "refused");
                System.in.read();
            }
            case "ask" -> {
                Thread asking = new Thread(() -> {
                    while (true) {
                        RunLock.isHeld(lock);
                    }
                });
                asking.setDaemon(true);
                asking.start();
                System.out.println("asking");
                System.in.read();
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }
}
