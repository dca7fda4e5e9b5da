package io.traindeck.plot;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.RunSeries;
import io.traindeck.comparison.SharedGroup;
import io.traindeck.comparison.SharedMetric;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Part;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.data.Range;

/** The panels of a figure, each of which shows a group of metrics of the runs. */
final class Panels {
    static final float THICK = 3;
    static final float THIN = 2;
    private static final double BEST_SCALE = 1.6;
    static final double TRAIN_SCALE = 0.8;

    /** The colour of keys that hold for every run. */
    static final Color GREY = new Color(0x555555);

    private static final Shape DOT = RunStyle.of(0).mark();

    private static final double PERCENT = 100;
    private static final Range ALL_PERCENT = new Range(0, PERCENT);
    private static final Range ANY = new Range(-Double.MAX_VALUE / 4, Double.MAX_VALUE / 4);

    /** The maximum number of steps that the ticks of a panel may divide its axis into. */
    private static final int MOST_STEPS = 9;

    private final Comparison comparison;
    private final List<Track> tracks;
    private final Histories histories;
    private final Lines lines;

    Panels(Comparison comparison, List<Track> tracks) {
        this.comparison = comparison;
        // The runs that can be told apart come last: what is drawn later lies over what was drawn before.
        this.tracks =
                tracks.stream().sorted(Comparator.comparing(Track::isToldApart)).toList();
        histories = new Histories(comparison);
        lines = new Lines(comparison, tracks, histories);
    }

    void draw(SharedGroup group, Graphics2D g2, Rectangle2D area) {
        switch (group.kind()) {
            case NORM ->
                new StepPanels(tracks, histories, lines).norm(group.lines().get(0), g2, area);
            case RATE ->
                new StepPanels(tracks, histories, lines).rate(group.lines().get(0), g2, area);
            default -> measured(group, g2, area);
        }
    }

    /**
     * Draws a loss on training data beside the one on validation data. Of a score it draws one line, since training
     * data says less of it.
     */
    private void measured(SharedGroup group, Graphics2D g2, Rectangle2D area) {
        SharedMetric train = group.kind() == Kind.LOSS ? group.on(Part.TRAIN) : null;
        SharedMetric main =
                group.lines().stream().filter(line -> line != train).findFirst().orElse(train);
        boolean both = train != null && train != main;
        String title = both ? group.title() : main.words();
        Panel panel = new Panel(capital(title), "no " + Track.shown(title) + " yet");
        List<SharedMetric> drawn = both ? List.of(train, main) : List.of(main);
        drawn.forEach(metric -> histories.drawMarked(panel, metric, lines.before(metric)));
        tracks.stream().filter(track -> !track.isToldApart()).forEach(track -> main(panel, track, main));
        if (both) {
            toldApart().forEach(track -> training(panel, track, lines.of(track, train)));
        }
        toldApart().forEach(track -> main(panel, track, main));
        toldApart().forEach(track -> best(panel, track, main));
        if (both) {
            panel.explain(Keys.markedLine(word(main), DOT, GREY, GREY, new BasicStroke(THICK), GREY));
            Shape small = Keys.scaled(DOT, TRAIN_SCALE);
            panel.explain(Keys.markedLine("train", small, Color.WHITE, GREY, new BasicStroke(THIN), Color.LIGHT_GRAY));
        }
        // If a loss is not the goal, the goal's panel explains its marks.
        if (isGoal(main)) {
            String best = comparison.progress() == AxisUnit.EPOCHS ? "best epoch" : "best";
            panel.explain(Keys.mark(best, Keys.scaled(DOT, BEST_SCALE), GREY, Color.BLACK, 2));
        }
        panel.draw(g2, area, lines.across(), values(group, main, lines.range(tracks, drawn.stream())));
    }

    private Stream<Track> toldApart() {
        return tracks.stream().filter(Track::isToldApart);
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
        if (track.isToldApart()) {
            panel.marks(lines.marked(track, points), style.mark(), style.color(), style.color(), new BasicStroke(1));
        }
    }

    private ValueAxis values(SharedGroup group, SharedMetric main, Range values) {
        if (main.share()) {
            Range shown = values == null ? ALL_PERCENT : values;
            return Axes.linear(Track.shown(main.title()) + " (%)", shown, ALL_PERCENT, MOST_STEPS);
        }
        Range shown = values == null ? new Range(0, 1) : values;
        // A loss is in nats for sure only if we have computed it.
        boolean nats = tracks.stream().allMatch(Track::isOwn)
                && main.metric().quantity().equals("loss");
        String label = nats ? "cross-entropy (nats)" : Track.shown(group.title());
        return group.kind().isLogarithmic(shown.getLowerBound(), shown.getUpperBound())
                ? Axes.logarithmic(label, shown)
                : Axes.linear(label, shown, ANY, MOST_STEPS);
    }

    /** Draws the point of the best moment on the curve, larger and ringed. */
    private void best(Panel panel, Track track, SharedMetric metric) {
        RunSeries series = metric.ofRuns().get(track.place());
        if (track.best() != null && (isGoal(metric) || series.ofRows())) {
            Shape shape = Keys.scaled(track.style().mark(), BEST_SCALE);
            Points best = lines.at(track, metric, track.best().from());
            panel.marks(best, shape, track.style().color(), Color.BLACK, new BasicStroke(2));
        }
    }

    /** Words get a capital letter as in a sentence; a name stays as a log has it. */
    static String capital(String title) {
        String shown = Track.shown(title);
        boolean isName = shown.isEmpty() || shown.contains("_") || shown.contains("/");
        return isName ? shown : shown.substring(0, 1).toUpperCase(Locale.ROOT) + shown.substring(1);
    }
}
