package io.traindeck.plot;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.RunSeries;
import io.traindeck.comparison.SharedGroup;
import io.traindeck.comparison.SharedMetric;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Part;
import io.traindeck.text.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.data.Range;

/** What the panels show of the runs: a group of metrics each. */
final class Panels {
    private static final float THICK = 3;
    private static final float THIN = 2;
    private static final double BEST_SCALE = 1.6;
    private static final double TRAIN_SCALE = 0.8;

    /** Of keys that hold for every run. */
    private static final Color GREY = new Color(0x555555);

    private static final Shape DOT = RunStyle.of(0).mark();

    private static final double PERCENT = 100;
    private static final Range ALL_PERCENT = new Range(0, PERCENT);
    private static final Range FROM_ZERO = new Range(0, Double.MAX_VALUE / 4);
    private static final Range ANY = new Range(-FROM_ZERO.getUpperBound(), FROM_ZERO.getUpperBound());

    /** Most steps between the ticks of a higher panel, and of a lower one. */
    private static final int UPPER_STEPS = 9;

    private static final int LOWER_STEPS = 5;

    /** A clip limit this many times above or below all norms would only flatten them. */
    private static final double FAR_CLIP = 1000;

    private static final int FEW_MARKS = 8;

    private final Comparison comparison;
    private final List<Track> tracks;
    private final Lines lines;

    Panels(Comparison comparison, List<Track> tracks) {
        this.comparison = comparison;
        this.tracks = tracks;
        lines = new Lines(comparison, tracks);
    }

    void draw(SharedGroup group, Graphics2D g2, Rectangle2D area) {
        switch (group.kind()) {
            case NORM -> norm(group.lines().get(0), g2, area);
            case RATE -> rate(group.lines().get(0), g2, area);
            default -> measured(group, g2, area);
        }
    }

    /** A loss on training beside that on validation; of a score, which training says less of, the one of them. */
    private void measured(SharedGroup group, Graphics2D g2, Rectangle2D area) {
        SharedMetric train = group.kind() == Kind.LOSS ? group.on(Part.TRAIN) : null;
        SharedMetric main = group.lines().stream()
                .filter(line -> line != train)
                .findFirst()
                .orElse(train);
        boolean both = train != null && train != main;
        String title = both ? group.title() : main.words();
        Panel panel = new Panel(capital(title), "no " + Track.shown(title) + " yet");
        if (both) {
            tracks.forEach(track -> training(panel, track, lines.of(track, train)));
        }
        tracks.forEach(track -> main(panel, track, main));
        tracks.forEach(track -> best(panel, track, main));
        if (both) {
            panel.explain(Keys.markedLine(word(main), DOT, GREY, GREY, new BasicStroke(THICK), GREY));
            Shape small = Keys.scaled(DOT, TRAIN_SCALE);
            panel.explain(Keys.markedLine("train", small, Color.WHITE, GREY, new BasicStroke(THIN), Color.LIGHT_GRAY));
        }
        // A loss that is not the goal has the marks that the goal's panel explains.
        if (isGoal(main)) {
            String best = comparison.progress() == AxisUnit.EPOCHS ? "best epoch" : "best";
            panel.explain(Keys.mark(best, Keys.scaled(DOT, BEST_SCALE), GREY, Color.BLACK, 2));
        }
        Stream<SharedMetric> drawn = both ? Stream.of(train, main) : Stream.of(main);
        panel.draw(g2, area, lines.across(), values(group, main, lines.range(tracks, drawn)));
    }

    private static String word(SharedMetric metric) {
        return metric.part() == Part.TEST ? "test" : "validation";
    }

    private boolean isGoal(SharedMetric metric) {
        return comparison.goal().filter(goal -> goal.metric() == metric).isPresent();
    }

    private void training(Panel panel, Track track, Points points) {
        RunStyle style = track.style();
        panel.line(points.thinned(Lines.MOST_POINTS), style.light(), style.stroke(THIN));
        Shape mark = Keys.scaled(style.mark(), TRAIN_SCALE);
        panel.marks(lines.marked(track, points), mark, Color.WHITE, style.color(), new BasicStroke(1.5f));
    }

    private void main(Panel panel, Track track, SharedMetric metric) {
        RunStyle style = track.style();
        Points points = lines.of(track, metric);
        panel.line(points.thinned(Lines.MOST_POINTS), style.color(), style.stroke(THICK));
        panel.marks(lines.marked(track, points), style.mark(), style.color(), style.color(), new BasicStroke(1));
    }

