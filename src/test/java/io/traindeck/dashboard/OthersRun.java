package io.traindeck.dashboard;

import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.event.Description;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.testing.ForeignLog;
import java.time.ZoneOffset;

/** A run whose log another program writes, and the picture of it. */
public final class OthersRun {
    private final ForeignLog log = new ForeignLog();
    private final String path;
    private final String format;

    /** @param format what people call the format of the log; empty for a run folder of ours that another program fills */
    public OthersRun(String path, String format) {
        this.path = path;
        this.format = format;
    }

    public OthersRun add(TrainEvent event) {
        log.add(event);
        return this;
    }

    /** Gives the log times from now on. */
    public OthersRun at(long ms) {
        log.at(ms);
        return this;
    }

    public OthersRun pass(double seconds) {
        log.pass(seconds);
        return this;
    }

    public OthersRun described(Description about) {
        log.described(about);
        return this;
    }

    public OthersRun step(long step, Names names, double... values) {
        log.step(step, names.with(values));
        return this;
    }

    public OthersRun validation(long step, Names names, double... values) {
        log.validation(step, names.with(values));
        return this;
    }

    /** Adds an epoch that is over. */
    public OthersRun epoch(int epoch, long step, Names names, double... values) {
        log.epoch(step, epoch, names.with(values));
        return this;
    }

    public RunState state() {
        return log.state();
    }

    /** Returns the picture while the log is being written. */
    public Frame frame() {
        return frame(Status.RUNNING);
    }

    public Frame frame(Status status) {
        Frame.Files files = new Frame.Files(path, format, "", "");
        ViewState view = ViewState.of(Context.LIVE);
        return new Frame(state(), status, view, files, log.nowMs(), ZoneOffset.UTC, null);
    }
}
