package io.traindeck.dashboard.live;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.Focus;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.dashboard.page.Words;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.panel.CommandLife;
import io.traindeck.dashboard.panel.Dashboard;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.Onlooker;
import io.traindeck.dashboard.panel.StatusWords;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.LogWords;
import io.traindeck.text.Numbers;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A run that trains, or has ended: its dashboard, and the commands to its trainer. */
public final class LivePage implements Page {
    private static final List<String> COMMANDS = List.of("pause", "resume", "checkpoint", "stop", "goto", Onlooker.SHOW);

    private final RunFolder folder;
    private final Workplace place;
    private final RunFollower follower;
    private final OtherRun other;
    private final boolean mustStart;
    private final Dashboard dashboard;
    private final Onlooker onlooker;

    private ViewState view = ViewState.of(Context.LIVE);
    private Observed seen = Observed.NOTHING;
    private long nowMs;
    private String toldFailure = "";

    /**
     * @param start a trainer that has just been started for this page, which has failed if it has; null for none
     */
    public LivePage(RunFolder folder, LaunchedTrainer start, Workplace place, Runnable changed) {
        this.folder = folder;
        this.place = place;
        mustStart = start != null;
        dashboard = new Dashboard(place.keys());
        onlooker = new Onlooker(place.keys(), Optional.of(folder.trainerLog()), changed);
        follower = new RunFollower(folder, start, changed);
        other = new OtherRun(place.runsDir(), folder, changed);
    }

    @Override
    public Next refresh(long now) {
        nowMs = now;
        seen = follower.observed();
        String failure = seen.startFailure();
        if (!failure.equals(toldFailure)) {
            toldFailure = failure;
            if (mustStart && seen.state() == RunState.EMPTY) {
                return new Next.Fail(failure);
            }
            say(failure.isEmpty() ? "" : "The trainer did not start: " + failure);
        }
        return Next.STAY;
    }

    @Override
    public Picture draw(int width, int height, Theme theme, Glyphs glyphs) {
        view = onlooker.look(frame(), width, height);
        Frame frame = frame();
        ViewState shown = view.notice().isEmpty() ? view.withNotice(standing()) : view;
        return dashboard.draw(frame.with(shown), width, height, theme, glyphs);
    }

    /** What is to be said as long as it is so. */
    private String standing() {
        if (!seen.isWhole()) {
            return "Reading the log: " + Numbers.wholePercent(seen.share());
        }
        if (seen.start() != null && seen.state() != RunState.EMPTY) {
            return (hasCheckpoint()
                            ? "A trainer takes the run up again from its last checkpoint"
                            : "A trainer starts the run from the beginning")
                    + "; it is loading data.";
        }
        if (!seen.trouble().isEmpty()) {
            return seen.trouble();
        }
        return seen.unreadable() == 0 ? "" : LogWords.unreadable(seen.unreadable());
    }

    private Frame frame() {
        ZoneId zone = place.zone();
        Status status = seen.status(nowMs);
        String weights = seen.weights() ? RunFollower.bestWeights(folder).toString() : "";
        return new Frame(
                seen.state(), status, view, folder.path().toString(), nowMs, zone, null, weights, compare(status));
    }

    private String compare(Status status) {
        boolean finished = status == Status.COMPLETED || status == Status.EARLY_STOP || status == Status.STOPPED;
        return !finished
                ? ""
                : other.found()
                        .map(found -> StatusWords.comparing(
                                place.nameOf().apply(folder), place.nameOf().apply(found)))
                        .orElse("");
    }

    @Override
    public Focus focus() {
        return view.focus();
    }

    @Override
    public Next press(Action action, TerminalSize size) {
        Frame frame = frame();
        view = view.withNotice("");
        Optional<Onlooker.Answer> answer = onlooker.press(action, frame.with(view), size);
        if (answer.isPresent()) {
            view = answer.get().view();
            if (action == Action.EARLY_STOP && view.overlay() == null) {
                sayNoTrainer(frame.status());
            }
            return answer.get().next();
        }
        switch (action) {
            case PAUSE_OR_GO_ON -> send(frame.status() == Status.PAUSED ? Command.RESUME : Command.PAUSE);
            case CHECKPOINT -> send(Command.CHECKPOINT);
            case RESUME -> resume();
            case YES -> {
                view = view.withOverlay(null);
                send(Command.STOP);
            }
            case LEAVE -> {
                return Next.BACK;
            }
            default -> {
                // Keys of other places.
            }
        }
        return Next.STAY;
    }

    @Override
    public Optional<Next> obey(TypedCommand typed) {
        if (typed.word().equals("goto")) {
            goTo(typed.argument());
        } else if (typed.word().equals(Command.RESUME.word())) {
            resume();
        } else if (Command.of(typed.word()).isPresent()) {
            send(Command.of(typed.word()).get());
        } else {
            Optional<Onlooker.Answer> answer = onlooker.obey(typed, view);
            view = answer.map(Onlooker.Answer::view).orElse(view);
            return answer.map(Onlooker.Answer::next);
        }
        return Optional.of(Next.STAY);
    }

    @Override
    public String sought() {
        return Onlooker.sought(view);
    }

    @Override
    public List<String> commands() {
        return COMMANDS;
    }

    private void resume() {
        Status status = frame().status();
        if (status == Status.PAUSED) {
            send(Command.RESUME);
        } else if (status == Status.LOADING) {
            sayNoTrainer(status);
        } else if (!status.isResumable()) {
            say(status.isOver() ? "The run is complete: there is nothing to resume." : "The run is not paused.");
        } else {
            restart();
        }
    }

    private void restart() {
        try {
            follower.started(place.trainers().resume(folder));
            say("Starting a trainer.");
        } catch (RunException e) {
            say(e.getMessage());
        }
    }

    private void sayNoTrainer(Status status) {
        say(Words.noTrainer(status, hasCheckpoint()));
    }

    private boolean hasCheckpoint() {
        return seen.state().journal().checkpoint() != null;
    }

    private void send(Command command) {
        Status status = frame().status();
        if (!status.takesCommands()) {
            sayNoTrainer(status);
            return;
        }
        try {
            view = view.withSent(new CommandLife.Sent(Mailbox.send(folder, command), command, nowMs));
        } catch (RunException e) {
            say(e.getMessage());
        }
    }

    /** Scrolls the table so that the epoch, or the step where there are no epochs, is its last row. */
    private void goTo(String argument) {
        Optional<Long> wanted = Words.number(argument);
        if (wanted.isEmpty()) {
            say(Words.NO_NUMBER);
            return;
        }
        List<Measured> rows = seen.state().rows().list();
        boolean byEpoch = seen.state().epochsDone() > 0;
        long later = rows.stream()
                .filter(row -> (byEpoch ? row.epoch() : row.step()) > wanted.get())
                .count();
        view = view.withView(View.OVERVIEW).withTableBack((int) later);
    }

    @Override
    public void say(String notice) {
        view = view.withNotice(notice, nowMs);
    }

    @Override
    public String farewell() {
        Status status = frame().status();
        if (seen.start() != null || seen.live() && !status.isOver()) {
            return seen.pid() == 0
                    ? ""
                    : StatusWords.leaving(seen.pid(), place.nameOf().apply(folder));
        }
        return status == Status.CRASHED ? "" : StatusWords.of(frame()).text();
    }

    @Override
    public void close() {
        follower.close();
        onlooker.close();
    }
}
