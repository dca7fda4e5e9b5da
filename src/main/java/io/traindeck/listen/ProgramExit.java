package io.traindeck.listen;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notices that the program ends, however it does, unless it is killed. */
final class ProgramExit {
    /** Java ends a program that is told so by a signal on a thread of this name. */
    private static final Pattern SIGNAL = Pattern.compile("SIG(HUP|INT|TERM) handler");

    private final Thread hook;

    /**
     * @param end called when the program ends, on a thread of its own, while the program's own threads may go on; given
     *     the signal that ends it, such as {@code TERM}, or nothing if none does. The program has ended when this
     *     returns, so it must not wait for one of its threads
     */
    ProgramExit(Consumer<Optional<String>> end) {
        hook = new Thread(() -> end.accept(signal()), "traindeck-exit");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending already.
        }
    }

    /** Calls nothing any more. */
    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, and this may even be the thread that does it.
        }
    }

    private static Optional<String> signal() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> SIGNAL.matcher(thread.getName()))
                .filter(Matcher::matches)
                .map(name -> name.group(1))
                .findFirst();
    }
}
