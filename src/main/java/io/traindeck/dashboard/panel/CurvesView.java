package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Axes;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.dashboard.keys.View;
import io.traindeck.state.RunState;
import io.traindeck.text.Safe;
import java.util.List;
import java.util.Optional;

/** View 2: a page of curves, or a large one, with a cursor that reads values out. */
final class CurvesView {
    private static final int HEADER_ROWS = 2;

    private final Frame frame;
    private final RunState state;
    private final CurvesLook look;

    CurvesView(Frame frame) {
        this.frame = frame;
        this.state = frame.state();
        this.look = frame.view().curves();
    }

    /** The steps that one column of the widest chart stands for, by which a key moves the cursor. */
    static long stepsAColumn(RunState state, int width) {
        return Math.max(1, state.lastStep() / Math.max(1, Axes.columns(width)));
    }

    /** The pages on a screen on which curves have that many rows. */
    CurvePages pages(int width, int height) {
        return CurvePages.of(Tiles.of(state, look.filter()), width, height - HEADER_ROWS);
    }

    /** Returns whether so many rows show one curve at a time. */
    boolean isForOne(int height) {
        return CurvePages.isForOne(height - HEADER_ROWS);
    }

    /** The values of the chosen curve; empty if there is none. */
    Optional<CurveValues> values() {
        List<Tile> tiles = Tiles.of(state, look.filter());
        long cursor = Math.min(look.cursor(), state.lastStep());
        return tiles.stream()
                .filter(tile -> tile.key().equals(look.chosen()))
                .findFirst()
                .or(() -> tiles.stream().findFirst())
                .map(tile -> new CurveValues(tile, cursor));
    }

    /** Draws status, the values under the cursor or the last ones, and the charts. */
    void draw(Canvas canvas) {
        new Header(frame).status(canvas.row(0));
        if (!state.isMeasured()) {
            Phrase words = StatusWords.of(frame);
            say(canvas, words.text(), words.role());
            return;
        }
        CurvePages pages = pages(canvas.width(), canvas.height());
        if (pages.pages().isEmpty()) {
            String all = look.filter().isEmpty()
                    ? "The log has no numbers to draw."
                    : "No curve's name has \"" + Safe.forCells(look.filter()) + "\". Esc shows all.";
            say(canvas, all, Role.DIM);
            return;
        }
        Canvas area = canvas.part(new Rect(0, HEADER_ROWS, canvas.width(), canvas.height() - HEADER_ROWS));
        if (frame.view().view() == View.LARGE_CURVE) {
            LargeCurve large = new LargeCurve(state, look, pages.chosen(look.chosen()));
            large.drawPlace(canvas.row(1));
            large.draw(area);
        } else {
            reading(canvas, pages.tiles());
            draw(area, pages.pages().get(pages.pageOf(look.chosen())), pages.chosen(look.chosen()));
        }
    }

    private static void say(Canvas canvas, String text, Role role) {
        List<String> lines = Text.wrap(text, canvas.width() - 2);
        for (int i = 0; i < lines.size(); i++) {
            canvas.put(1, HEADER_ROWS + i, lines.get(i), role);
        }
    }

    private void reading(Canvas canvas, List<Tile> tiles) {
        long cursor = Math.min(look.cursor(), state.lastStep());
        boolean isShown = cursor != ViewState.NO_CURSOR;
        String reading = Reading.of(state, tiles, isShown ? cursor : state.lastStep(), canvas.width() - 2);
        canvas.put(1, 1, reading, isShown ? Role.ACCENT : Role.DIM);
    }

    private void draw(Canvas area, CurvePages.Page page, Tile chosen) {
        TileChart charts = new TileChart(state, look);
        for (int i = 0; i < page.tiles().size(); i++) {
            Tile tile = page.tiles().get(i);
            charts.draw(area.part(page.places().get(i)), tile, tile.equals(chosen) ? Role.ACCENT : Role.TEXT);
        }
    }

    /** The number of the page and of all pages, and the filter; empty if that is not worth saying. */
    String where(int width, int height) {
        if (frame.view().view() != View.CURVES || !state.isMeasured()) {
            return "";
        }
        CurvePages pages = pages(width, height);
        String filter = look.filter().isEmpty()
                ? ""
                : "/" + Safe.forCells(look.filter()) + "  " + pages.tiles().size() + " of "
                        + Tiles.of(state, "").size();
        int count = pages.pages().size();
        String word = isForOne(height) ? "Tab  curve " : "page ";
        String page = count < 2 ? "" : word + (1 + pages.pageOf(look.chosen())) + "/" + count;
        return (filter + "  " + page).strip();
    }
}
