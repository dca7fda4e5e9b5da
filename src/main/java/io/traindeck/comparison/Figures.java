package io.traindeck.comparison;

import io.traindeck.event.Goal.Better;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Chooses the figures that tell runs apart. */
final class Figures {
    /** The number of groups whose last values are told, in addition to the goal's group. */
    private static final int MOST_GROUPS = 2;

    private Figures() {}

    /**
     * Returns the figures: the best of the goal; the gap, if the goal is measured on training and on validation data;
     * the last values of the first other losses and scores, or of the goal's group if there are none; the time, if any
     * run tells it.
     */
    static List<Figure> of(Comparison comparison) {
        List<Figure> figures = new ArrayList<>();
        SharedGoal goal = comparison.goal().orElse(null);
        if (goal != null) {
            figures.add(Figure.best(goal.metric(), place -> value(comparison.best(place))));
            gap(goal, figures);
        }
        lasts(comparison, goal).map(Figure::last).forEach(figures::add);
        if (comparison.runs().stream().anyMatch(run -> run.has(AxisUnit.TIME))) {
            figures.add(Figure.time(place -> comparison.runs().get(place).seconds()));
        }
        return figures;
    }

    private static OptionalDouble value(Best best) {
        return best == null ? OptionalDouble.empty() : OptionalDouble.of(best.value());
    }

    private static void gap(SharedGoal goal, List<Figure> figures) {
        SharedMetric train = goal.group().on(Part.TRAIN);
        SharedMetric validation = goal.group().heldOut();
        if (train != null && validation != null) {
            double sign = goal.better() == Better.HIGHER ? 1 : -1;
            figures.add(Figure.gap(validation, place -> {
                OptionalDouble one = train.ofRuns().get(place).last();
                OptionalDouble other = validation.ofRuns().get(place).last();
                return one.isEmpty() || other.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(sign * (one.getAsDouble() - other.getAsDouble()));
            }));
        }
    }

    private static Stream<SharedMetric> lasts(Comparison comparison, SharedGoal goal) {
        List<SharedGroup> others = comparison.groups().stream()
                .filter(group -> goal == null || group != goal.group())
                .filter(group -> group.kind() == Kind.LOSS || group.kind() == Kind.SCORE)
                .limit(MOST_GROUPS)
                .toList();
        List<SharedGroup> told = others.isEmpty() && goal != null ? List.of(goal.group()) : others;
        return told.stream().flatMap(group -> Stream.of(Part.TRAIN, Part.VALIDATION, Part.TEST, Part.NONE)
                .map(group::on)
                .filter(Objects::nonNull));
    }
}
