package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Axes;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** View 2: large curves, with a cursor that reads values out. */
final class CurvesView {
    /** Two charts side by side from this width. */
    private static final int TWO_COLUMNS_FROM = 76;

    private static final int LEAST_CHART = 5;
    private static final int HEADER_ROWS = 2;

    private final Frame frame;

    CurvesView(Frame frame) {
        this.frame = frame;
    }

    /** Steps that one column of the widest chart stands for: how far a key moves the cursor. */
    static long stepsAColumn(RunState state, int width) {
        return Math.max(1, state.lastStep() / Math.max(1, Axes.columns(width)));
    }

    /** Draws status, the values under the cursor or the last ones, and as many charts as fit. */
    void draw(Canvas canvas) {
        RunState state = frame.state();
        new Header(frame).status(canvas.row(0));
        if (!state.isMeasured()) {
            Phrase words = StatusWords.of(frame);
            canvas.put(
                    1,
                    HEADER_ROWS,
                    Text.cut(words.text().replace('\n', ' '), canvas.width() - 2, canvas.glyphs()),
                    words.role());
            return;
        }
        long cursor = Math.min(frame.view().cursor(), state.lastStep());
        boolean isShown = cursor != ViewState.NO_CURSOR;
        String reading = Reading.of(state, isShown ? cursor : state.lastStep(), canvas.width() - 2);
        canvas.put(1, 1, reading, isShown ? Role.ACCENT : Role.DIM);
        Canvas area = canvas.part(new Rect(0, HEADER_ROWS, canvas.width(), canvas.height() - HEADER_ROWS));
        Curves curves = new Curves(state, cursor);
        List<Consumer<Canvas>> charts =
                List.of(curves::stepLoss, curves::loss, curves::accuracy, curves::gradientNorm, curves::rate);
        List<Rect> tiles = tiles(area.width(), area.height(), charts.size());
        for (int i = 0; i < tiles.size(); i++) {
            charts.get(i).accept(area.part(tiles.get(i)));
        }
    }

    /** The first chart over the whole width, the others two in a row; fewer where there is no room for all. */
    private static List<Rect> tiles(int width, int height, int charts) {
        int across = width >= TWO_COLUMNS_FROM ? 2 : 1;
        int rows = Math.max(1, Math.min(height / LEAST_CHART, 1 + (charts - 1 + across - 1) / across));
        int rest = height / rows;
        int first = height - rest * (rows - 1);
        List<Rect> tiles = new ArrayList<>();
        tiles.add(new Rect(0, 0, width, first));
        for (int row = 1; row < rows; row++) {
            for (int column = 0; column < across && tiles.size() < charts; column++) {
                int x = column * (width / across);
                int columns = column == across - 1 ? width - x : width / across - 1;
                tiles.add(new Rect(x, first + (row - 1) * rest, columns, rest));
            }
        }
        return tiles;
    }
}
