package io.traindeck.dashboard.home;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.Focus;
import io.traindeck.dashboard.page.Alert;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.panel.Navigation;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.listing.Grouping;
import io.traindeck.listing.Machines;
import io.traindeck.listing.RunFilter;
import io.traindeck.listing.RunOrder;
import io.traindeck.listing.RunSummary;
import io.traindeck.source.LoggedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The list of runs: the keys and commands of the screen on which the program begins. */
public final class HomePage implements Page {
    private static final String FILTER = "filter";
    private static final String ORDER = "order";
    private static final String GROUP = "group";
    private static final String DELETE = "delete";

    private final Workplace place;
    private final Machines machines;
    private final RunsFollower follower;
    private final Navigation navigation;
    private final ListAlerts alerts = new ListAlerts();
    private final Housekeeping housekeeping;
    private final ListCursor cursor;
    private final Marks marks = new Marks();

    private ViewState view = ViewState.of(Context.HOME);
    private RunsFollower.Seen seen;

    /** The places of the runs that were seen. */
    private Set<Path> there = Set.of();

    /** The reason why the filter that is being typed is wrong; empty if it is not, or if none is being typed. */
    private String fault = "";

    private long nowMs;

    /** @param changed runs on another thread whenever there is something new to draw */
    public HomePage(Workplace place, Runnable changed) {
        this(place, Machines.NONE, changed);
    }

    /**
     * Makes a page that also lists the runs of other machines. With them, the runs are grouped by their hosts until
     * somebody wants it otherwise.
     */
    public HomePage(Workplace place, Machines machines, Runnable changed) {
        this.place = place;
        this.machines = machines;
        cursor = new ListCursor(machines.folders().isEmpty() ? Grouping.NONE : Grouping.HOST);
        navigation = new Navigation(place.keys());
        follower = new RunsFollower(place.folders(), machines, place.jobs(), changed);
        housekeeping = new Housekeeping(this::say, changed);
    }

    @Override
    public Next refresh(long now) {
        nowMs = now;
        housekeeping.refresh();
        RunsFollower.Seen newest = follower.seen().orElse(null);
        boolean isNew = newest != null && newest != seen;
        if (isNew) {
            seen = newest;
            there = seen.runs().stream().map(RunSummary::place).collect(Collectors.toSet());
            marks.keep(there);
        }
        // The run may have been seen under its new name before it is known that it was renamed.
        housekeeping.renamed(there).ifPresent(cursor::moveTo);
        if (isNew) {
            cursor.see(seen);
        }
        return Next.STAY;
    }

    @Override
    public List<Alert> alerts(long now) {
        return follower.seen().map(alerts::of).orElse(List.of());
    }

    @Override
    public Picture draw(int width, int height, Theme theme, Glyphs glyphs) {
        int rows = Home.listRows(height);
        Listing listing = cursor.listing();
        ListRows all = new ListRows(listing, machines.lines());
        int top = cursor.scroll(all, rows);
        follower.lookAt(IntStream.range(top, Math.min(all.size(), top + rows))
                .mapToObj(all::get)
                .flatMap(row -> row instanceof ListRows.OfRun run ? Stream.of(run) : Stream.empty())
                .map(run -> listing.runs().get(run.index()).place())
                .collect(Collectors.toSet()));
        Picture picture = home().draw(place.keys(), width, height, theme, glyphs);
        machines.connect();
        return picture;
    }

    private Home home() {
        ViewState shown = housekeeping
                .question()
                .map(question -> view.withOverlay(Context.DELETION).withNotice(question))
                .orElse(fault.isEmpty() ? view : view.withNotice(fault));
        String folders = place.folders().stream().map(Path::toString).collect(Collectors.joining(", "));
        return new Home(
                cursor.listing(),
                new Home.Rows(cursor.index(), cursor.top()),
                marks.all(),
                shown,
                new Home.Place(folders, place.trainers().firstRun(), machines.lines()),
                nowMs,
                place.zone());
    }

    @Override
    public Focus focus() {
        return home().view().focus();
    }

