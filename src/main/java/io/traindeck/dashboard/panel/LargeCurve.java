package io.traindeck.dashboard.panel;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.dashboard.chart.Smoothing;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;

/** One tile over the whole screen, and below it the values of its lines. */
final class LargeCurve {
    /** The share of the rows that the values may take. */
    private static final double VALUES_SHARE = 0.4;

    private static final int LEAST_CHART = 5;
    private static final int GAP = 3;

    private final RunState state;
    private final CurvesLook look;
    private final Tile tile;
    private final long step;

    LargeCurve(RunState state, CurvesLook look, Tile tile) {
        this.state = state;
        this.look = look;
        this.tile = tile;
        boolean isShown = look.cursor() != ViewState.NO_CURSOR;
        step = isShown ? Math.min(look.cursor(), state.lastStep()) : state.lastStep();
    }

    /** Draws the place of the cursor, or of the end if there is no cursor, and how the curve is drawn. */
    void drawPlace(Canvas row) {
        boolean isShown = look.cursor() != ViewState.NO_CURSOR;
        int x = row.put(1, 0, "step " + Numbers.count(step), isShown ? Role.ACCENT : Role.DIM);
        for (AxisUnit unit : RunAxis.known(state)) {
            double at = RunAxis.of(state, unit).place().applyAsDouble(step);
            String text =
                    switch (unit) {
                        case STEPS -> "";
                        case EPOCHS -> Numbers.fixed(Math.max(0, at), 2) + " epochs";
                        case TIME -> Numbers.span(Math.max(0, at));
                    };
            x = text.isEmpty() ? x : row.put(x + GAP, 0, text, isShown ? Role.ACCENT : Role.DIM);
        }
        String drawn =
                switch (look.smoothing()) {
                    case OFF -> "not smoothed";
                    case LIGHT -> "smoothed lightly";
                    case STRONG -> "smoothed strongly";
                };
        String near = look.zoom() == 0 ? "" : Math.round(Math.pow(2, look.zoom())) + " times as near  ";
        boolean isPlain = look.smoothing() == Smoothing.Level.LIGHT;
        AxisUnit across = RunAxis.of(state, look.across()).unit();
        String how = near + (isPlain ? "" : drawn + "  ") + (across == AxisUnit.STEPS ? "" : RunAxis.words(across));
        if (x + GAP + how.strip().length() < row.width()) {
            row.putRight(row.width() - 1, 0, how.strip(), Role.DIM);
        }
    }

    void draw(Canvas area) {
        int rows = 1 + Math.min(tile.lines().size(), (int) (area.height() * VALUES_SHARE));
        int values = area.height() - rows < LEAST_CHART ? 0 : rows;
        Canvas chart = area.part(new Rect(0, 0, area.width(), area.height() - values));
        new TileChart(state, look, look.zoom()).draw(chart, tile, Role.TEXT);
        Canvas below = area.part(new Rect(0, area.height() - values, area.width(), values));
        new CurveValues(tile, look.cursor() == ViewState.NO_CURSOR ? ViewState.NO_CURSOR : step).draw(below);
    }
}
