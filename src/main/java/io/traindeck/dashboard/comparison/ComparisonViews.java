package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.SharedGroup;
import io.traindeck.comparison.SharedMetric;
import io.traindeck.metric.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The views of a comparison: what the runs have in common, a group in each, and the dials. */
final class ComparisonViews {
    /**
     * The width from which on two charts stand side by side. A score that is the goal, and so matters most, shares its
     * place only on a wider screen.
     */
    private static final int TWO_FROM = 76;

    private static final int TWO_WITH_GOAL_FROM = 120;

    private static final String GRADIENTS = "gradients";

    private ComparisonViews() {}

    /** Returns the views: at least the view of the dials, which is the last. */
    static List<ComparisonView> of(Comparison comparison) {
        List<SharedGroup> groups = new ArrayList<>(comparison.charts());
        SharedGroup goal = comparison.goal().map(found -> found.group()).orElse(null);
        List<ComparisonView> views = new ArrayList<>();
        while (!groups.isEmpty()) {
            SharedGroup group = groups.remove(0);
            if (group == goal && group.kind() != Kind.LOSS) {
                views.add(ofGoal(comparison.goal().orElseThrow().metric(), groups));
            } else if (group.kind() == Kind.NORM) {
                views.add(ofGradients(group, groups));
            } else {
                views.add(new ComparisonView(group.title(), group.lines(), TWO_FROM));
            }
        }
        views.add(ComparisonView.DIALS);
        return toldApart(views);
    }

    /** Gives the views different words, because a view is chosen by its word. */
    private static List<ComparisonView> toldApart(List<ComparisonView> views) {
        Set<String> taken = new HashSet<>();
        List<ComparisonView> apart = new ArrayList<>();
        for (ComparisonView view : views) {
            String word = view.word();
            for (int i = 2; !taken.add(word); i++) {
                word = view.word() + " " + i;
            }
            apart.add(new ComparisonView(word, view.charts(), view.twoFrom()));
        }
        return apart;
    }

    /**
     * A view of the goal, and beside it of what comes next. The goal on training data is not shown: the gap in the
     * table says what it is worth.
     */
    private static ComparisonView ofGoal(SharedMetric goal, List<SharedGroup> others) {
        List<SharedMetric> charts = Stream.concat(
                        Stream.of(goal),
                        others.stream().limit(1).map(group -> group.lines().get(0)))
                .toList();
        return new ComparisonView(goal.title(), charts, TWO_WITH_GOAL_FROM);
    }

    /** A view of a norm, and beside it of the learning rate that it goes with. */
    private static ComparisonView ofGradients(SharedGroup norm, List<SharedGroup> others) {
        SharedMetric line = norm.lines().get(0);
        SharedGroup rate = others.stream()
                .filter(group -> group.kind() == Kind.RATE)
                .findFirst()
                .orElse(null);
        if (rate == null) {
            return new ComparisonView(GRADIENTS, List.of(line), TWO_FROM);
        }
        others.remove(rate);
        return new ComparisonView(GRADIENTS, List.of(line, rate.lines().get(0)), TWO_FROM);
    }
}
