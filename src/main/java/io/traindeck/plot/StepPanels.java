package io.traindeck.plot;

import io.traindeck.comparison.SharedMetric;
import io.traindeck.text.Numbers;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jfree.data.Range;

/** The panels of metrics that are measured at every step: norms and rates. */
final class StepPanels {
    private static final Range FROM_ZERO = new Range(0, Double.MAX_VALUE / 4);

    /** The maximum number of steps that the ticks of a panel may divide its axis into. */
    private static final int MOST_STEPS = 5;

    /** A clip limit this many times above or below all norms is left out: it would only flatten them. */
    private static final double FAR_CLIP = 1000;

    private final List<Track> tracks;
    private final Histories histories;
    private final Lines lines;

    StepPanels(List<Track> tracks, Histories histories, Lines lines) {
        this.tracks = tracks;
        this.histories = histories;
        this.lines = lines;
    }

    void norm(SharedMetric norm, Graphics2D g2, Rectangle2D area) {
        Panel panel = new Panel(Panels.capital(norm.words()), "no " + Track.shown(norm.words()) + " yet");
        List<Points> drawn = new ArrayList<>(lines.normBefore(norm));
        histories.draw(panel, norm, drawn);
        for (Track track : tracks) {
            Points means = lines.norm(track, norm).means().positive();
            drawn.add(means);
            byStep(panel, track, means, Panels.THIN);
        }
        if (tracks.size() == 1) {
            RunStyle style = tracks.get(0).style();
            StepColumns columns = lines.norm(tracks.get(0), norm);
            Points low = columns.minima().positive();
            Points high = columns.maxima().positive();
            panel.band(low, high, style.color());
            panel.explain(Keys.line("mean", style.stroke(Panels.THIN), style.color()));
            panel.explain(Keys.area("range", style.light()));
            drawn.addAll(List.of(low, high));
        }
        Range values = Axes.range(drawn.stream());
        Range shown = values == null ? new Range(0.1, 10) : values;
        double clip = norm.metric().quantity().equals("grad_norm") ? sharedClip() : Double.NaN;
        if (values != null && clip > shown.getLowerBound() / FAR_CLIP && clip < shown.getUpperBound() * FAR_CLIP) {
            BasicStroke dashes =
                    new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {8, 6}, 0);
            panel.level(clip, Panels.GREY, dashes);
            panel.explain(Keys.line("clipped at " + Numbers.shortest(clip), dashes, Panels.GREY));
            shown = Range.expandToInclude(shown, clip);
        }
        String label = tracks.stream().allMatch(Track::isOwn) ? "L2 norm before clipping" : Track.shown(norm.title());
        panel.draw(g2, area, lines.across(), Axes.logarithmic(label, shown));
    }

    void rate(SharedMetric rate, Graphics2D g2, Rectangle2D area) {
        Panel panel = new Panel(Panels.capital(rate.words()), "no " + Track.shown(rate.words()) + " yet");
        Range known = lines.range(tracks, Stream.of(rate));
        double highest = known == null ? 1 : known.getUpperBound();
        int exponent = Axes.scale(highest);
        double factor = Math.pow(10, -exponent);
        List<Points> before = lines.before(rate);
        histories.draw(
                panel, rate, before.stream().map(points -> points.times(factor)).toList());
        tracks.forEach(track -> byStep(panel, track, lines.of(track, rate).times(factor), Panels.THICK));
        Range values = new Range(0, highest > 0 ? highest * factor : 1);
        String label = Track.shown(rate.title()) + Axes.unit(exponent);
        panel.draw(g2, area, lines.across(), Axes.linear(label, values, FROM_ZERO, MOST_STEPS));
    }

    /** Draws values by step; if there are several runs, marks tell them from each other. */
    private void byStep(Panel panel, Track track, Points points, float width) {
        RunStyle style = track.style();
        panel.line(points, style.color(), style.stroke(width));
        if (tracks.size() > 1 && track.isToldApart()) {
            Points few = points.spread((int) Math.ceil(Lines.FEW_MARKS * lines.share(points)), track.phase());
            panel.marks(few, style.mark(), style.color(), style.color(), new BasicStroke(1));
        }
    }

    /** The limit that every run clips at; NaN if they differ, or one does not clip. */
    private double sharedClip() {
        double[] limits = tracks.stream()
                .mapToDouble(track -> track.run().state().plan().clip())
                .distinct()
                .toArray();
        return limits.length == 1 && limits[0] > 0 ? limits[0] : Double.NaN;
    }
}
