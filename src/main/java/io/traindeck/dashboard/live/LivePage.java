package io.traindeck.dashboard.live;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.Focus;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.page.Alert;
import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.dashboard.page.Words;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.panel.Branches;
import io.traindeck.dashboard.panel.Dashboard;
import io.traindeck.dashboard.panel.DialsView;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.Onlooker;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.event.Command;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.FamilyRows;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The page of a run that trains or has ended, whoever wrote its log: its dashboard, and the commands to a trainer of
 * ours.
 */
public final class LivePage implements Page {
    private static final String GO_TO = "goto";

    private final LoggedRun run;
    private final Workplace place;
    private final RunFollower follower;
    private final Steering steering;
    private final RunFiles files;
    private final LogNews news;
    private final Branches branches;
    private final LaunchedTrainer start;
    private final Dashboard dashboard;
    private final Onlooker onlooker;
    private final RunAlerts alerts;
    private final LogClock clock = new LogClock();

    private ViewState view = ViewState.of(Context.LIVE);
    private Observed seen;

    /**
     * @param start a trainer that has just been started for this page, and whose failure is the page's failure; null
     *     for none
     */
    public LivePage(LoggedRun run, LaunchedTrainer start, Workplace place, Runnable changed) {
        this.run = run;
        this.place = place;
        this.start = start;
        dashboard = new Dashboard(place.keys());
        onlooker = new Onlooker(
                place.keys(), run.output(), new GpusHere(run, place.machine().gpuProcesses()), changed);
        follower = new RunFollower(run, start, place.jobs(), changed);
        alerts = new RunAlerts(run);
        seen = follower.observed();
        steering = run.folder()
                .map(folder -> new Steering(folder, place, follower))
                .orElse(null);
        files = new RunFiles(run, place, changed);
        news = new LogNews(run);
        branches = new Branches(place);
    }

    @Override
    public Next refresh(long now) {
        Observed before = seen;
        seen = follower.observed();
        clock.look(seen, seen.grown() != before.grown(), now);
        view = new DialsView(frame()).settled();
        String failure = seen.trainer().startFailure();
        if (start != null && !failure.isEmpty() && seen.state() == RunState.EMPTY) {
            return new Next.Fail(failure);
        }
        run.elsewhere().ifPresent(there -> view = view.withRefusals(there.refusal(), clock.nowMs()));
        news.of(seen).ifPresent(this::say);
        return Next.STAY;
    }

    @Override
    public Picture draw(int width, int height, Theme theme, Glyphs glyphs) {
        view = onlooker.look(frame(), width, height);
        Frame frame = frame();
        ViewState shown = view.notice().isEmpty() ? view.withNotice(news.standing(seen)) : view;
        return dashboard.draw(frame.with(shown), width, height, theme, glyphs);
    }

    /** Returns what the run is doing. */
    private Status status() {
        return seen.status(clock.nowMs(seen));
    }

    private Frame frame() {
        Status status = status();
        return new Frame(seen.state(), status, view, files.of(seen, status), clock.nowMs(), place.zone(), null);
    }