    @Override
    public Next press(Action action, TerminalSize size) {
        view = view.withNotice("");
        if (housekeeping.answer(action)) {
            return Next.STAY;
        }
        Optional<ViewState> helped = navigation.help(action, home().frame(), size.getColumns(), size.getRows());
        if (helped.isPresent()) {
            view = helped.get();
            return Next.STAY;
        }
        int page = Math.max(1, Home.listRows(size.getRows()) - 1);
        switch (action) {
            case UP -> cursor.move(-1);
            case DOWN -> cursor.move(1);
            case PAGE_UP -> cursor.move(-page);
            case PAGE_DOWN -> cursor.move(page);
            case HALF_UP -> cursor.move(-Math.max(1, page / 2));
            case HALF_DOWN -> cursor.move(Math.max(1, page / 2));
            case FIRST -> cursor.move(Integer.MIN_VALUE / 2);
            case LAST -> cursor.move(Integer.MAX_VALUE / 2);
            case OPEN -> {
                return cursor.run()
                        .<Next>map(run -> new Next.Open(machines.opened(run.run())))
                        .orElse(Next.STAY);
            }
            case MARK -> mark();
            case COMPARE -> {
                if (!marks.all().isEmpty()) {
                    return new Next.Compare(marks.all().stream()
                            .flatMap(this::run)
                            .map(machines::opened)
                            .toList());
                }
                say("Mark the runs to compare first, with the space bar.");
            }
            case ORDER -> cursor.order(cursor.listing().order().next());
            case GROUP -> cursor.group(cursor.listing().groups().by().next());
            case DELETE -> cursor.run().ifPresent(housekeeping::ask);
            case RENAME -> {
                return rename();
            }
            case COPY -> {
                return copy();
            }
            case BACK -> {
                if (cursor.listing().filter().text().isEmpty()) {
                    return Next.RETURN;
                }
                cursor.filter(RunFilter.ALL);
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
        if (typed.word().equals(FILTER)) {
            filter(new RunFilter(typed.argument()));
        } else if (typed.word().equals(ORDER)) {
            RunOrder.of(typed.argument())
                    .ifPresentOrElse(cursor::order, () -> say("order needs one of: " + RunOrder.words()));
        } else if (typed.word().equals(GROUP)) {
            Grouping.of(typed.argument())
                    .ifPresentOrElse(cursor::group, () -> say("group needs one of: " + Grouping.words()));
        } else if (typed.word().equals(Housekeeping.RENAME)) {
            cursor.run().ifPresent(run -> housekeeping.rename(run, typed.argument()));
        } else if (typed.word().equals(DELETE)) {
            cursor.run().ifPresent(housekeeping::ask);
        } else {
            return Optional.empty();
        }
        return Optional.of(Next.STAY);
    }

    /** Narrows the list to the runs that a filter fits. A filter that cannot be read leaves the list as it is. */
    private void filter(RunFilter filter) {
        if (filter.fault().isPresent()) {
            say(filter.fault().get());
            return;
        }
        cursor.filter(filter);
        if (seen != null && cursor.listing().isEmpty()) {
            filter.unknownName(seen.runs()).ifPresent(this::say);
        }
    }

    @Override
    public void typing(String line) {
        TypedCommand typed = TypedCommand.of(line).among(commands());
        fault = typed.word().equals(FILTER)
                ? new RunFilter(typed.argument()).fault().orElse("")
                : "";
    }

    @Override
    public List<String> commands() {
        return List.of(FILTER, ORDER, GROUP, Housekeeping.RENAME, DELETE);
    }

    /**
     * Asks for a new name of the run under the cursor. The cursor stays on that run, wherever the run moves while the
     * name is typed.
     */
    private Next rename() {
        Optional<RunSummary> run = cursor.run();
        run.map(RunSummary::place).ifPresent(cursor::moveTo);
        return run.flatMap(housekeeping::begunName).map(Next.class::cast).orElse(Next.STAY);
    }

    private Next copy() {
        if (cursor.run().isEmpty()) {
            return Next.STAY;
        }
        String path = cursor.run().get().path().toString();
        say("Copied, where the terminal allows it: " + path);
        return new Next.Copy(path);
    }

    private Stream<LoggedRun> run(Path at) {
        return seen.runs().stream().filter(run -> run.place().equals(at)).map(RunSummary::run);
    }

    /**
     * Marks the run, or takes the mark away. The cursor goes on to the next run, so that neighbours are marked by
     * holding the key.
     */
    private void mark() {
        if (cursor.run().isEmpty()) {
            return;
        }
        if (marks.turn(cursor.run().get().place())) {
            cursor.move(1);
        } else {
            say("At most " + Marks.MOST + " runs can be marked; traindeck compare takes more.");
        }
    }

    @Override
    public void say(String notice) {
        view = view.withNotice(notice, nowMs);
    }

    @Override
    public void close() {
        follower.close();
        housekeeping.close();
    }
}
