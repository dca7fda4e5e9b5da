package io.traindeck.cli.queue;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.plain.PlainLines;
import io.traindeck.cli.plain.PlainText;
import io.traindeck.cli.trainer.EndSignals;
import io.traindeck.cli.trainer.LiveTrainer;
import io.traindeck.cli.trainer.RunMaker;
import io.traindeck.cli.trainer.TrainerLauncher;
import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.state.Status;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The turn of one run: a trainer in a session of its own trains it, from its present state to its end. This process
 * holds nothing that could be lost: another one goes on from what the run folder tells.
 */
final class RunTurn {
    private static final long LOOK_EVERY_MS = 200;

    private final RunQueue queue;
    private final QueuedRun run;
    private final Place place;
    private final RunFolder folder;
    private final QueuePrinter out;
    private final EndSignals signals;
    private final Consumer<RunFolder> measured;

    /** Whether a trainer of it has been seen at work during this turn. */
    private boolean seen;

    /**
     * Where and how trainers of the run are started.
     *
     * @param exec the command that a trainer starts when something happens; empty for none
     */
    record Place(Slot slot, Optional<String> exec) {}

    /** @param measured is told when the run has one row more */
    RunTurn(
            RunQueue queue,
            QueuedRun run,
            Place place,
            QueuePrinter out,
            EndSignals signals,
            Consumer<RunFolder> measured) {
        this.queue = queue;
        this.run = run;
        this.place = place;
        this.folder = run.folder();
        this.out = out;
        this.signals = signals;
        this.measured = measured;
    }

    /**
     * Trains the run until it is done, or cannot go on, or a signal ends this process.
     *
     * @throws CliException if its trainer could not start and none of the queue ever did, or somebody has told it to end
     */
    void take() throws CliException, RunException, IOException, InterruptedException {
        boolean started = false;
        while (signals.exitCode().isEmpty()) {
            RunOutcome outcome = RunOutcome.of(folder);
            if (outcome.live()) {
                follow(() -> LiveTrainer.found(folder));
                seen = true;
            } else if (outcome.isFinal()) {
                tell(outcome);
                return;
            } else if (seen && outcome.wasToldToEnd()) {
                throw new CliException("the trainer of " + folder.name() + " was told to end, so no other was started; "
                        + QueueProcess.GOES_ON);
            } else if (started) {
                out.say(folder, "crashed; the same command takes it up again");
                return;
            } else if (start(outcome.begun())) {
                started = true;
            } else {
                return;
            }
        }
    }

    /** Prints why a run failed, which {@link PlainLines} do not print. */
    private void tell(RunOutcome outcome) {
        if (outcome.status() == Status.FAILED) {
            out.say(folder, "failed: " + outcome.message());
        }
    }

    /** Starts a trainer, and follows it to its end; returns false if it ended before it began to train. */
    private boolean start(boolean begun) throws CliException, RunException, IOException, InterruptedException {
        if (!begun) {
            make();
        }
        TrainerMode mode = (begun ? TrainerMode.resumingLast() : TrainerMode.fresh())
                .telling(place.exec())
                .unlessDone(true);
        LaunchedTrainer[] trainer = new LaunchedTrainer[1];
        boolean heard = follow(() -> {
            trainer[0] = new TrainerLauncher(folder, place.slot().environment()).launch(mode);
            return LiveTrainer.started(trainer[0]);
        });
        seen |= heard;
        RunOutcome outcome = RunOutcome.of(folder);
        // If another is live, it was there first, and is followed now; or it has already come to its end.
        if (heard || outcome.live() || outcome.isFinal() || signals.exitCode().isPresent()) {
            return true;
        }
        String why = trainer[0].ended().orElseThrow();
        if (!begun) {
            folder.removeIfNeverStarted();
        }
        if (!queue.hasBegun()) {
            throw new CliException(why);
        }
        out.say(folder, "could not start: " + why);
        return false;
    }

    private void make() throws RunException, IOException {
        RunJson json = run.wanted().get();
        RunMaker.makeOrComplete(
                folder,
                place.slot().threads() == 0
                        ? json
                        : json.withThreads(place.slot().threads()));
    }

    private interface Launch {
        LiveTrainer launch() throws RunException;
    }

    /** Prints what happens from now on, until the trainer is gone; returns whether anything has happened. */
    private boolean follow(Launch launch) throws RunException, IOException, InterruptedException {
        PlainText text = new PlainText();
        try (EventLogReader log = new EventLogReader(folder.events())) {
            // What happened before is not printed, but some of it is needed to print the rest.
            log.poll(text::line);
            LiveTrainer trainer = launch.launch();
            try (PlainLines lines = out.lines(folder, text)) {
                boolean heard = false;
                boolean told = false;
                boolean alive = true;
                boolean[] row = {false};
                while (alive) {
                    // In this order: a trainer writes its last event and then ends.
                    alive = trainer.isAlive();
                    heard |= log.poll(event -> {
                                lines.accept(event);
                                row[0] |= isRow(event);
                            })
                            > 0;
                    told = told || signals.exitCode().isPresent() && trainer.terminate();
                    if (row[0] && alive) {
                        measured.accept(folder);
                    }
                    row[0] = false;
                    if (alive) {
                        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
                    }
                }
                return heard;
            }
        }
    }

    private static boolean isRow(TrainEvent event) {
        return event instanceof TrainEvent.Measured measured && measured.kind() != TrainEvent.Measured.Kind.STEP;
    }
}
