package io.traindeck.cli.queue;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.Edition;
import io.traindeck.cli.screen.Screen;
import io.traindeck.cli.screen.WhereOption;
import io.traindeck.cli.trainer.DetachedProcess;
import io.traindeck.cli.trainer.EndSignals;
import io.traindeck.cli.trainer.ThisCommand;
import io.traindeck.cli.trainer.TrainerLauncher;
import io.traindeck.cli.trainer.TrainerProcess;
import io.traindeck.dashboard.comparison.QueuePage;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Trains what is left of a queue: here with plain lines, or in the background, looked at or not. */
public final class QueueStart {
    private final RunQueue queue;
    private final QueueTraining training;
    private final WhereOption where;
    private final Screen screen;
    private final ThisCommand command;
    private final QueueProgress progress;

    /** @param command the command that asks for the queue, and that goes on with it */
    QueueStart(
            RunQueue queue,
            QueueTraining training,
            WhereOption where,
            Screen screen,
            ThisCommand command,
            QueueProgress progress) {
        this.queue = queue;
        this.training = training;
        this.where = where;
        this.screen = screen;
        this.command = command;
        this.progress = progress;
    }

    /**
     * Trains what is left.
     *
     * @param shown gives the runs that are on the screen
     * @return the exit code; empty if every run has had its turn
     */
    public OptionalInt train(Supplier<QueuePage.Shown> shown) throws Exception {
        QueuedRun left = queue.firstLeft().orElse(null);
        if (left == null) {
            return OptionalInt.empty();
        }
        if (left.needsEngine()) {
            Edition.requireEngine();
        }
        // The process in the background has all the arguments of the one that started it.
        if (where.detach() && System.getenv(TrainerProcess.IN_BACKGROUND) == null) {
            where.requireOutlived();
            detach(left.folder());
            return OptionalInt.of(0);
        }
        return where.plain() || progress.forProgram() || !screen.isPossible() ? trainHere() : show(shown);
    }

    private void detach(RunFolder left) throws CliException, RunException, IOException, InterruptedException {
        if (queue.isUnderWay()) {
            throw queue.underWay();
        }
        if (RunLock.isHeld(left.lock())) {
            // Its trainer has begun long ago: there is nothing to wait for.
            startInBackground();
        } else {
            new TrainerLauncher(left).start(this::startInBackground);
        }
        progress.out().println(queue.name());
    }

    private OptionalInt show(Supplier<QueuePage.Shown> shown) throws Exception {
        screen.requireSettings();
        Workplace place = screen.workplace();
        DetachedProcess started = queue.isUnderWay() ? null : startInBackground();
        QueueProcess process = new QueueProcess(queue, started, command.text());
        screen.show(place, changed -> new QueuePage(shown, place, changed, process::end, process::farewell));
        if (process.goesOn()) {
            return OptionalInt.of(0);
        }
        if (queue.firstLeft().isPresent()) {
            throw new CliException(process.end());
        }
        return OptionalInt.empty();
    }

    private OptionalInt trainHere() throws Exception {
        try (EndSignals signals = new EndSignals(signal -> {});
                RunLock lock = RunLock.acquire(queue.lock()).orElseThrow(queue::underWay)) {
            QueuePrinter printer = new QueuePrinter(
                    progress.out(), progress.isTerminal(), training.slots().areSeveral());
            Consumer<RunFolder> measured = training.stopWorst() ? new MedianStop(queue, printer) : run -> {};
            OptionalInt exit = new QueueWorker(queue, training, printer, signals, measured).run();
            if (exit.isPresent()) {
                System.err.println("traindeck: a signal ended the " + queue.what() + "; " + QueueProcess.GO_ON_WITH
                        + command.text());
            } else if (!progress.forProgram()) {
                progress.out().println();
            }
            return exit;
        }
    }

    private DetachedProcess startInBackground() throws RunException, IOException {
        RunFolder.makeLog(queue.log());
        return new DetachedProcess(command.arguments(), queue.log());
    }
}
