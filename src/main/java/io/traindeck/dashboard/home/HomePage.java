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

    private final Workplace place;
    private final RunsFollower follower;
    private final Navigation navigation;
    private final ListAlerts alerts = new ListAlerts();

    private ViewState view = ViewState.of(Context.HOME);
    private RunsFollower.Seen seen;
    private Listing listing = Listing.NONE;

    /** The place of the run under the cursor; null as long as nobody has moved it: then it is on the first. */
    private Path selected;

    private int top;
    private List<Path> marked = List.of();
    private long nowMs;

    /** @param changed runs on another thread whenever there is something new to draw */
    public HomePage(Workplace place, Runnable changed) {
        this.place = place;
        navigation = new Navigation(place.keys());
        follower = new RunsFollower(place.folders(), place.jobs(), changed);
    }

    @Override
    public Next refresh(long now) {
        nowMs = now;
        RunsFollower.Seen newest = follower.seen().orElse(null);
        if (newest != null && newest != seen) {
            seen = newest;
            list(listing.order(), listing.filter());
            Set<Path> there = seen.runs().stream().map(RunSummary::place).collect(Collectors.toSet());
            marked = marked.stream().filter(there::contains).toList();
        }
        return Next.STAY;
    }

    @Override
    public List<Alert> alerts(long now) {
        return follower.seen().map(alerts::of).orElse(List.of());
    }

    /** Lists the runs in another way. */
    private void list(RunOrder order, RunFilter filter) {
        int before = index();
        listing = seen == null ? new Listing(null, order, filter, 0, 0, "") : Listing.of(seen, order, filter);
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
        scrollTo(index(), rows);
        int end = Math.min(listing.size(), top + rows);
        follower.lookAt(IntStream.range(top, end)
                .mapToObj(i -> listing.runs().get(i).place())
                .collect(Collectors.toSet()));
        return home().draw(place.keys(), width, height, theme, glyphs);
    }

    private void scrollTo(int index, int rows) {
        int last = Math.max(0, listing.size() - rows);
        top = Math.max(0, Math.min(last, Math.max(index - rows + 1, Math.min(top, index))));
    }

    private Home home() {
        String folders = place.folders().stream().map(Path::toString).collect(Collectors.joining(", "));
        return new Home(listing, new Home.Rows(index(), top), marked, view, folders, nowMs, place.zone());
    }

    @Override
    public Focus focus() {
        return view.focus();
    }

    @Override
    public Next press(Action action, TerminalSize size) {
        view = view.withNotice("");
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
                return listing.isEmpty() ? Next.STAY : new Next.Open(current().run());
            }
            case MARK -> mark();
            case COMPARE -> {
                if (!marked.isEmpty()) {
                    return new Next.Compare(marked.stream().flatMap(this::run).toList());
                }
                say("Mark the runs to compare first, with the space bar.");
            }
            case ORDER -> list(listing.order().next(), listing.filter());
            case COPY -> {
                return copy();
            }
            case BACK -> {
                if (listing.filter().text().isEmpty()) {
                    return Next.RETURN;
                }
                list(listing.order(), RunFilter.ALL);
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
            list(listing.order(), new RunFilter(typed.argument()));
        } else if (typed.word().equals(ORDER)) {
            order(typed.argument());
        } else {
            return Optional.empty();
        }
        return Optional.of(Next.STAY);
    }

    private void order(String word) {
        Arrays.stream(RunOrder.values())
                .filter(order -> order.word().equals(word))
                .findFirst()
                .ifPresentOrElse(
                        order -> list(order, listing.filter()), () -> say("order needs one of: " + RunOrder.words()));
    }

    @Override
    public List<String> commands() {
        return List.of(FILTER, ORDER);
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
