package io.traindeck.dashboard.comparison;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.comparison.AxisUnit;
import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.Focus;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.panel.Navigation;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Shows runs side by side, whoever wrote their logs, and live ones as they move. A run folder that does not exist yet
 * is waited for.
 */
public final class ComparePage implements Page {
    private final Workplace place;
    private final Runnable changed;
    private final Navigation navigation;

    private List<LoggedRun> runs;
    private Heading heading = Heading.CHOSEN;
    private ComparisonFollower follower;
    private ViewState view = ViewState.of(Context.COMPARE);

    /** The word of the view that was chosen; empty for the first one. More views may come while runs train. */
    private String chosen = "";

    /** The axis that was chosen; null for the first one. */
    private AxisUnit axis;

    /**
     * The run under the cursor, by its place among {@link #runs}; -1 until somebody moves the cursor, which is on the
     * first row until then.
     */
    private int cursor = -1;

    private int dialsDown;
    private long nowMs;

    /** @param runs one to {@link Comparison#MOST_RUNS}; the first is what the others are measured against */
    public ComparePage(List<LoggedRun> runs, Workplace place, Runnable changed) {
        this.place = place;
        this.changed = changed;
        navigation = new Navigation(place.keys());
        this.runs = List.copyOf(runs);
        follower = new ComparisonFollower(runs, place.jobs(), changed);
    }

    /**
     * Shows other runs instead, in the same way. If they are those that are shown already, only the heading changes.
     *
     * @param others one to {@link Comparison#MOST_RUNS}
     */
    void show(List<LoggedRun> others, Heading above) {
        heading = above;
        if (!others.equals(runs)) {
            follower.close();
            runs = List.copyOf(others);
            cursor = Math.min(cursor, runs.size() - 1);
            follower = new ComparisonFollower(runs, place.jobs(), changed);
        }
    }

    @Override
    public Next refresh(long now) {
        nowMs = now;
        return Next.STAY;
    }

    @Override
    public Picture draw(int width, int height, Theme theme, Glyphs glyphs) {
        String notice = view.notice().isEmpty() ? follower.trouble() : view.notice();
        return screen(view.withNotice(notice)).draw(place, width, height, theme, glyphs);
    }

    private ComparisonScreen screen(ViewState seen) {
        Comparison comparison = follower.comparison(nowMs);
        List<String> words = ComparisonViews.of(comparison).stream()
                .map(ComparisonView::word)
                .toList();
        int shown = Math.max(0, words.indexOf(chosen));
        List<AxisUnit> axes = comparison.axes();
        AxisUnit unit = axis != null && axes.contains(axis) ? axis : axes.get(0);
        int selected = cursor < 0 ? 0 : comparison.placeOf(cursor);
        return new ComparisonScreen(comparison, heading, seen, shown, unit, selected, dialsDown);
    }

    @Override
    public Focus focus() {
        return view.focus();
    }

    @Override
    public Next press(Action action, TerminalSize size) {
        view = view.withNotice("");
        ComparisonScreen screen = screen(view);
        Optional<ViewState> helped = navigation.help(action, screen.frame(), size.getColumns(), size.getRows());
        if (helped.isPresent()) {
            view = helped.get();
            return Next.STAY;
        }
        switch (action) {
            case VIEW_1, VIEW_2, VIEW_3, VIEW_4, VIEW_5, VIEW_6, VIEW_7, VIEW_8, VIEW_9 ->
                choose(screen, KeyTable.VIEWS.indexOf(action));
            case NEXT_VIEW ->
                choose(screen, (screen.shown() + 1) % screen.views().size());
            case SWITCH_AXIS -> axis = after(screen.unit(), screen.comparison().axes());
            case LOG_SCALE -> view = screen.withOtherScale();
            case UP -> move(screen, -1);
            case DOWN -> move(screen, 1);
            case PAGE_UP -> move(screen, -screen.runsShown(size.getRows()));
            case PAGE_DOWN -> move(screen, screen.runsShown(size.getRows()));
            case FIRST -> move(screen, -runs.size());
            case LAST -> move(screen, runs.size());
            case HALF_UP -> dialsDown = screen.dialsDown(-1, size.getRows());
            case HALF_DOWN -> dialsDown = screen.dialsDown(1, size.getRows());
            case OPEN -> {
                return open(screen);
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

    private void choose(ComparisonScreen screen, int view) {
        if (view < screen.views().size()) {
            chosen = screen.views().get(view).word();
        }
    }

    private static AxisUnit after(AxisUnit unit, List<AxisUnit> axes) {
        return axes.get((axes.indexOf(unit) + 1) % axes.size());
    }

    private void move(ComparisonScreen screen, int by) {
        int place = Math.max(0, Math.min(runs.size() - 1, screen.selected() + by));
        cursor = screen.comparison().given(place);
    }

    private Next open(ComparisonScreen screen) {
        ComparedRun run = screen.comparison().runs().get(screen.selected());
        LoggedRun chosen = runs.get(screen.comparison().given(screen.selected()));
        if (!Files.exists(chosen.path())) {
            say(run.name() + (run.state() == RunState.EMPTY ? " has not begun yet." : " is gone."));
            return Next.STAY;
        }
        return new Next.Open(chosen);
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
