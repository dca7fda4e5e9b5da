package io.traindeck.terminal;

import java.lang.reflect.InvocationTargetException;

/**
 * Operating-system signals, by way of JLine, so that nothing here compiles against {@code sun.misc}. Where a signal does not
 * exist (Windows), registering does nothing.
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
        /** Free for us. */
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
     * Does what the signal does to a program without handlers: {@code TSTP} stops this process, and the call returns once it is
     * continued (at once, where nobody could continue it). The earlier handler is in place again afterwards.
     *
     * @throws IllegalStateException if this Java cannot raise signals
     */
    static void raiseDefault(Signal signal) {
        Object previous = org.jline.utils.Signals.registerDefault(signal.name());
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            type.getMethod("raise", type)
                    .invoke(null, type.getConstructor(String.class).newInstance(signal.name()));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot raise SIG" + signal + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot raise SIG" + signal + ": " + e, e);
        } finally {
            org.jline.utils.Signals.unregister(signal.name(), previous);
        }
    }
}
