package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.RowScale;
import io.traindeck.dashboard.chart.Scale;
import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.metric.Kind;
import io.traindeck.state.Curve;
import java.util.function.LongPredicate;

/**
 * The axis on the left of a tile.
 *
 * @param unit the factor of the numbers of its lines
 * @param clip the limit that gradients are clipped to; NaN if there is none to show
 */
record TileScale(Scale scale, double unit, double clip) {
    private static final double PERCENT = 100;

    /**
     * @param clip the run's limit of gradient norms; 0 for none
     * @param other whether a usually linear axis is to be logarithmic, and the other way round
     * @param rows the rows of the plot
     * @param seen whether the chart shows what was measured at a step
     */
    static TileScale of(Tile tile, double clip, boolean other, int rows, LongPredicate seen) {
        double unit = tile.isShare() ? PERCENT : 1;
        boolean clipped = isGradientNorm(tile) && clip > 0 && Double.isFinite(clip);
        Sparkline.Range ends = ends(tile, seen);
        double least = unit * (clipped ? Math.min(clip, ends.low()) : ends.low());
        double most = unit * (clipped ? Math.max(clip, ends.high()) : ends.high());
        Scale usual =
                switch (tile.kind()) {
                    case NORM ->
                        most > 0
                                ? logarithmic(tile, seen, unit, clipped ? clip : most, most, rows)
                                : RowScale.linear(least, most, rows);
                    case SPEED -> RowScale.linear(Math.min(0, least), most, rows);
                    default -> RowScale.of(tile.kind(), least, most, rows);
                };
        Scale scale = usual;
        if (other && usual.log()) {
            scale = RowScale.linear(least, most, rows);
        } else if (other && most > 0) {
            scale = logarithmic(tile, seen, unit, clipped ? clip : most, most, rows);
        }
        return new TileScale(scale, unit, clipped ? clip : Double.NaN);
    }

    /** The range from the least to the greatest of the values that are seen. */
    private static Sparkline.Range ends(Tile tile, LongPredicate seen) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (CurveLine line : tile.lines()) {
            Curve curve = line.curve();
            for (int i = 0; i < curve.size(); i++) {
                if (!curve.isGap(i) && seen.test(curve.middle(i))) {
                    least = Math.min(least, curve.min(i));
                    most = Math.max(most, curve.max(i));
                }
            }
        }
        return new Sparkline.Range(least, most);
    }

    private static boolean isGradientNorm(Tile tile) {
        return tile.kind() == Kind.NORM
                && tile.lines().get(0).metric().quantity().equals("grad_norm");
    }

    /** A logarithmic scale from the smallest value above 0: others have no place on it. */
    private static Scale logarithmic(
            Tile tile, LongPredicate seen, double unit, double atLeast, double most, int rows) {
        double least = atLeast;
        for (CurveLine line : tile.lines()) {
            Curve curve = line.curve();
            for (int i = 0; i < curve.size(); i++) {
                least = curve.min(i) > 0 && seen.test(curve.middle(i)) ? Math.min(least, unit * curve.min(i)) : least;
            }
        }
        return RowScale.logarithmic(least, most, rows);
    }
}
