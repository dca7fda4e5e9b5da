package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.RowScale;
import io.traindeck.dashboard.chart.Scale;
import io.traindeck.metric.Kind;
import io.traindeck.state.Curve;

/**
 * The axis on the left of a tile.
 *
 * @param unit what the numbers of its lines are multiplied with
 * @param clip the limit that gradients are clipped to; NaN where there is none to show
 */
record TileScale(Scale scale, double unit, double clip) {
    private static final double PERCENT = 100;

    /**
     * @param clip the run's limit of gradient norms; 0 for none
     * @param other whether a usually linear axis is to be logarithmic, and the other way round
     * @param rows of the plot
     */
    static TileScale of(Tile tile, double clip, boolean other, int rows) {
        double unit = tile.isShare() ? PERCENT : 1;
        boolean clipped = isGradientNorm(tile) && clip > 0 && Double.isFinite(clip);
        double least = unit * (clipped ? Math.min(clip, tile.least()) : tile.least());
        double most = unit * (clipped ? Math.max(clip, tile.most()) : tile.most());
        Scale usual =
                switch (tile.kind()) {
                    case NORM ->
                        most > 0
                                ? logarithmic(tile, unit, clipped ? clip : most, most, rows)
                                : RowScale.linear(least, most, rows);
                    case SPEED -> RowScale.linear(Math.min(0, least), most, rows);
                    default -> RowScale.of(tile.kind(), least, most, rows);
                };
        Scale scale = usual;
        if (other && usual.log()) {
            scale = RowScale.linear(least, most, rows);
        } else if (other && most > 0) {
            scale = logarithmic(tile, unit, clipped ? clip : most, most, rows);
        }
        return new TileScale(scale, unit, clipped ? clip : Double.NaN);
    }

    private static boolean isGradientNorm(Tile tile) {
        return tile.kind() == Kind.NORM
                && tile.lines().get(0).metric().quantity().equals("grad_norm");
    }

    /** From the smallest value above 0: the others have no place on such an axis. */
    private static Scale logarithmic(Tile tile, double unit, double atLeast, double most, int rows) {
        double least = atLeast;
        for (CurveLine line : tile.lines()) {
            Curve curve = line.curve();
            for (int i = 0; i < curve.size(); i++) {
                least = curve.min(i) > 0 ? Math.min(least, unit * curve.min(i)) : least;
            }
        }
        return RowScale.logarithmic(least, most, rows);
    }
}
