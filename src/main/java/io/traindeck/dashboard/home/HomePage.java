package io.traindeck.dashboard.home;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.comparison.Comparison;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The list of runs. The cursor stays on its run, wherever in the list that moves. */
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

    private ViewState view = ViewState.of(Context.HOME);
    private RunsFollower.Seen seen;
    private Listing listing;

    /** The place of the run under the cursor; null as long as nobody has moved it: then it is on the first. */
    private Path selected;

    private int top;

    /** What is wrong with the filter that is being typed; empty if nothing is, or none is. */
    private String fault = "";

    private List<Path> marked = List.of();
    private long nowMs;

    /** @param changed runs on another thread whenever there is something new to draw */
    public HomePage(Workplace place, Runnable changed) {
        this(place, Machines.NONE, changed);
    }

    /** The runs of other machines, too: then they are grouped by their hosts until somebody wants it otherwise. */
    public HomePage(Workplace place, Machines machines, Runnable changed) {
        this.place = place;
        this.machines = machines;
        Grouping by = machines.folders().isEmpty() ? Grouping.NONE : Grouping.HOST;
        listing = Listing.none(RunOrder.NEWEST, RunFilter.ALL, by);
        navigation = new Navigation(place.keys());
        follower = new RunsFollower(place.folders(), machines, place.jobs(), changed);
        housekeeping = new Housekeeping(this::say, changed);
    }

    @Override
    public Next refresh(long now) {
        nowMs = now;
        RunsFollower.Seen newest = follower.seen().orElse(null);
        if (newest != null && newest != seen) {
            seen = newest;
            Set<Path> there = seen.runs().stream().map(RunSummary::place).collect(Collectors.toSet());
            selected = housekeeping.renamed(there).orElse(selected);
            list(listing.order(), listing.filter(), listing.groups().by());
            marked = marked.stream().filter(there::contains).toList();
        }
        housekeeping.refresh();
        return Next.STAY;
    }

    @Override
    public List<Alert> alerts(long now) {
        return follower.seen().map(alerts::of).orElse(List.of());
    }

    /** Lists the runs in another way. */
    private void list(RunOrder order, RunFilter filter, Grouping by) {
        int before = index();
        listing = seen == null ? Listing.none(order, filter, by) : Listing.of(seen, order, filter, by);
        if (selected != null && !listing.isEmpty() && listing.indexOf(selected) < 0) {
            selected = listing.runs().get(Math.min(before, listing.size() - 1)).place();
        }
    }

    /** Of the run under the cursor. */
    private int index() {
        return selected == null ? 0 : Math.max(0, listing.indexOf(selected));
    }

    @Override
    public Picture draw(int width, int height, Theme theme, Glyphs glyphs) {
        int rows = Home.listRows(height);
        ListRows all = new ListRows(listing, machines.lines());
        scrollTo(all.of(index()), all.size(), rows);
        follower.lookAt(IntStream.range(top, Math.min(all.size(), top + rows))
                .mapToObj(all::get)
                .flatMap(row -> row instanceof ListRows.OfRun run ? Stream.of(run) : Stream.empty())
                .map(run -> listing.runs().get(run.index()).place())
                .collect(Collectors.toSet()));
        return home().draw(place.keys(), width, height, theme, glyphs);
    }

    private void scrollTo(int row, int all, int rows) {
        int last = Math.max(0, all - rows);
        // The heading above a run is of use, too.
        int first = listing.groups().by() == Grouping.NONE ? row : Math.max(0, row - 1);
        top = Math.max(0, Math.min(last, Math.max(row - rows + 1, Math.min(top, first))));
    }

    private Home home() {
        ViewState shown = housekeeping
                .question()
                .map(question -> view.withOverlay(Context.DELETION).withNotice(question))
                .orElse(fault.isEmpty() ? view : view.withNotice(fault));
        String folders = place.folders().stream().map(Path::toString).collect(Collectors.joining(", "));
        return new Home(
                listing,
                new Home.Rows(index(), top),
                marked,
                shown,
                new Home.Place(folders, machines.lines()),
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
            case UP -> move(-1);
            case DOWN -> move(1);
            case PAGE_UP -> move(-page);
            case PAGE_DOWN -> move(page);
            case HALF_UP -> move(-Math.max(1, page / 2));
            case HALF_DOWN -> move(Math.max(1, page / 2));
            case FIRST -> move(Integer.MIN_VALUE / 2);
            case LAST -> move(Integer.MAX_VALUE / 2);
            case OPEN -> {
                return listing.isEmpty()
                        ? Next.STAY
                        : new Next.Open(machines.opened(current().run()));
            }
            case MARK -> mark();
            case COMPARE -> {
                if (!marked.isEmpty()) {
                    return new Next.Compare(marked.stream()
                            .flatMap(this::run)
                            .map(machines::opened)
                            .toList());
                }
                say("Mark the runs to compare first, with the space bar.");
            }
            case ORDER ->
                list(listing.order().next(), listing.filter(), listing.groups().by());
            case GROUP ->
                list(listing.order(), listing.filter(), listing.groups().by().next());
            case DELETE -> chosen().ifPresent(housekeeping::ask);
            case RENAME -> {
                return rename();
            }
            case COPY -> {
                return copy();
            }
            case BACK -> {
                if (listing.filter().text().isEmpty()) {
                    return Next.RETURN;
                }
                list(listing.order(), RunFilter.ALL, listing.groups().by());
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
            order(typed.argument());
        } else if (typed.word().equals(GROUP)) {
            group(typed.argument());
        } else if (typed.word().equals(Housekeeping.RENAME)) {
            chosen().ifPresent(run -> housekeeping.rename(run, typed.argument()));
        } else if (typed.word().equals(DELETE)) {
            chosen().ifPresent(housekeeping::ask);
        } else {
            return Optional.empty();
        }
        return Optional.of(Next.STAY);
    }

    /** One that cannot be read narrows nothing: the list stays as it is. */
    private void filter(RunFilter filter) {
        if (filter.fault().isPresent()) {
            say(filter.fault().get());
            return;
        }
        list(listing.order(), filter, listing.groups().by());
        if (seen != null && listing.isEmpty()) {
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

    private void order(String word) {
        Arrays.stream(RunOrder.values())
                .filter(order -> order.word().equals(word))
                .findFirst()
                .ifPresentOrElse(
                        order -> list(order, listing.filter(), listing.groups().by()),
                        () -> say("order needs one of: " + RunOrder.words()));
    }

    private void group(String word) {
        Arrays.stream(Grouping.values())
                .filter(by -> by.word().equals(word))
                .findFirst()
                .ifPresentOrElse(
                        by -> list(listing.order(), listing.filter(), by),
                        () -> say("group needs one of: " + Grouping.words()));
    }

    @Override
    public List<String> commands() {
        return List.of(FILTER, ORDER, GROUP, Housekeeping.RENAME, DELETE);
    }

    private Optional<RunSummary> chosen() {
        return listing.isEmpty() ? Optional.empty() : Optional.of(current());
    }

    /** From now on the cursor is on that run, wherever it moves while a name is typed. */
    private Next rename() {
        Optional<RunSummary> run = chosen();
        selected = run.map(RunSummary::place).orElse(selected);
        return run.flatMap(housekeeping::begunName).map(Next.class::cast).orElse(Next.STAY);
    }

    private Next copy() {
        if (listing.isEmpty()) {
            return Next.STAY;
        }
        String path = current().path().toString();
        say("Copied, where the terminal allows it: " + path);
        return new Next.Copy(path);
    }

    private RunSummary current() {
        return listing.runs().get(index());
    }

    private Stream<LoggedRun> run(Path at) {
        return seen.runs().stream().filter(run -> run.place().equals(at)).map(RunSummary::run);
    }

    /** Goes on to the next run, so that neighbours are marked by holding the key. */
    private void mark() {
        if (listing.isEmpty()) {
            return;
        }
        Path current = current().place();
        if (marked.contains(current)) {
            marked = marked.stream().filter(run -> !run.equals(current)).toList();
        } else if (marked.size() == Comparison.MOST_TOLD_APART) {
            say("At most " + Comparison.MOST_TOLD_APART + " runs can be marked; traindeck compare takes more.");
            return;
        } else {
            marked = Stream.concat(marked.stream(), Stream.of(current)).toList();
        }
        move(1);
    }

    private void move(int by) {
        if (!listing.isEmpty()) {
            int to = Math.max(0, Math.min(listing.size() - 1, index() + by));
            selected = listing.runs().get(to).place();
        }
    }

    @Override
    public void say(String notice) {
        view = view.withNotice(notice, nowMs);
    }

    @Override
    public void close() {
        follower.close();
    }
}
