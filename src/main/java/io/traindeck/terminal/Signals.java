package io.traindeck.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.stream.Stream;

/**
 * Operating-system signals, by way of JLine, so that nothing here compiles against {@code sun.misc}. If a signal does
 * not exist (on Windows), registering does nothing.
 */
public final class Signals {
    /** The signals we know. */
    public enum Signal {
        /** Ctrl-C. */
        INT,
        /** A polite request to end. */
        TERM,
        /** The terminal went away. */
        HUP,
        /** Continued after a stop. */
        CONT,
        /** Ctrl-Z. */
        TSTP,
        /** A signal that is free for programs to use. */
        USR1,
        /** The terminal's size changed. */
        WINCH
    }

    /** A handler that is in place until closed. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        /** Puts the earlier handler back. */
        @Override
        void close();
    }

    private Signals() {}

    /** Runs a handler on a thread of its own, each time the signal comes, until the registration is closed. */
    public static Registration on(Signal signal, Runnable handler) {
        Object previous = org.jline.utils.Signals.register(signal.name(), handler);
        return () -> org.jline.utils.Signals.unregister(signal.name(), previous);
    }

    /** Makes a signal do nothing. Programs that we start do not inherit this. */
    public static Registration ignore(Signal signal) {
        return on(signal, () -> {});
    }

    /**
     * Lets a signal do what it does to a program without handlers: INT, TERM and HUP end it at once, without shutdown
     * hooks.
     */
    public static Registration byDefault(Signal signal) {
        Object previous = org.jline.utils.Signals.registerDefault(signal.name());
        return () -> org.jline.utils.Signals.unregister(signal.name(), previous);
    }

    /**
     * Does what {@link #byDefault} does, but runs a last task first; a second signal of that kind does not wait for it.
     *
     * @param last the task, which is run on a thread of its own, and only once
     */
    public static Registration byDefaultAfter(Signal signal, Runnable last) {
        return on(signal, () -> {
            byDefault(signal);
            try {
                last.run();
            } finally {
                raiseUnchecked(signal);
            }
        });
    }

    /**
     * Stops this process as Ctrl-Z stops a program without handlers, and returns once it is continued; at once if there
     * is nobody who could continue it. Meanwhile INT, TERM and HUP end it without shutdown hooks: a stopped program
     * that is told to end is continued in the background, where Java, still reading the terminal, would be stopped
     * again before its hooks ran. The earlier handlers are in place again afterwards.
     *
     * @throws IOException if the shell cannot be started
     */
    static void stopThisProcess() throws IOException {
        List<Registration> defaults = Stream.of(Signal.TSTP, Signal.INT, Signal.TERM, Signal.HUP)
                .map(Signals::byDefault)
                .toList();
        try {
            raise(Signal.TSTP);
        } finally {
            defaults.forEach(Registration::close);
        }
    }

    /** Sends this process a signal by way of a shell: Java can only raise signals that it handles. */
    private static void raise(Signal signal) throws IOException {
        try {
            String command =
                    "kill -" + signal.name() + " " + ProcessHandle.current().pid();
            new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void raiseUnchecked(Signal signal) {
        try {
            raise(signal);
        } catch (IOException e) {
            // The next signal of that kind ends this process in any case.
            throw new UncheckedIOException(e);
        }
    }
}
