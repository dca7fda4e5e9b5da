package io.traindeck.dashboard.panel;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.View;
import io.traindeck.state.RunState;
import java.util.List;
import java.util.Optional;

/** Handles the keys on the curves, on a page of them and on a large one. */
final class CurveKeys {
    private final Frame frame;
    private final ViewState view;
    private final CurvesLook look;
    private final RunState state;
    private final int width;
    private final int rows;

    /** @param rows the rows of the screen that curves have */
    CurveKeys(Frame frame, int width, int rows) {
        this.frame = frame;
        view = frame.view();
        look = view.curves();
        state = frame.state();
        this.width = width;
        this.rows = rows;
    }

    /** The view after {@code action}; empty if the action is for someone else. */
    Optional<ViewState> after(Action action) {
        return switch (action) {
            case CURSOR_LEFT -> Optional.of(view.with(cursor(-stepsAColumn())));
            case CURSOR_RIGHT -> Optional.of(view.with(cursor(stepsAColumn())));
            case ZOOM_IN -> Optional.of(view.with(look.withZoom(look.zoom() + 1)));
            case ZOOM_OUT -> Optional.of(view.with(look.withZoom(look.zoom() - 1)));
            case SMOOTH -> Optional.of(smoothed());
            case SWITCH_AXIS -> Optional.of(switched());
            case BACK -> back();
            case NEXT_VIEW -> nextCurve();
            case ENLARGE, LOG_SCALE, UP, DOWN, LEFT, RIGHT, PAGE_UP, PAGE_DOWN, HALF_UP, HALF_DOWN, FIRST, LAST -> {
                CurvePages pages = new CurvesView(frame).pages(width, rows);
                yield Optional.of(pages.pages().isEmpty() ? view : after(action, pages));
            }
            default -> Optional.empty();
        };
    }

    private ViewState after(Action action, CurvePages pages) {
        Tile chosen = pages.chosen(look.chosen());
        boolean large = view.view() == View.LARGE_CURVE;
        return switch (action) {
            case ENLARGE -> choose(chosen).withView(View.LARGE_CURVE);
            case LOG_SCALE -> otherScale(chosen);
            case FIRST -> large ? view.with(look.withCursor(state.firstStep())) : choose(pages.tiles(), 0);
            case LAST ->
                large
                        ? view.with(look.withCursor(ViewState.NO_CURSOR))
                        : choose(pages.tiles(), pages.tiles().size() - 1);
            case LEFT -> choose(pages.tiles(), pages.tiles().indexOf(chosen) - 1);
            case RIGHT -> choose(pages.tiles(), pages.tiles().indexOf(chosen) + 1);
            case UP, DOWN ->
                large
                        ? choose(pages.tiles(), pages.tiles().indexOf(chosen) + (action == Action.UP ? -1 : 1))
                        : vertically(pages, chosen, action == Action.UP);
            default ->
                turn(
                        pages,
                        pages.pageOf(chosen.key()) + (action == Action.PAGE_UP || action == Action.HALF_UP ? -1 : 1));
        };
    }

    /** The view of the next curve, if the screen has room for one curve at a time; empty after the last. */
    private Optional<ViewState> nextCurve() {
        CurvesView curves = new CurvesView(frame);
        if (view.view() != View.CURVES || !curves.isForOne(rows)) {
            return Optional.empty();
        }
        CurvePages pages = curves.pages(width, rows);
        List<Tile> tiles = pages.tiles();
        int next = tiles.isEmpty() ? 0 : 1 + tiles.indexOf(pages.chosen(look.chosen()));
        return next < tiles.size() ? Optional.of(choose(tiles.get(next))) : Optional.empty();
    }

    private ViewState choose(Tile tile) {
        return view.with(look.withChosen(tile.key()));
    }

    private ViewState choose(List<Tile> tiles, int index) {
        return choose(tiles.get(Math.max(0, Math.min(tiles.size() - 1, index))));
    }

