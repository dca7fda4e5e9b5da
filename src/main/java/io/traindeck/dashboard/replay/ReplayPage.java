package io.traindeck.dashboard.replay;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.Focus;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.dashboard.page.Words;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.panel.Branches;
import io.traindeck.dashboard.panel.Dashboard;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.Onlooker;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.event.Liveness;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.ReplayClock;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.state.Timeline;
import io.traindeck.text.LogWords;
import io.traindeck.text.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A saved log, played in recorded time. */
public final class ReplayPage implements Page {
    private static final long PLAYING_MS = 100;
    private static final long STANDING_MS = 60_000;
    private static final double SECOND_MS = 1_000;
    private static final double MINUTE_MS = 60_000;

    private static final List<String> COMMANDS = List.of("pause", "resume", "goto", "speed", Onlooker.SHOW);

    private final String name;
    private final Workplace place;
    private final Branches branches;
    private final ReplayReader reader;
    private final Dashboard dashboard;
    private final Onlooker onlooker;

    private ViewState view = ViewState.of(Context.REPLAY);
    private ReplayReader.Result read;

    /** The moment that the replay has reached; null until the log has been read through. */
    private ReplayClock clock;

    private long nowMs;

    /** Whether another page has covered this one since the last refresh: that time is not played. */
    private boolean wasCovered;

    /**
     * @param name the log as the user named it
     * @param alone whether a branch is played without what it has in common with its parent
     * @param speed recorded seconds a second; NaN for one at which the run takes about a minute
     */
    public ReplayPage(LoggedRun log, String name, boolean alone, double speed, Workplace place, Runnable changed) {
        branches = new Branches(place);
        this.name = name;
        this.place = place;
        dashboard = new Dashboard(place.keys());
        onlooker = new Onlooker(place.keys(), log.output(), changed);
        reader = new ReplayReader(log, alone, speed, changed);
        read = reader.result();
    }

    @Override
    public Next refresh(long now) {
        double passed = wasCovered ? 0 : now - nowMs;
        wasCovered = false;
        nowMs = now;
        read = reader.result();
        if (clock == null && read.clock() != null) {
            clock = read.clock();
            if (clock.timeline().size() == 0) {
                return new Next.Fail(name + " is no log: " + Words.nothingIn(read.unreadable()));
            }
        } else if (clock != null) {
            moveTo(clock.tick(passed));
        }
        return Next.STAY;
    }

    private void moveTo(ReplayClock moved) {
        if (moved != clock) {
            clock = moved;
            reader.want(moved);
        }
    }

    @Override
    public Picture draw(int width, int height, Theme theme, Glyphs glyphs) {
        view = onlooker.look(frame(), width, height);
        ViewState shown = view.notice().isEmpty() ? view.withNotice(standing()) : view;
        return dashboard.draw(frame().with(shown), width, height, theme, glyphs);
    }

    private String standing() {
        if (!read.trouble().isEmpty()) {
            return read.trouble();
        }
        if (clock == null) {
            return "Reading the log: " + Numbers.wholePercent(read.share());
        }
        if (!read.shown().words().isEmpty()) {
            return read.shown().words();
        }
        return read.unreadable() == 0 ? "" : LogWords.unreadable(read.unreadable());
    }

    private Frame frame() {
        RunState state = read.state();
        Status status = Status.of(state, Liveness.TRAINER, state.lastMs());
        ReplayClock shown = read.clock() == null ? ReplayClock.start(new Timeline(), 1) : read.clock();
        return new Frame(state, status, view, files(shown()), state.lastMs(), place.zone(), shown);
    }

    private static Frame.Files files(LoggedRun log) {
        String format = log.ownLog().isPresent() ? "" : log.format();
        Frame.Files.Place named = new Frame.Files.Place(
                log.path().toString(), log.folder().map(RunFolder::name).orElse(""));
        return new Frame.Files(named, format, "", "", null, 0, null);
    }

    @Override
    public String title() {
        return shown().name() + ": replay";
    }

    @Override
    public Focus focus() {
        return view.focus();
    }

