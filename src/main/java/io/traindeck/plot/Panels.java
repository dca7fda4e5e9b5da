package io.traindeck.plot;

import io.traindeck.text.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.data.Range;

/** What the four panels show of the runs. */
final class Panels {
    private static final float THICK = 3;
    private static final float THIN = 2;
    private static final double BEST_SCALE = 1.6;
    private static final double TRAIN_SCALE = 0.8;

    /** Of keys that hold for every run. */
    private static final Color GREY = new Color(0x555555);

    private static final Shape DOT = RunStyle.of(0).mark();

    private static final Range PERCENT = new Range(0, 100);
    private static final Range FROM_ZERO = new Range(0, Double.MAX_VALUE / 4);
    private static final Range ANY = new Range(-FROM_ZERO.getUpperBound(), FROM_ZERO.getUpperBound());

    /** Most steps between the ticks of a higher panel, and of a lower one. */
    private static final int UPPER_STEPS = 9;

    private static final int LOWER_STEPS = 5;

    /** From this ratio of the highest loss to the lowest on, a linear axis would flatten all that is low. */
    private static final double LOG_LOSS = 100;

    /** A clip limit this many times above or below all norms would only flatten them. */
    private static final double FAR_CLIP = 1000;

    /** Beyond that, marks would hide their line. */
    private static final int MOST_MARKED_EPOCHS = 15;

    private static final int FEW_MARKS = 8;
    private static final int MOST_POINTS = 640; // one for each pixel

    private final List<Track> tracks;
    private final double lastEpoch;

    Panels(List<Track> tracks) {
        this.tracks = tracks;
        this.lastEpoch = tracks.stream()
                .flatMap(Track::lines)
                .filter(points -> !points.isEmpty())
                .mapToDouble(points -> points.x()[points.size() - 1])
                .max()
                .orElse(1);
    }

    void accuracy(Graphics2D g2, Rectangle2D area) {
        Panel panel = new Panel("Validation accuracy", "no validation accuracy yet");
        tracks.forEach(track -> byEpoch(panel, track, track.valAcc()));
        tracks.forEach(track -> best(panel, track, track.valAcc()));
        panel.explain(Keys.mark("best epoch", Keys.scaled(DOT, BEST_SCALE), GREY, Color.BLACK, 2));
        Range values = range(Track::valAcc, PERCENT);
        panel.draw(g2, area, Axes.epochs(lastEpoch), Axes.linear("accuracy (%)", values, PERCENT, UPPER_STEPS));
    }

    void loss(Graphics2D g2, Rectangle2D area) {
        Panel panel = new Panel("Loss", "no loss of an epoch yet");
        for (Track track : tracks) {
            RunStyle style = track.style();
            panel.line(track.trainLoss().thinned(MOST_POINTS), style.light(), style.stroke(THIN));
            Shape mark = Keys.scaled(style.mark(), TRAIN_SCALE);
            panel.marks(epochMarks(track, track.trainLoss()), mark, Color.WHITE, style.color(), new BasicStroke(1.5f));
        }
        tracks.forEach(track -> byEpoch(panel, track, track.valLoss()));
        tracks.forEach(track -> best(panel, track, track.valLoss()));
        panel.explain(Keys.markedLine("validation", DOT, GREY, GREY, new BasicStroke(THICK), GREY));
        Shape small = Keys.scaled(DOT, TRAIN_SCALE);
        panel.explain(Keys.markedLine("train", small, Color.WHITE, GREY, new BasicStroke(THIN), Color.LIGHT_GRAY));
        panel.draw(g2, area, Axes.epochs(lastEpoch), lossAxis());
    }

    private ValueAxis lossAxis() {
        Range values = Axes.range(tracks.stream().flatMap(track -> Stream.of(track.trainLoss(), track.valLoss())));
        Range shown = values == null ? new Range(0, 1) : values;
        String label = "cross-entropy (nats)";
        boolean wide = shown.getLowerBound() > 0 && shown.getUpperBound() / shown.getLowerBound() > LOG_LOSS;
        return wide ? Axes.logarithmic(label, shown) : Axes.linear(label, shown, ANY, UPPER_STEPS);
    }

