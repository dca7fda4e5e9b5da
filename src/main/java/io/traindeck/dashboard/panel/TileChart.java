package io.traindeck.dashboard.panel;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.dashboard.chart.Axes;
import io.traindeck.dashboard.chart.Chart;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Trait;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.List;

/** Draws a tile on a canvas of any size. */
final class TileChart {
    /** The points of a curve from which on light smoothing shows more than it hides. */
    private static final int LIGHTLY_FROM = 32;

    /** The points of a curve from which on there is anything to smooth. */
    private static final int STRONGLY_FROM = 8;

    private final RunState state;
    private final CurvesLook look;
    private final RunAxis axis;
    private final long cursor;

    TileChart(RunState state, CurvesLook look) {
        this(state, look, 0);
    }

    /** @param zoom how often the steps around the cursor, or the last ones, are shown twice as near */
    TileChart(RunState state, CurvesLook look, int zoom) {
        this.state = state;
        this.look = look;
        cursor = Math.min(look.cursor(), state.lastStep());
        axis = RunAxis.of(state, look.across()).near(cursor == ViewState.NO_CURSOR ? state.lastStep() : cursor, zoom);
    }

    /** @param title the role of the tile's name */
    void draw(Canvas canvas, Tile tile, Role title) {
        boolean other = look.otherScale().contains(tile.key());
        Tile whole = withParent(tile);
        TileScale scale = TileScale.of(whole, state.plan().clip(), other, Axes.rows(canvas.height()), axis::holds);
        boolean smoothed = tile.lines().stream().anyMatch(this::isSmoothed);
        new TileTitle(state, tile, scale).draw(canvas, title, smoothed);
        Chart chart = new Chart(canvas, scale.scale(), axis.axis(), axis.place());
        if (!Double.isNaN(scale.clip())) {
            chart.level(scale.clip(), Role.WARN);
        }
        for (CurveLine line :
                whole.lines().subList(0, whole.lines().size() - tile.lines().size())) {
            chart.line(line.curve(), scale.unit(), Role.DIM);
        }
        // Smoothed lines stand in front of all others.
        for (CurveLine line : tile.lines()) {
            if (isSmoothed(line)) {
                chart.noise(line.curve(), scale.unit());
            } else if (line.byStep()) {
                chart.values(line.curve(), scale.unit(), line.role());
            }
        }
        for (CurveLine line : tile.lines()) {
            if (isSmoothed(line)) {
                chart.smoothed(line.curve(), scale.unit(), look.smoothing(), line.role());
            } else if (!line.byStep()) {
                chart.line(line.curve(), scale.unit(), line.role());
            }
        }
        chart.draw();
        Measured best = state.best();
        chart.steps(state.marks(), best == null ? null : (Long) best.step());
        if (cursor != ViewState.NO_CURSOR) {
            chart.cursor(cursor);
        }
    }

    /**
     * The tile of a branch with the lines of its ancestors before its own. Only values by step can be drawn for both.
     */
    private Tile withParent(Tile tile) {
        if (axis.unit() != AxisUnit.STEPS) {
            return tile;
        }
        List<CurveLine> lines = new ArrayList<>();
        for (RunState ancestor : state.ancestors()) {
            for (CurveLine line : tile.lines()) {
                Curve curve = ancestor.series(line.metric().name()).curve();
                if (!curve.isEmpty()) {
                    lines.add(new CurveLine(line.metric(), curve, line.byStep(), Role.DIM));
                }
            }
        }
        if (lines.isEmpty()) {
            return tile;
        }
        lines.addAll(tile.lines());
        return new Tile(tile.key(), tile.title(), tile.kind(), lines, tile.isOfSteps(), tile.front());
    }

    /**
     * Returns whether a line is smoothed. A schedule and a count have no noise, and an extreme must not be evened out.
     */
    private boolean isSmoothed(CurveLine line) {
        Kind kind = line.metric().kind();
        if (kind == Kind.RATE || kind == Kind.COUNT || line.metric().is(Trait.EXTREME)) {
            return false;
        }
        return switch (look.smoothing()) {
            case OFF -> false;
            case LIGHT -> line.byStep() && line.curve().size() >= LIGHTLY_FROM;
            case STRONG -> line.curve().size() >= STRONGLY_FROM;
        };
    }
}