    @Override
    public Next press(Action action, TerminalSize size) {
        view = view.withNotice("");
        Optional<Onlooker.Answer> answer = onlooker.press(action, frame(), size);
        if (answer.isPresent()) {
            view = answer.get().view();
            return answer.get().next();
        }
        if (action == Action.LEAVE || action == Action.BACK) {
            return action == Action.LEAVE ? Next.BACK : Next.RETURN;
        }
        if (clock != null) {
            moveTo(after(action));
        }
        return Next.STAY;
    }

    private ReplayClock after(Action action) {
        return switch (action) {
            case PAUSE_OR_GO_ON -> clock.playOrPause();
            // The replay stands still for it: one step is not seen while thousands pass.
            case STEP_BACK -> standing(clock).previousStep();
            case STEP_FORWARD -> standing(clock).nextStep();
            case ROW_BACK -> clock.previousRow();
            case ROW_FORWARD -> clock.nextRow();
            case SECOND_BACK -> clock.by(-SECOND_MS);
            case SECOND_FORWARD -> clock.by(SECOND_MS);
            case MINUTE_BACK -> clock.by(-MINUTE_MS);
            case MINUTE_FORWARD -> clock.by(MINUTE_MS);
            case FASTER -> clock.faster();
            case SLOWER -> clock.slower();
            case GO_TO_START -> clock.toStart();
            case GO_TO_END -> clock.toEnd();
            default -> clock;
        };
    }

    /** The run that is seen now; in a replay of a branch, at first a run that it comes from. */
    private LoggedRun shown() {
        return read.shown().run();
    }

    private static ReplayClock standing(ReplayClock clock) {
        return clock.playing() ? clock.playOrPause() : clock;
    }

    @Override
    public Optional<Next> obey(TypedCommand typed) {
        Optional<Next> begun = branches.obey(typed, frame(), shown(), this::say);
        if (begun.isPresent()) {
            return begun;
        }
        Optional<Onlooker.Answer> answer = onlooker.obey(typed, view);
        if (answer.isPresent()) {
            view = answer.get().view();
            return Optional.of(answer.get().next());
        }
        if (!COMMANDS.contains(typed.word())) {
            return Optional.empty();
        }
        if (clock == null) {
            say("The log is still being read.");
            return Optional.of(Next.STAY);
        }
        switch (typed.word()) {
            case "pause" -> moveTo(standing(clock));
            case "resume" -> moveTo(clock.playing() ? clock : clock.playOrPause());
            case "goto" -> Words.number(typed.argument()).ifPresentOrElse(this::goTo, () -> say(Words.NO_NUMBER));
            default ->
                Words.speed(typed.argument())
                        .ifPresentOrElse(
                                speed -> moveTo(clock.withSpeed(speed)),
                                () -> say("speed needs a number above 0, for instance: speed 60"));
        }
        return Optional.of(Next.STAY);
    }

    private void goTo(long number) {
        moveTo(clock.toNumber(number));
        Timeline timeline = clock.timeline();
        if (number > timeline.last()) {
            // It is said at the end of the log: what became of the commands there must not hide it.
            String words = Words.beyond(timeline.hasEpochs(), number, timeline.last());
            view = view.withNotice(words, timeline.lastTimeMs());
        }
    }

    @Override
    public Optional<Long> branchStep() {
        return branches.step(frame(), shown());
    }

    @Override
    public String sought() {
        return Onlooker.sought(view);
    }

    @Override
    public List<String> commands() {
        return Stream.concat(branches.command(frame(), shown()).stream(), COMMANDS.stream())
                .toList();
    }

    @Override
    public void covered() {
        wasCovered = true;
        onlooker.covered();
    }

    @Override
    public void say(String notice) {
        view = view.withNotice(notice, read.state().lastMs());
    }

    @Override
    public long pictureMs() {
        return clock != null && clock.playing() ? PLAYING_MS : STANDING_MS;
    }

    @Override
    public void close() {
        reader.close();
        onlooker.close();
    }
}
