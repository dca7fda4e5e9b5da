package io.traindeck.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.data.Range;

/** What the four panels show of the runs. */
final class Panels {
    private static final float THICK = 3;
    private static final float THIN = 2;
    private static final Range ANY = new Range(-Double.MAX_VALUE / 4, Double.MAX_VALUE / 4);
    private static final Range PERCENT = new Range(0, 100);
    private static final Range FROM_ZERO = new Range(0, Double.MAX_VALUE / 4);

    /** From this ratio of the highest loss to the lowest on, a linear axis would flatten all that is low. */
    private static final double LOG_LOSS = 100;

    /** A clip limit this many times above or below all norms would only flatten them. */
    private static final double FAR_CLIP = 1000;

    /** Beyond that, marks would hide their line. */
    private static final int MOST_MARKED_EPOCHS = 15;

    private static final int MARKS = 8;
    private static final int MOST_POINTS = 640; // one for each pixel
    private static final double BEST_SCALE = 1.9;
    private static final Color GREY = new Color(0x555555);

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
        Panel panel = new Panel("Validation accuracy", "no epoch finished");
        for (Track track : tracks) {
            panel.line(
                    track.valAcc().thinned(MOST_POINTS),
                    track.style().color(),
                    track.style().stroke(THICK));
            filledMarks(panel, track, track.valAcc(), epochMarks(track, track.valAcc()));
        }
        tracks.forEach(track -> best(panel, track, track.valAcc()));
        panel.explain(Keys.mark("best epoch", Keys.scaled(dot(), BEST_SCALE), GREY, Color.BLACK, 2));
        Range values = range(Track::valAcc, new Range(0, 100));
        panel.draw(g2, area, Axes.epochs(lastEpoch), Axes.linear("accuracy (%)", values, PERCENT));
    }

    void loss(Graphics2D g2, Rectangle2D area) {
        Panel panel = new Panel("Loss", "no epoch finished");
        for (Track track : tracks) {
            panel.line(
                    track.trainLoss().thinned(MOST_POINTS),
                    track.style().light(),
                    track.style().stroke(THIN));
            Points marked = track.trainLoss().at(epochMarks(track, track.trainLoss()));
            panel.marks(
                    marked,
                    Keys.scaled(track.style().mark(), 0.8),
                    Color.WHITE,
                    track.style().color(),
                    new BasicStroke(1.5f));
        }
        for (Track track : tracks) {
            panel.line(
                    track.valLoss().thinned(MOST_POINTS),
                    track.style().color(),
                    track.style().stroke(THICK));
            filledMarks(panel, track, track.valLoss(), epochMarks(track, track.valLoss()));
        }
        tracks.forEach(track -> best(panel, track, track.valLoss()));
        panel.explain(Keys.markedLine("validation", dot(), GREY, GREY, 1, new BasicStroke(THICK), GREY));
        panel.explain(Keys.markedLine(
                "train", Keys.scaled(dot(), 0.8), Color.WHITE, GREY, 1.5f, new BasicStroke(THIN), Color.LIGHT_GRAY));
        Range values = Axes.range(tracks.stream().flatMap(track -> Stream.of(track.trainLoss(), track.valLoss())));
        Range shown = values == null ? new Range(0, 1) : values;
        String label = "cross-entropy (nats)";
        boolean wide = shown.getLowerBound() > 0 && shown.getUpperBound() / shown.getLowerBound() > LOG_LOSS;
        ValueAxis axis = wide ? Axes.logarithmic(label, shown) : Axes.linear(label, shown, ANY);
        panel.draw(g2, area, Axes.epochs(lastEpoch), axis);
    }

    void gradNorm(Graphics2D g2, Rectangle2D area) {
        Panel panel = new Panel("Gradient norm", "no step in the log");
        List<Points> drawn = new ArrayList<>();
        for (Track track : tracks) {
            Points means = positive(track.gradNorm().means());
            drawn.add(means);
            if (tracks.size() == 1) {
                Points low = positive(track.gradNorm().minima());
                Points high = positive(track.gradNorm().maxima());
                panel.band(low, high, track.style().color());
                drawn.addAll(List.of(low, high));
                panel.explain(Keys.line(
                        "mean", track.style().stroke(THICK), track.style().color()));
                panel.explain(Keys.area("range", track.style().light()));
            }
            panel.line(means, track.style().color(), track.style().stroke(THIN));
            filledMarks(panel, track, means, stepMarks(track, means));
        }
        Range values = Axes.range(drawn.stream());
        Range shown = values == null ? new Range(0.1, 10) : values;
        double clip = sharedClip();
        if (values != null && clip > shown.getLowerBound() / FAR_CLIP && clip < shown.getUpperBound() * FAR_CLIP) {
            BasicStroke dashes =
                    new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {8, 6}, 0);
            panel.level(clip, GREY, dashes);
            panel.explain(Keys.line("clipped at " + Axes.plain(clip), dashes, GREY));
            shown = Range.expandToInclude(shown, clip);
        }
        panel.draw(g2, area, Axes.epochs(lastEpoch), Axes.logarithmic("L2 norm before clipping", shown));
    }

    void learningRate(Graphics2D g2, Rectangle2D area) {
        Panel panel = new Panel("Learning rate", "no step and no epoch in the log");
        double highest = range(Track::lr, new Range(0, 1)).getUpperBound();
        int exponent = highest > 0 ? (int) Math.floor(Math.log10(highest)) : 0;
        boolean scaled = exponent < -1 || exponent > 2;
        double factor = scaled ? Math.pow(10, -exponent) : 1;
        for (Track track : tracks) {
            Points rates = track.lr().times(factor);
            panel.line(
                    rates.thinned(MOST_POINTS),
                    track.style().color(),
                    track.style().stroke(THICK));
            filledMarks(panel, track, rates, stepMarks(track, rates));
        }
        Range values = new Range(0, highest * factor > 0 ? highest * factor : 1);
        String label = scaled ? "learning rate (×10" + superscript(exponent) + ")" : "learning rate";
        panel.draw(g2, area, Axes.epochs(lastEpoch), Axes.linear(label, values, FROM_ZERO));
    }

    private static void filledMarks(Panel panel, Track track, Points points, int[] at) {
        Color color = track.style().color();
        panel.marks(points.at(at), track.style().mark(), color, color, new BasicStroke(1));
    }

    /** The best epoch's point on the curve, larger and ringed. */
    private static void best(Panel panel, Track track, Points points) {
        if (track.best() == null) {
            return;
        }
        int[] at = IntStream.range(0, points.size())
                .filter(i -> points.x()[i] == track.best().epoch())
                .toArray();
        Shape shape = Keys.scaled(track.style().mark(), BEST_SCALE);
        panel.marks(points.at(at), shape, track.style().color(), Color.BLACK, new BasicStroke(2));
    }

    /** Which epochs are marked: all, or some; of two runs others, so that neither hides the other's. */
    private int[] epochMarks(Track track, Points points) {
        if (points.size() <= MOST_MARKED_EPOCHS) {
            return IntStream.range(0, points.size()).toArray();
        }
        return stepMarks(track, points);
    }

    private int[] stepMarks(Track track, Points points) {
        double first = (tracks.indexOf(track) + 0.5) / tracks.size();
        int[] solid =
                IntStream.range(0, points.size()).filter(i -> !points.isGap(i)).toArray();
        int count = Math.min(MARKS, solid.length);
        return IntStream.range(0, count)
                .map(k -> solid[(int) ((k + first) * solid.length / count)])
                .distinct()
                .toArray();
    }

    /** The limit that every run clips at; NaN where they differ, or one does not clip. */
    private double sharedClip() {
        double[] limits = tracks.stream()
                .mapToDouble(track ->
                        track.started() == null ? Double.NaN : track.started().clip())
                .distinct()
                .toArray();
        return limits.length == 1 && limits[0] > 0 ? limits[0] : Double.NaN;
    }

    private Range range(Function<Track, Points> curve, Range otherwise) {
        Range range = Axes.range(tracks.stream().map(curve));
        return range == null ? otherwise : range;
    }

    private static Points positive(Points points) {
        return points.within(Double.MIN_NORMAL, Double.MAX_VALUE);
    }

    private static Shape dot() {
        return new Ellipse2D.Double(-6.5, -6.5, 13, 13);
    }

    private static String superscript(int exponent) {
        StringBuilder text = new StringBuilder();
        String.valueOf(exponent).chars().forEach(c -> text.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')));
        return text.toString();
    }
}
