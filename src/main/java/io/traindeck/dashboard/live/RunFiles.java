package io.traindeck.dashboard.live;

import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.Resumption;
import io.traindeck.dashboard.panel.StatusWords;
import io.traindeck.listing.NewestRun;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Status;

/** Tells a page about a run's files: where they are, what the user types for them, and who goes on with them. */
final class RunFiles {
    /** The process with which a container ends: the kernel then kills all other processes there. */
    private static final long FIRST_PROCESS = 1;

    private final LoggedRun run;
    private final Workplace place;
    private final OtherRun other;

    /** @param changed runs on another thread when something more is known of the files */
    RunFiles(LoggedRun run, Workplace place, Runnable changed) {
        this.run = run;
        this.place = place;
        other = run.folder()
                .map(folder -> new OtherRun(() -> NewestRun.like(place.folders(), folder), changed))
                .orElse(null);
    }

    /** Returns what a picture needs to know of the files. */
    Frame.Files of(Observed seen, Status status) {
        if (run.folder().isEmpty()) {
            String format = seen.log().format();
            return new Frame.Files(run.name(), format.isEmpty() ? "unknown" : format, "", "");
        }
        RunFolder folder = run.folder().get();
        String weights = seen.kept().weights() && seen.state().isOver()
                ? RunFollower.bestWeights(folder).toString()
                : "";
        return new Frame.Files(
                new Frame.Files.Place(folder.path().toString(), folder.name()),
                "",
                weights,
                compare(status),
                resumption(seen),
                seen.kept().program(),
                seen.job());
    }

    private Resumption resumption(Observed seen) {
        Resumption resumption = seen.resumption();
        boolean needsTrainer = resumption.isPossible() && !resumption.isOfProgram();
        return needsTrainer && !place.trainers().canTrain() ? Resumption.NO_TRAINER : resumption;
    }

    private String compare(Status status) {
        boolean finished = status == Status.COMPLETED || status == Status.EARLY_STOP || status == Status.STOPPED;
        return !finished
                ? ""
                : other.found()
                        .map(found ->
                                StatusWords.comparing(name(), place.nameOf().apply(found)))
                        .orElse("");
    }

    /** The name that the user types for the run. */
    private String name() {
        return run.folder().map(place.nameOf()).orElse(run.named().toString());
    }

    /** The text to print when the program is left while it shows {@code frame}; empty for nothing. */
    String farewell(Observed seen, Frame frame) {
        if (run.folder().isEmpty()) {
            return "";
        }
        Status status = frame.status();
        if (seen.trainer().start() != null || seen.hasTrainer() && !status.isOver()) {
            long pid = seen.trainer().pid();
            if (ProcessHandle.current().pid() == FIRST_PROCESS) {
                return StatusWords.leavingContainer(name());
            }
            return pid == 0 ? "" : StatusWords.leaving(pid, name(), status == Status.PAUSED);
        }
        return status == Status.CRASHED ? "" : StatusWords.of(frame).text();
    }
}
