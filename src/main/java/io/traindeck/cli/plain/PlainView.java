package io.traindeck.cli.plain;

import io.traindeck.cli.option.CliException;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.source.EventSource;
import io.traindeck.source.LoggedRun;
import io.traindeck.text.Safe;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** A run in plain lines, for a user who has no terminal to draw on. */
public final class PlainView {
    private static final long LOOK_EVERY_MS = 200;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final PlainText text = new PlainText();
    private boolean over;

    /** @param lack the beginning of a sentence that says what the terminal lacks; it is printed at once */
    public PlainView(String lack) {
        err.println("traindeck: " + lack + ", so here are plain lines");
    }

    /** Prints a log up to its present end. */
    public void print(LoggedRun log) throws IOException, CliException {
        int[] events = {0};
        try (EventSource source = log.open(() -> {})) {
            int records = source.poll(Integer.MAX_VALUE, event -> {
                events[0]++;
                print(event);
            });
            if (events[0] == 0) {
                throw new CliException(Safe.forLine(log.path().toString()) + " is no log: "
                        + (records == 0 ? "it is empty" : "none of its records can be understood"));
            }
        }
    }

    /** Prints what happened in a run, and what happens until it ends. */
    public void follow(RunFolder run) throws IOException, InterruptedException {
        try (EventLogReader reader = new EventLogReader(run.events())) {
            boolean held = true;
            while (held && !out.checkError()) {
                // In this order: a trainer writes its last event and then frees the lock.
                held = run.isLive();
                reader.poll(this::print);
                if (held) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
                }
            }
        }
        if (!over && !Files.isDirectory(run.path())) {
            err.println("traindeck: the run folder " + run.path() + " is gone");
        } else if (!over) {
            err.println("traindeck: the trainer died without a word; go on with: traindeck resume " + run.name());
        }
    }

    private void print(TrainEvent event) {
        over = event instanceof TrainEvent.RunEnded || over && !(event instanceof TrainEvent.RunResumed);
        text.line(event).ifPresent(out::println);
    }
}
