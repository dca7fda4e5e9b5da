package io.traindeck.cli.ablation;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.ExecOption;
import io.traindeck.cli.plain.PlainLines;
import io.traindeck.cli.plain.PlainText;
import io.traindeck.cli.trainer.EndSignals;
import io.traindeck.cli.trainer.LiveTrainer;
import io.traindeck.cli.trainer.RunMaker;
import io.traindeck.cli.trainer.TrainerLauncher;
import io.traindeck.cli.trainer.TrainerProcess;
import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.state.Status;
import io.traindeck.text.Safe;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Trains the runs of an ablation that are not done, one after another, each by a trainer in a session of its own. It
 * holds nothing that could be lost: another goes on from what the run folders tell.
 */
final class Ablator {
    private static final long LOOK_EVERY_MS = 200;

    private final Ablation ablation;
    private final RunMaker maker;
    private final Function<Ablation.Run, RunJson> wanted;
    private final PrintStream out;
    private final boolean terminal;
    private final EndSignals signals;

    /**
     * @param wanted gives the run.json that a run is made with
     * @param terminal whether {@code out} is one, so that a progress line may be rewritten
     */
    Ablator(
            Ablation ablation,
            RunMaker maker,
            Function<Ablation.Run, RunJson> wanted,
            PrintStream out,
            boolean terminal,
            EndSignals signals) {
        this.ablation = ablation;
        this.maker = maker;
        this.wanted = wanted;
        this.out = out;
        this.terminal = terminal;
        this.signals = signals;
    }

    /**
     * Trains every run that is left. A run that fails or crashes does not keep the others from their turn.
     *
     * @return the exit code if a signal ended it; empty if every run had its turn
     * @throws CliException if a trainer could not start, or somebody has told one to end
     */
    OptionalInt run() throws CliException, RunException, IOException, InterruptedException {
        List<Ablation.Run> runs = ablation.runs();
        for (int i = 0; i < runs.size() && signals.exitCode().isEmpty(); i++) {
            Ablation.Run run = runs.get(i);
            String place = String.format(Locale.ROOT, "[%d/%d] ", i + 1, runs.size());
            if (RunOutcome.of(run.folder()).isFinal()) {
                out.println(place + run.folder().name() + " is done");
            } else {
                out.println(place + run.folder().name());
                train(run);
            }
        }
        return signals.exitCode();
    }

    private void train(Ablation.Run run) throws CliException, RunException, IOException, InterruptedException {
        RunFolder folder = run.folder();
        boolean started = false;
        boolean seen = false;
        while (signals.exitCode().isEmpty()) {
            RunOutcome outcome = RunOutcome.of(folder);
            if (outcome.live()) {
                follow(folder, () -> LiveTrainer.found(folder));
                seen = true;
            } else if (outcome.isFinal()) {
                tell(outcome);
                return;
            } else if (seen && outcome.wasToldToEnd()) {
                throw new CliException("the trainer of " + folder.name()
                        + " was told to end, so no other was started; the same command goes on");
            } else if (started) {
                out.println(folder.name() + " crashed; the same command takes it up again");
                return;
            } else {
                start(run, outcome.begun());
                started = true;
                seen = true;
            }
        }
    }

    /** Prints why a run failed, which {@link PlainLines} leave to whoever reads stderr. */
    private void tell(RunOutcome outcome) {
        if (outcome.status() == Status.FAILED) {
            out.println(Safe.forLine("failed: " + outcome.message()));
        }
    }

    /** Starts a trainer, and follows it to its end. */
    private void start(Ablation.Run run, boolean begun)
            throws CliException, RunException, IOException, InterruptedException {
        RunFolder folder = run.folder();
        if (!begun) {
            if (Files.exists(folder.path())) {
                folder.removeIfNeverStarted();
            }
            maker.create(wanted.apply(run));
        }
        TrainerProcess.Mode mode =
                (begun ? TrainerProcess.Mode.resumingLast() : TrainerProcess.Mode.fresh()).telling(ExecOption.usual());
        LaunchedTrainer[] trainer = new LaunchedTrainer[1];
        boolean heard = follow(folder, () -> {
            trainer[0] = new TrainerLauncher(folder).launch(mode);
            return LiveTrainer.started(trainer[0]);
        });
        // It was there first, and is followed now.
        boolean another = RunOutcome.of(folder).live();
        if (!heard && !another && signals.exitCode().isEmpty()) {
            String why = trainer[0].ended().orElseThrow();
            if (!begun) {
                folder.removeIfNeverStarted();
            }
            throw new CliException(why);
        }
    }

    private interface Launch {
        LiveTrainer launch() throws RunException;
    }

    /** Prints what happens from now on, until the trainer is gone; returns whether anything has. */
    private boolean follow(RunFolder folder, Launch launch) throws RunException, IOException, InterruptedException {
        PlainText text = new PlainText();
        try (EventLogReader log = new EventLogReader(folder.events())) {
            // What happened before is not printed, but some of it is needed to print the rest.
            log.poll(text::line);
            LiveTrainer trainer = launch.launch();
            try (PlainLines lines = new PlainLines(out, terminal, text)) {
                boolean heard = false;
                boolean told = false;
                boolean alive = true;
                while (alive) {
                    // In this order: a trainer writes its last event and then ends.
                    alive = trainer.isAlive();
                    heard |= log.poll(lines) > 0;
                    told = told || signals.exitCode().isPresent() && trainer.terminate();
                    if (alive) {
                        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
                    }
                }
                return heard;
            }
        }
    }
}