    void gradNorm(Graphics2D g2, Rectangle2D area) {
        Panel panel = new Panel("Gradient norm", "no gradient norm yet");
        List<Points> drawn =
                new ArrayList<>(tracks.stream().map(Panels::meanNorm).toList());
        if (tracks.size() == 1) {
            RunStyle style = tracks.get(0).style();
            Points low = positive(tracks.get(0).gradNorm().minima());
            Points high = positive(tracks.get(0).gradNorm().maxima());
            panel.band(low, high, style.color());
            panel.explain(Keys.line("mean", style.stroke(THIN), style.color()));
            panel.explain(Keys.area("range", style.light()));
            drawn.addAll(List.of(low, high));
        }
        tracks.forEach(track -> byStep(panel, track, meanNorm(track), THIN));
        Range values = Axes.range(drawn.stream());
        Range shown = values == null ? new Range(0.1, 10) : values;
        double clip = sharedClip();
        if (values != null && clip > shown.getLowerBound() / FAR_CLIP && clip < shown.getUpperBound() * FAR_CLIP) {
            BasicStroke dashes =
                    new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {8, 6}, 0);
            panel.level(clip, GREY, dashes);
            panel.explain(Keys.line("clipped at " + Numbers.shortest(clip), dashes, GREY));
            shown = Range.expandToInclude(shown, clip);
        }
        panel.draw(g2, area, Axes.epochs(lastEpoch), Axes.logarithmic("L2 norm before clipping", shown));
    }

    void learningRate(Graphics2D g2, Rectangle2D area) {
        Panel panel = new Panel("Learning rate", "no learning rate yet");
        double highest = range(Track::lr, new Range(0, 1)).getUpperBound();
        int exponent = Axes.scale(highest);
        double factor = Math.pow(10, -exponent);
        tracks.forEach(track -> byStep(panel, track, track.lr().times(factor), THICK));
        Range values = new Range(0, highest > 0 ? highest * factor : 1);
        String label = "learning rate" + Axes.unit(exponent);
        panel.draw(g2, area, Axes.epochs(lastEpoch), Axes.linear(label, values, FROM_ZERO, LOWER_STEPS));
    }

    private void byEpoch(Panel panel, Track track, Points points) {
        RunStyle style = track.style();
        panel.line(points.thinned(MOST_POINTS), style.color(), style.stroke(THICK));
        panel.marks(epochMarks(track, points), style.mark(), style.color(), style.color(), new BasicStroke(1));
    }

    private static Points epochMarks(Track track, Points points) {
        return points.size() <= MOST_MARKED_EPOCHS ? points : points.spread(FEW_MARKS, track.phase());
    }

    /** Of several runs with marks, to tell them from each other. */
    private void byStep(Panel panel, Track track, Points points, float width) {
        RunStyle style = track.style();
        panel.line(points, style.color(), style.stroke(width));
        if (tracks.size() > 1) {
            double end = points.size() == 0 ? 0 : points.x()[points.size() - 1];
            Points few = points.spread((int) Math.ceil(FEW_MARKS * end / lastEpoch), track.phase());
            panel.marks(few, style.mark(), style.color(), style.color(), new BasicStroke(1));
        }
    }

    /** The best epoch's point on the curve, larger and ringed. */
    private static void best(Panel panel, Track track, Points points) {
        if (track.best() != null) {
            Shape shape = Keys.scaled(track.style().mark(), BEST_SCALE);
            Points best = points.at(track.best().epoch());
            panel.marks(best, shape, track.style().color(), Color.BLACK, new BasicStroke(2));
        }
    }

    /** The limit that every run clips at; NaN where they differ, or one does not clip. */
    private double sharedClip() {
        double[] limits = tracks.stream()
                .mapToDouble(track -> track.about().plan().clip())
                .distinct()
                .toArray();
        return limits.length == 1 && limits[0] > 0 ? limits[0] : Double.NaN;
    }

    private Range range(Function<Track, Points> curve, Range otherwise) {
        Range range = Axes.range(tracks.stream().map(curve));
        return range == null ? otherwise : range;
    }

    private static Points meanNorm(Track track) {
        return positive(track.gradNorm().means());
    }

    /** What a logarithmic axis can show. */
    private static Points positive(Points points) {
        return points.within(Float.MIN_VALUE, Double.MAX_VALUE);
    }
}
