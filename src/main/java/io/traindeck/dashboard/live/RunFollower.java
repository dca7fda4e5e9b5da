package io.traindeck.dashboard.live;

import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.dashboard.page.Repeating;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.state.AdvisedStates;
import io.traindeck.state.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Follows a run by the files in its folder, on a thread of its own. */
public final class RunFollower implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 100;

    /** Lines that are read before others are told how far it is: some tens of milliseconds. */
    private static final int LINES_AT_ONCE = 50_000;

    private final RunFolder folder;
    private final Runnable changed;
    private final EventLogReader reader;
    private final Repeating looking;

    private volatile Observed observed = Observed.NOTHING;
    private volatile LaunchedTrainer newStart;

    // From here on: of the looking thread.
    private final AdvisedStates advised = new AdvisedStates();
    private RunState state = RunState.EMPTY;
    private LaunchedTrainer start;
    private String startFailure = "";
    private boolean pidIsOld = true;
    private boolean wasLive;
    private long pid;

    /**
     * @param start a trainer that has just been started; null for none
     * @param changed runs on another thread when {@link #observed} is another
     */
    public RunFollower(RunFolder folder, LaunchedTrainer start, Runnable changed) {
        this.folder = folder;
        this.changed = changed;
        newStart = start;
        reader = new EventLogReader(folder.events(), () -> state = RunState.EMPTY);
        looking = new Repeating("run-follower", LOOK_EVERY_MS, this::look);
    }

    /** Where a trainer keeps the best weights of that run. */
    static Path bestWeights(RunFolder folder) {
        return folder.checkpoints().resolve("best.safetensors");
    }

    /** As of the last look. */
    public Observed observed() {
        return observed;
    }

    /** A trainer was started: until its first event the run is being loaded. */
    void started(LaunchedTrainer trainer) {
        newStart = trainer;
    }

    @Override
    public void close() {
        looking.close();
    }

    private boolean look() {
        takeStart();
        // In this order: a trainer writes its last event, frees the lock, and ends.
        Optional<String> ended = start == null ? Optional.empty() : start.ended();
        boolean live = folder.isLive();
        String trouble = "";
        boolean more = false;
        try {
            more = reader.poll(LINES_AT_ONCE, (event, offset) -> take(event)) == LINES_AT_ONCE;
            if (!Files.isDirectory(folder.path())) {
                trouble = "The run folder is gone; this is what was last seen of it.";
            }
        } catch (IOException e) {
            trouble = "The log cannot be read: " + e.getMessage();
        }
        if (start != null && ended.isPresent() && !more) {
            startFailure = ended.get();
            start = null;
        }
        readPid(live);
        // A log may have been copied without the weights that it speaks of.
        boolean weights = state.isOver() && Files.isRegularFile(bestWeights(folder));
        double share = more ? share() : 1;
        publish(new Observed(state, live, pid, start, startFailure, weights, share, reader.unreadableLines(), trouble));
        return more;
    }

    private void takeStart() {
        LaunchedTrainer begun = newStart;
        if (begun != null) {
            start = begun;
            startFailure = "";
            newStart = null;
        }
    }

    private void take(TrainEvent event) {
        state = advised.next(state, event);
        if (event instanceof TrainEvent.RunStarted || event instanceof TrainEvent.RunResumed) {
            pidIsOld = true;
            if (start != null && event.timeMs() >= start.sinceMs()) {
                start = null;
            }
        }
    }

    private void readPid(boolean live) {
        if (start != null) {
            pid = start.pid();
        } else if (live && (pidIsOld || !wasLive)) {
            try {
                pid = RunJson.read(folder.runJson()).pid();
            } catch (RunException e) {
                pid = 0; // Words do without it.
            }
            pidIsOld = false;
        }
        wasLive = live;
    }

    private double share() {
        try {
            long size = Files.size(folder.events());
            return size == 0 ? 0 : Math.min(0.99, (double) reader.offset() / size);
        } catch (IOException e) {
            return 0; // It is only what is shown while it is read.
        }
    }

    private void publish(Observed now) {
        if (!now.equals(observed)) {
            observed = now;
            changed.run();
        }
    }
}
