package io.traindeck.dashboard.home;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.Focus;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.panel.Navigation;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.listing.RunSummary;
import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of runs. The cursor stays on its run, wherever in the list that moves. */
public final class HomePage implements Page {
    private final Workplace place;
    private final RunsFollower follower;
    private final Navigation navigation;

    private ViewState view = ViewState.of(Context.HOME);
    private List<RunSummary> runs;
    private Path selected;
    private int top;
    private List<Path> marked = List.of();
    private long nowMs;

    /** @param changed runs on another thread whenever there is something new to draw */
    public HomePage(Workplace place, Runnable changed) {
        this.place = place;
        navigation = new Navigation(place.keys());
        follower = new RunsFollower(place.runsDir(), changed);
    }

    @Override
    public Next refresh(long now) {
        nowMs = now;
        int before = index();
        runs = follower.runs().orElse(null);
        if (runs != null
                && !runs.isEmpty()
                && runs.stream().noneMatch(run -> run.path().equals(selected))) {
            selected = runs.get(Math.min(before, runs.size() - 1)).path();
        }
        if (runs != null) {
            Set<Path> there = runs.stream().map(RunSummary::path).collect(Collectors.toSet());
            marked = marked.stream().filter(there::contains).toList();
        }
        return Next.STAY;
    }

    /** Of the run under the cursor. */
    private int index() {
        for (int i = 0; runs != null && i < runs.size(); i++) {
            if (runs.get(i).path().equals(selected)) {
                return i;
            }
        }
        return 0;
    }

    @Override
    public Picture draw(int width, int height, Theme theme, Glyphs glyphs) {
        scrollTo(index(), Home.listRows(height));
        return home().draw(place.keys(), width, height, theme, glyphs);
    }

    private void scrollTo(int index, int rows) {
        int last = runs == null ? 0 : Math.max(0, runs.size() - rows);
        top = Math.max(0, Math.min(last, Math.max(index - rows + 1, Math.min(top, index))));
    }

    private Home home() {
        return new Home(runs, index(), top, marked, view, place.runsDir().toString(), nowMs, place.zone());
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
            case FIRST -> move(Integer.MIN_VALUE / 2);
            case LAST -> move(Integer.MAX_VALUE / 2);
            case OPEN -> {
                return runs == null || runs.isEmpty() ? Next.STAY : new Next.Open(folder(selected));
            }
            case MARK -> mark();
            case COMPARE -> {
                if (!marked.isEmpty()) {
                    return new Next.Compare(marked.stream().map(this::folder).toList());
                }
                say("Mark the runs to compare first, with the space bar.");
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

    private RunFolder folder(Path run) {
        return new RunFolder(place.runsDir().resolve(run.getFileName()));
    }

    /** Goes on to the next run, so that neighbours are marked by holding the key. */
    private void mark() {
        if (runs == null || runs.isEmpty()) {
            return;
        }
        if (marked.contains(selected)) {
            marked = marked.stream().filter(run -> !run.equals(selected)).toList();
        } else if (marked.size() == Comparison.MOST_RUNS) {
            say("At most " + Comparison.MOST_RUNS + " runs can be compared.");
            return;
        } else {
            marked = Stream.concat(marked.stream(), Stream.of(selected)).toList();
        }
        move(1);
    }

    private void move(int by) {
        if (runs != null && !runs.isEmpty()) {
            selected = runs.get(Math.max(0, Math.min(runs.size() - 1, index() + by)))
                    .path();
        }
    }

    @Override
    public void say(String notice) {
        view = view.withNotice(notice);
    }

    @Override
    public void close() {
        follower.close();
    }
}
