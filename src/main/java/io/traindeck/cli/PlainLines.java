package io.traindeck.cli;

import io.traindeck.event.TrainEvent;
import io.traindeck.train.TrainingSetup;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The lesson's line per epoch, and on a terminal a progress line that rewrites itself.
 *
 * <p>Printing happens on a thread of its own: a terminal that nobody reads must not hold up training. Of progress only the
 * newest is kept; lines are kept all.
 */
final class PlainLines implements Consumer<TrainEvent>, AutoCloseable {
    /** How long the last lines are waited for where nobody reads. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final String CLEAR_LINE = "\r\u001b[K";

    /** A progress line longer than the terminal is wide is cut there: one that wraps could not be rewritten. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    /** Share of the newest step in the smoothed rate: about the last 50 steps count. */
    private static final double NEWEST_SHARE = 0.04;

    private final PrintStream out;
    private final boolean terminal;
    private final int epochs;
    private final int stepsPerEpoch;
    private final int imagesPerEpoch;
    private final Queue<String> lines = new ArrayDeque<>();
    private final Thread printer = new Thread(this::print, "plain-lines");
    private String progress = "";
    private boolean closed;
    private double imagesPerS = Double.NaN;

    PlainLines(PrintStream out, boolean terminal, String run, TrainingSetup setup) {
        this.out = out;
        this.terminal = terminal;
        epochs = setup.dials().epochs();
        stepsPerEpoch = setup.stepsPerEpoch();
        imagesPerEpoch = setup.data().train().size();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %s on %s, %d training and %d validation images, %d epochs of %d steps, seed %d",
                run,
                setup.recipe(),
                setup.data().name(),
                imagesPerEpoch,
                setup.data().validation().size(),
                epochs,
                stepsPerEpoch,
                setup.dials().seed()));
        printer.setDaemon(true);
        printer.start();
    }

    @Override
    public synchronized void accept(TrainEvent event) {
        if (event instanceof TrainEvent.Step step) {
            imagesPerS = Double.isNaN(imagesPerS)
                    ? step.imagesPerS()
                    : imagesPerS + NEWEST_SHARE * (step.imagesPerS() - imagesPerS);
            progress = progress(step);
        } else if (event instanceof TrainEvent.Validating validating) {
            progress = "epoch " + validating.epoch() + "/" + epochs + "  validating";
        } else if (event instanceof TrainEvent.Epoch epoch) {
            lines.add(line(epoch));
            progress = "";
        } else if (event instanceof TrainEvent.RunResumed resumed) {
            lines.add("resumed after step " + resumed.fromStep() + ", in epoch " + resumed.epoch());
        } else if (event instanceof TrainEvent.Paused paused) {
            lines.add("paused after step " + paused.step());
        } else if (event instanceof TrainEvent.Unpaused unpaused) {
            lines.add("going on after step " + unpaused.step());
        } else if (event instanceof TrainEvent.Warning warning) {
            lines.add("warning: " + warning.message());
        } else if (event instanceof TrainEvent.RunEnded ended && ended.reason() != TrainEvent.EndReason.FAILED) {
            // A failure is said once, on stderr.
            lines.add(ended.message());
            progress = "";
        }
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
        try {
            while (true) {
                String next;
                synchronized (this) {
                    while (!closed && lines.isEmpty() && (!terminal || progress.equals(shown))) {
                        wait();
                    }
                    if (closed && lines.isEmpty()) {
                        break;
                    }
                    if (lines.isEmpty()) {
                        shown = progress;
                        next = CLEAR_LINE + NO_WRAP + progress + WRAP;
                    } else {
                        next = (shown.isEmpty() ? "" : CLEAR_LINE) + lines.remove() + System.lineSeparator();
                        shown = "";
                    }
                }
                out.print(next);
                out.flush();
            }
        } catch (InterruptedException e) {
            // Nobody waits for more lines.
            Thread.currentThread().interrupt();
        }
    }

    private String progress(TrainEvent.Step step) {
        int inEpoch = step.step() - (step.epoch() - 1) * stepsPerEpoch;
        double imagesLeft = (double) imagesPerEpoch * ((long) epochs * stepsPerEpoch - step.step()) / stepsPerEpoch;
        return String.format(
                Locale.ROOT,
                "epoch %d/%d  step %d/%d  loss %.4f  grad_norm %.2f  lr %.2e  %.0f images/s  ETA %s",
                step.epoch(),
                epochs,
                inEpoch,
                stepsPerEpoch,
                step.loss(),
                step.gradNorm(),
                step.lr(),
                imagesPerS,
                duration(imagesLeft / imagesPerS));
    }

    private String line(TrainEvent.Epoch epoch) {
        return String.format(
                Locale.ROOT,
                "epoch %2d/%d  train_loss %.4f  val_loss %.4f  train_acc %5.2f%%  val_acc %5.2f%%  lr %.2e"
                        + "  grad_norm %.2f (max %.2f)  %s%s",
                epoch.epoch(),
                epochs,
                epoch.trainLoss(),
                epoch.valLoss(),
                100 * epoch.trainAcc(),
                100 * epoch.valAcc(),
                epoch.lr(),
                epoch.gradNormMean(),
                epoch.gradNormMax(),
                duration(epoch.seconds()),
                epoch.best() ? "  best" : "");
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + "s";
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%dh%02dm", whole / 3600, whole % 3600 / 60);
    }
}