    private ValueAxis values(SharedGroup group, SharedMetric main, Range values) {
        if (main.share()) {
            Range shown = values == null ? ALL_PERCENT : values;
            return Axes.linear(Track.shown(main.title()) + " (%)", shown, ALL_PERCENT, UPPER_STEPS);
        }
        Range shown = values == null ? new Range(0, 1) : values;
        // In nats it is for sure only where we have computed it.
        boolean nats = areOwn() && main.metric().quantity().equals("loss");
        String label = nats ? "cross-entropy (nats)" : Track.shown(group.title());
        return group.kind().isLogarithmic(shown.getLowerBound(), shown.getUpperBound())
                ? Axes.logarithmic(label, shown)
                : Axes.linear(label, shown, ANY, UPPER_STEPS);
    }

    private boolean areOwn() {
        return tracks.stream().allMatch(track -> track.run().isOwn() || track.isEmpty());
    }

    private void norm(SharedMetric norm, Graphics2D g2, Rectangle2D area) {
        Panel panel = new Panel(capital(norm.words()), "no " + Track.shown(norm.words()) + " yet");
        List<Points> drawn = new ArrayList<>();
        tracks.forEach(track -> drawn.add(lines.norm(track, norm).means().positive()));
        if (tracks.size() == 1) {
            RunStyle style = tracks.get(0).style();
            StepColumns columns = lines.norm(tracks.get(0), norm);
            Points low = columns.minima().positive();
            Points high = columns.maxima().positive();
            panel.band(low, high, style.color());
            panel.explain(Keys.line("mean", style.stroke(THIN), style.color()));
            panel.explain(Keys.area("range", style.light()));
            drawn.addAll(List.of(low, high));
        }
        tracks.forEach(track -> byStep(panel, track, drawn.get(track.place()), THIN));
        Range values = Axes.range(drawn.stream());
        Range shown = values == null ? new Range(0.1, 10) : values;
        double clip = norm.metric().quantity().equals("grad_norm") ? sharedClip() : Double.NaN;
        if (values != null && clip > shown.getLowerBound() / FAR_CLIP && clip < shown.getUpperBound() * FAR_CLIP) {
            BasicStroke dashes =
                    new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {8, 6}, 0);
            panel.level(clip, GREY, dashes);
            panel.explain(Keys.line("clipped at " + Numbers.shortest(clip), dashes, GREY));
            shown = Range.expandToInclude(shown, clip);
        }
        String label = areOwn() ? "L2 norm before clipping" : Track.shown(norm.title());
        panel.draw(g2, area, lines.across(), Axes.logarithmic(label, shown));
    }

    private void rate(SharedMetric rate, Graphics2D g2, Rectangle2D area) {
        Panel panel = new Panel(capital(rate.words()), "no " + Track.shown(rate.words()) + " yet");
        Range known = lines.range(tracks, Stream.of(rate));
        double highest = known == null ? 1 : known.getUpperBound();
        int exponent = Axes.scale(highest);
        double factor = Math.pow(10, -exponent);
        tracks.forEach(
                track -> byStep(panel, track, lines.of(track, rate).times(factor), THICK));
        Range values = new Range(0, highest > 0 ? highest * factor : 1);
        String label = Track.shown(rate.title()) + Axes.unit(exponent);
        panel.draw(g2, area, lines.across(), Axes.linear(label, values, FROM_ZERO, LOWER_STEPS));
    }

    /** Of several runs with marks, to tell them from each other. */
    private void byStep(Panel panel, Track track, Points points, float width) {
        RunStyle style = track.style();
        panel.line(points, style.color(), style.stroke(width));
        if (tracks.size() > 1) {
            Points few = points.spread((int) Math.ceil(FEW_MARKS * lines.share(points)), track.phase());
            panel.marks(few, style.mark(), style.color(), style.color(), new BasicStroke(1));
        }
    }

    /** The best moment's point on the curve, larger and ringed. */
    private void best(Panel panel, Track track, SharedMetric metric) {
        RunSeries series = metric.ofRuns().get(track.place());
        if (track.best() != null && (isGoal(metric) || series.ofRows())) {
            Shape shape = Keys.scaled(track.style().mark(), BEST_SCALE);
            Points best = lines.at(track, metric, track.best().from());
            panel.marks(best, shape, track.style().color(), Color.BLACK, new BasicStroke(2));
        }
    }

    /** The limit that every run clips at; NaN where they differ, or one does not clip. */
    private double sharedClip() {
        double[] limits = tracks.stream()
                .mapToDouble(track -> track.run().state().plan().clip())
                .distinct()
                .toArray();
        return limits.length == 1 && limits[0] > 0 ? limits[0] : Double.NaN;
    }

    /** Words begin like a sentence; a name stays as a log has it. */
    private static String capital(String title) {
        String shown = Track.shown(title);
        boolean isName = shown.isEmpty() || shown.contains("_") || shown.contains("/");
        return isName ? shown : shown.substring(0, 1).toUpperCase(Locale.ROOT) + shown.substring(1);
    }
}
