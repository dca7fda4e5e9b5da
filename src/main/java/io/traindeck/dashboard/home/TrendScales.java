package io.traindeck.dashboard.home;

import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.listing.RunSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values between which the trends of runs are drawn. Runs that share a metric share a scale too, so that the better
 * of two runs is the higher one. If half of the runs were never as bad as some others, these leave the scale at the bad
 * end.
 */
final class TrendScales {
    private final Map<String, Sparkline.Range> byMetric = new HashMap<>();

    private record Goal(String metric, boolean higher) {}

    TrendScales(List<RunSummary> runs) {
        Map<Goal, List<Sparkline.Range>> ranges = new HashMap<>();
        for (RunSummary run : runs) {
            Sparkline.Range range = Sparkline.Range.of(run.trend().values());
            if (!run.best().metric().isEmpty() && range.isKnown()) {
                Goal goal = new Goal(run.best().metric(), run.best().higher());
                ranges.computeIfAbsent(goal, any -> new ArrayList<>()).add(range);
            }
        }
        ranges.forEach((goal, all) -> byMetric.put(goal.metric(), shared(all, goal.higher())));
    }

    private static Sparkline.Range shared(List<Sparkline.Range> all, boolean higher) {
        double[] lows = all.stream().mapToDouble(Sparkline.Range::low).sorted().toArray();
        double[] highs =
                all.stream().mapToDouble(Sparkline.Range::high).sorted().toArray();
        return higher
                ? new Sparkline.Range(middle(lows), highs[highs.length - 1])
                : new Sparkline.Range(lows[0], middle(highs));
    }

    private static double middle(double... sorted) {
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow();
    }

    /** The values between which the trend of that run is drawn. */
    Sparkline.Range of(RunSummary run) {
        Sparkline.Range shared = byMetric.get(run.best().metric());
        return shared == null ? Sparkline.Range.of(run.trend().values()) : shared;
    }
}