    private ViewState turn(CurvePages pages, int page) {
        return page < 0 || page >= pages.pages().size()
                ? view
                : choose(pages.pages().get(page).tiles(), 0);
    }

    /**
     * Chooses the tile above or below, at the left edge of the chosen one; beyond the edge, a tile of the page before
     * or after.
     */
    private ViewState vertically(CurvePages pages, Tile chosen, boolean up) {
        int number = pages.pageOf(chosen.key());
        CurvePages.Page page = pages.pages().get(number);
        Rect from = page.places().get(page.tiles().indexOf(chosen));
        int found = -1;
        for (int i = 0; i < page.places().size(); i++) {
            Rect place = page.places().get(i);
            int edge = up ? from.y() - 1 : from.y() + from.height();
            boolean isNext = place.y() <= edge && edge < place.y() + place.height();
            boolean isBeside = place.x() < from.x() + from.width() && from.x() < place.x() + place.width();
            if (isNext && (found < 0 || isBeside && place.x() <= from.x())) {
                found = i;
            }
        }
        if (found >= 0) {
            return choose(page.tiles().get(found));
        }
        int next = number + (up ? -1 : 1);
        boolean exists = next >= 0 && next < pages.pages().size();
        return exists ? choose(pages.pages().get(next).tiles(), up ? Integer.MAX_VALUE : 0) : view;
    }

    /** Moves the cursor. It begins at the last step; to the right of that there is no cursor. */
    private CurvesLook cursor(long by) {
        boolean isShown = look.cursor() != ViewState.NO_CURSOR;
        if (!isShown && by > 0) {
            return look;
        }
        long last = state.lastStep();
        long to = (isShown ? Math.min(look.cursor(), last) : last) + by;
        return look.withCursor(to > last ? ViewState.NO_CURSOR : Math.min(last, Math.max(state.firstStep(), to)));
    }

    private ViewState say(ViewState changed, String words) {
        return changed.withNotice(words, frame.nowMs());
    }

    private ViewState smoothed() {
        CurvesLook next = look.withSmoothing(look.smoothing().next());
        String words =
                switch (next.smoothing()) {
                    case OFF -> "Curves are not smoothed.";
                    case LIGHT -> "Curves by step are smoothed lightly.";
                    case STRONG -> "Curves are smoothed strongly.";
                };
        return say(view.with(next), words);
    }

    private ViewState switched() {
        List<AxisUnit> known = RunAxis.known(state);
        if (known.size() < 2) {
            return say(view, "The log tells steps alone, no epochs and no times.");
        }
        AxisUnit next =
                known.get((known.indexOf(RunAxis.of(state, look.across()).unit()) + 1) % known.size());
        return say(view.with(look.withAcross(next)), "Curves " + RunAxis.words(next) + ".");
    }

    private ViewState otherScale(Tile tile) {
        if (!(tile.most() > 0)) {
            return say(view, "A logarithmic axis needs values above 0.");
        }
        return choose(tile).with(look.withChosen(tile.key()).withOtherScale(tile.key()));
    }

    private long stepsAColumn() {
        int zoom = view.view() == View.LARGE_CURVE ? look.zoom() : 0;
        return Math.max(1, CurvesView.stepsAColumn(state, width) >> zoom);
    }

    /**
     * The view after the first of these has been left: the cursor, the zoom, the large curve, the filter; empty if
     * there is none of them.
     */
    private Optional<ViewState> back() {
        boolean large = view.view() == View.LARGE_CURVE;
        if (look.cursor() != ViewState.NO_CURSOR) {
            return Optional.of(view.with(look.withCursor(ViewState.NO_CURSOR)));
        } else if (large && look.zoom() > 0) {
            return Optional.of(view.with(look.withZoom(0)));
        } else if (large) {
            return Optional.of(view.withView(View.CURVES));
        }
        return look.filter().isEmpty() ? Optional.empty() : Optional.of(view.with(look.withFilter("")));
    }
}
