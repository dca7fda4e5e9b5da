package io.traindeck.cli.plain;

import io.traindeck.event.TrainEvent;
import io.traindeck.text.Safe;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Prints the lines of a run while it trains, and on a terminal a progress line that rewrites itself.
 *
 * <p>Printing happens on a thread of its own: a terminal that nobody reads must not hold up training. All lines are
 * kept, but only the newest progress.
 */
public final class PlainLines implements Consumer<TrainEvent>, AutoCloseable {
    /** The longest that closing waits for the last lines to be printed if nobody reads them. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final ProgressLine line;
    private final String before;
    private final boolean terminal;
    private final PlainText text;
    private final Queue<String> lines = new ArrayDeque<>();
    private final Thread printer = new Thread(this::print, "plain-lines");
    private String progress = "";
    private boolean closed;

    public PlainLines(PrintStream out, boolean terminal, PlainText text) {
        this(out, terminal, text, "");
    }

    /** @param before the beginning of each line; any printable characters */
    public PlainLines(PrintStream out, boolean terminal, PlainText text, String before) {
        this.before = before;
        line = new ProgressLine(out, terminal);
        this.terminal = terminal;
        this.text = text;
        printer.setDaemon(true);
        printer.start();
    }

    @Override
    public synchronized void accept(TrainEvent event) {
        // Without a terminal there is no progress to show. Most events are steps: no text is made of them then, and the
        // printer goes on sleeping.
        if (terminal) {
            text.progress(event).map(Safe::forLine).ifPresent(newest -> progress = newest);
        }
        // A failure is printed once, on stderr.
        if (!(event instanceof TrainEvent.RunEnded ended && ended.reason() == TrainEvent.EndReason.FAILED)) {
            text.line(event).ifPresent(lines::add);
        }
        if (event instanceof TrainEvent.Measured m && m.kind() != TrainEvent.Measured.Kind.STEP
                || event instanceof TrainEvent.RunEnded) {
            progress = "";
        }
        if (terminal || !lines.isEmpty()) {
            notifyAll();
        }
    }

    /** Prints a line that no event tells. */
    public synchronized void say(String words) {
        lines.add(words);
        notifyAll();
    }

    /** Prints what is left, unless nobody reads. */
    @Override
    public void close() throws InterruptedException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        printer.join(LAST_WORDS.toMillis());
    }

    private void print() {
        String shown = "";
        try (line) {
            while (true) {
                String next;
                synchronized (this) {
                    while (!closed && lines.isEmpty() && (!terminal || progress.equals(shown))) {
                        wait();
                    }
                    if (closed && lines.isEmpty()) {
                        return;
                    }
                    next = lines.poll();
                    shown = next == null ? progress : "";
                }
                // This is outside the lock: the publisher of an event must not wait for the terminal.
                if (next == null) {
                    line.show(shown);
                } else {
                    line.print(before + next);
                }
            }
        } catch (InterruptedException e) {
            // Nobody waits for more lines.
            Thread.currentThread().interrupt();
        }
    }
}