    @Override
    public String title() {
        return run.name() + ": " + status().word().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Alert> alerts(long now) {
        Observed observed = follower.observed();
        return alerts.of(observed, clock.judging(observed, now));
    }

    @Override
    public Focus focus() {
        return view.focus();
    }

    @Override
    public Next press(Action action, TerminalSize size) {
        Frame frame = frame();
        if (!frame.isPossible(action)) {
            return Next.STAY;
        }
        view = view.withNotice("");
        Optional<Onlooker.Answer> answer = onlooker.press(action, frame.with(view), size);
        if (answer.isPresent()) {
            view = answer.get().view();
            if (action == Action.EARLY_STOP && view.overlay() == null) {
                take(steering.noTrainer(clock.nowMs()));
            }
            return answer.get().next();
        }
        switch (action) {
            case PAUSE_OR_GO_ON -> send(frame.status() == Status.PAUSED ? Command.RESUME : Command.PAUSE);
            case CHECKPOINT -> send(Command.CHECKPOINT);
            case PARK -> send(Command.PARK);
            case SEND_DIAL -> {
                DialsView dials = new DialsView(frame.with(view));
                Steering.Outcome outcome = steering.send(dials, clock.nowMs());
                view = outcome.sent() == null ? view : dials.sent();
                take(outcome);
            }
            case RESUME -> take(steering.resume(clock.nowMs()));
            case YES -> {
                view = view.withOverlay(null);
                send(Command.STOP);
            }
            case BACK -> {
                return Next.RETURN;
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
        Optional<Next> begun = branches.obey(typed, frame(), run, this::say);
        if (begun.isPresent()) {
            return begun;
        }
        if (typed.word().equals(GO_TO)) {
            Words.number(typed.argument()).ifPresentOrElse(this::goTo, () -> say(Words.NO_NUMBER));
            return Optional.of(Next.STAY);
        }
        Optional<Command> command =
                Command.of(typed.word()).filter(known -> commands().contains(known.word()));
        if (command.isEmpty()) {
            Optional<Onlooker.Answer> answer = onlooker.obey(typed, view);
            view = answer.map(Onlooker.Answer::view).orElse(view);
            return answer.map(Onlooker.Answer::next);
        }
        command.ifPresent(known -> {
            Status status = status();
            if (known == Command.RESUME) {
                take(steering.resume(clock.nowMs()));
            } else if (known == Command.SET) {
                take(steering.set(typed.argument(), clock.nowMs()));
            } else if (known == Command.STOP && status.takesCommands()) {
                view = view.withOverlay(Context.CONFIRM); // As the key does.
            } else if (known == Command.PAUSE && status == Status.PAUSED) {
                say("The run is paused already; resume lets it go on.");
            } else {
                send(known);
            }
        });
        return command.map(known -> Next.STAY);
    }

    @Override
    public Optional<Long> branchStep() {
        return branches.step(frame(), run);
    }

    @Override
    public String sought() {
        return Onlooker.sought(view);
    }

    @Override
    public List<String> commands() {
        Stream<String> obeyed =
                Arrays.stream(Command.values()).filter(frame()::obeys).map(Command::word);
        return Stream.of(obeyed, branches.command(frame(), run).stream(), Stream.of(GO_TO, Onlooker.SHOW))
                .flatMap(words -> words)
                .toList();
    }

    private void send(Command command) {
        take(steering.send(command, clock.nowMs()));
    }

    private void take(Steering.Outcome outcome) {
        if (outcome.sent() != null) {
            view = view.withSent(outcome.sent());
        }
        if (!outcome.notice().isEmpty()) {
            say(outcome.notice());
        }
    }

    @Override
    public List<String> arguments(String command) {
        return command.equals(Command.SET.word())
                ? seen.state().dials().stream().sorted().toList()
                : List.of();
    }

    /** Scrolls the table so that the epoch, or the step where there are no epochs, is its last row. */
    private void goTo(long number) {
        FamilyRows rows = FamilyRows.of(seen.state());
        int epochs = rows.runs().stream().mapToInt(RunState::epochsDone).max().orElse(0);
        boolean byEpoch = epochs > 0;
        long later = rows.stream()
                .map(FamilyRows.Row::row)
                .filter(row -> (byEpoch ? row.epoch() : row.step()) > number)
                .count();
        view = view.withView(View.OVERVIEW).withTableBack((int) later);
        long last = byEpoch ? epochs : seen.state().lastStep();
        if (number > last) {
            say(Words.beyond(byEpoch, number, last));
        }
    }

    @Override
    public void covered() {
        onlooker.covered();
    }

    @Override
    public void say(String notice) {
        view = view.withNotice(notice, clock.nowMs());
    }

    @Override
    public String farewell() {
        return files.farewell(seen, frame());
    }

    @Override
    public void close() {
        follower.close();
        onlooker.close();
        if (start != null) {
            start.leave();
        }
    }
}
