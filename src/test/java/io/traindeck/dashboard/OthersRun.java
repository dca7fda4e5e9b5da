package io.traindeck.dashboard;

import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.event.Description;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Writes what a log of another program tells. */
public final class OthersRun {
    private final List<TrainEvent> events = new ArrayList<>();
    private final String path;
    private final String format;
    private long nowMs;

    /** @param format what people call the format of the log; empty for a run folder of ours that another program fills */
    public OthersRun(String path, String format) {
        this.path = path;
        this.format = format;
    }

    public OthersRun add(TrainEvent event) {
        events.add(event);
        return this;
    }

    /** From now on the log has times. */
    public OthersRun at(long ms) {
        nowMs = ms;
        return this;
    }

    public OthersRun pass(double seconds) {
        nowMs += (long) (1000 * seconds);
        return this;
    }

    public OthersRun described(Description about) {
        return add(new Described(nowMs, about));
    }

    public OthersRun step(long step, Names names, double... values) {
        return add(new Measured(nowMs, Kind.STEP, step, Double.NaN, null, names.with(values)));
    }

    public OthersRun validation(long step, Names names, double... values) {
        return add(new Measured(nowMs, Kind.VALIDATION, step, Double.NaN, null, names.with(values)));
    }

    /** An epoch that is over. */
    public OthersRun epoch(int epoch, long step, Names names, double... values) {
        return add(new Measured(nowMs, Kind.EPOCH, step, epoch, null, names.with(values)));
    }

    public RunState state() {
        return RunState.EMPTY.applyAll(events);
    }

    /** While it is being written. */
    public Frame frame() {
        return frame(Status.RUNNING);
    }

    public Frame frame(Status status) {
        Frame.Files files = new Frame.Files(path, format, "", "");
        ViewState view = ViewState.of(Context.LIVE);
        return new Frame(state(), status, view, files, nowMs, ZoneOffset.UTC, null);
    }
}
