package io.traindeck.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A terminal with a person at it: a tmux of its own (its own server, no configuration) with one pane, for tests of the real
 * program.
 */
public final class Tmux implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String server = "traindeck-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

    /**
     * Starts a command in a pane.
     *
     * @param env variables for the command, on top of ours; {@code TERM} is tmux's
     * @param command the program and its arguments; when it ends the pane stays, so that its last words can be read
     */
    public Tmux(int columns, int rows, Map<String, String> env, List<String> command) {
        List<String> start = new ArrayList<>(List.of("start-server", ";", "set", "-g", "remain-on-exit", "on"));
        start.addAll(
                List.of(";", "set", "-g", "default-terminal", "tmux-256color", ";", "set", "-sg", "escape-time", "0"));
        start.addAll(List.of(";", "set", "-g", "status", "off"));
        start.addAll(List.of(";", "new-session", "-d", "-x", "" + columns, "-y", "" + rows));
        env.forEach((name, value) -> start.addAll(List.of("-e", name + "=" + value)));
        start.add(command.stream().map(Tmux::quoted).collect(Collectors.joining(" ", "exec ", "")));
        run(start);
    }

    /** Starts a pane with an interactive bash that keeps jobs and reads no start-up files; its prompt is {@code $ }. */
    public static Tmux shell(int columns, int rows, Map<String, String> env) {
        List<String> bash = List.of("env", "PS1=$ ", "bash", "--norc", "--noprofile", "-i");
        Tmux tmux = new Tmux(columns, rows, env, bash);
        tmux.waitFor("a prompt", screen -> screen.startsWith("$"));
        return tmux;
    }

    /** Whether tmux is installed; if not, tests say so and are skipped. */
    public static boolean isInstalled() {
        try {
            return execute(List.of("tmux", "-V")).exit() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Presses keys by tmux's names: {@code q}, {@code Enter}, {@code Escape}, {@code Up}, {@code C-c}, … */
    public void press(String... keys) {
        List<String> command = new ArrayList<>(List.of("send-keys", "--"));
        command.addAll(List.of(keys));
        run(command);
    }

    /** Types text as it is. */
    public void type(String text) {
        run(List.of("send-keys", "-l", "--", text));
    }

    /** Types text and presses Enter. */
    public void enter(String text) {
        type(text);
        press("Enter");
    }

    /** Waits until the {@link #shell} asks for a command: a program that ends may still read what is typed before. */
    public void waitForPrompt() {
        waitFor("prompt", screen -> screen.stripTrailing().endsWith("\n$"));
    }

    /** Pastes text as a terminal does: bracketed, if the program asked for that. */
    public void paste(String text) {
        run(List.of("set-buffer", "--", text));
        run(List.of("paste-buffer", "-p"));
    }

    /** Returns what the pane shows: a line per row, without blanks at the end. */
    public String capture() {
        return run(List.of("capture-pane", "-p"));
    }

    /** Returns what the pane shows, with the escape sequences of its colours. */
    public String captureWithColors() {
        return run(List.of("capture-pane", "-p", "-e"));
    }

    /** Changes the pane's size. */
    public void resize(int columns, int rows) {
        run(List.of("resize-window", "-x", "" + columns, "-y", "" + rows));
    }

    /**
     * Returns a tmux format of the pane, for instance {@code #{alternate_on}}, {@code #{cursor_y}} or {@code
     * #{pane_pid}}.
     */
    public String format(String format) {
        return run(List.of("display-message", "-p", format)).strip();
    }

    /**
     * Waits until the pane shows something.
     *
     * @param what the words for the picture in the error
     * @return what the pane shows then
     * @throws AssertionError with the last picture if the pane does not show it in time
     */
    public String waitFor(String what, Predicate<String> condition) {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        String screen = capture();
        while (!condition.test(screen)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + what + " within " + Patience.LIMIT.toSeconds()
                        + " s; the pane shows:\n" + screen.stripTrailing());
            }
            LockSupport.parkNanos(POLL.toNanos()); // A pane cannot call back; this is the pace of looking at it.
            screen = capture();
        }
        return screen;
    }

    /** Waits until the pane shows a text. */
    public String waitFor(String text) {
        return waitFor("'" + text + "'", screen -> screen.contains(text));
    }

    /** Sets an option of the server's windows and panes. */
    public void option(String name, String value) {
        run(List.of("set", "-g", name, value));
    }

    /** Returns the command that shows this terminal on another one, as a client of tmux. */
    public List<String> attaching() {
        return List.of("env", "-u", "TMUX", "tmux", "-u", "-L", server, "-f", "/dev/null", "attach");
    }

    /** Appends all bytes that are written to the pane from now on to a file. */
    public void record(Path file) {
        run(List.of("pipe-pane", "exec cat >> " + quoted(file.toString())));
    }

    /** Ends the server and, by a hang-up, what runs in the pane. */
    @Override
    public void close() {
        execute(List.of("tmux", "-L", server, "kill-server"));
    }

    private String run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", server, "-f", "/dev/null"));
        command.addAll(arguments);
        Result result = execute(command);
        if (result.exit() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + ": " + result.output().strip());
        }
        return result.output();
    }

    private record Result(int exit, String output) {}

    private static Result execute(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8"); // tmux draws underscores for what the locale lacks.
            builder.environment().remove("TMUX");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " hangs");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + String.join(" ", command), e);
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
