package io.traindeck.cli.sweep;

import io.traindeck.event.Goal.Better;
import io.traindeck.text.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The mean of the goal over the runs in which a dial has one value; if there are very many values, over the runs in
 * which it lies in one range.
 *
 * @param value the value of the dial, as it is typed; a range as {@code LEAST..MOST}
 * @param runs how many runs have a result
 * @param goal the mean and the deviation of their best values
 * @param best the best of them
 */
record ValueMean(String value, int runs, Spread goal, double best) {
    /** If a dial has more values than this, they are put into ranges. */
    private static final int MOST_VALUES = 8;

    private static final int RANGES = 4;

    /**
     * Returns the means of a dial by value, rising if the values are numbers, else as they were first seen in {@code
     * results}; by rising ranges if there are very many numbers.
     *
     * @param results the results; those without a score are left out
     */
    static List<ValueMean> of(String dial, List<PointResult> results) {
        List<PointResult> scored =
                results.stream().filter(result -> result.score().isPresent()).toList();
        Map<String, List<PointResult>> byValue = new LinkedHashMap<>();
        inOrder(dial, scored).forEach(result -> byValue.computeIfAbsent(
                        result.point().values().get(dial), value -> new ArrayList<>())
                .add(result));
        boolean areNumbers = byValue.keySet().stream().allMatch(value -> number(value) != null);
        Map<String, List<PointResult>> groups =
                byValue.size() > MOST_VALUES && areNumbers ? ranges(List.copyOf(byValue.entrySet())) : byValue;
        return groups.entrySet().stream()
                .map(group -> mean(group.getKey(), group.getValue()))
                .toList();
    }

    private static ValueMean mean(String value, List<PointResult> group) {
        Better better = group.get(0).score().orElseThrow().better();
        double best = better == Better.HIGHER
                ? scores(group).max().orElseThrow()
                : scores(group).min().orElseThrow();
        return new ValueMean(
                value, group.size(), Spread.of(scores(group).boxed().toList()), best);
    }

    private static DoubleStream scores(List<PointResult> group) {
        return group.stream().mapToDouble(result -> result.score().orElseThrow().value());
    }

    /** Returns the results sorted by the value of the dial, if its values are numbers. */
    private static List<PointResult> inOrder(String dial, List<PointResult> results) {
        Comparator<PointResult> rising = Comparator.comparing(
                result -> number(result.point().values().get(dial)), Comparator.nullsLast(Comparator.naturalOrder()));
        return results.stream().sorted(rising).toList();
    }

    private static Double number(String value) {
        try {
            return Double.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns ranges with about as many values each. */
    private static Map<String, List<PointResult>> ranges(List<Map.Entry<String, List<PointResult>>> values) {
        Map<String, List<PointResult>> ranges = new LinkedHashMap<>();
        for (int range = 0; range < RANGES; range++) {
            List<Map.Entry<String, List<PointResult>>> part =
                    values.subList(range * values.size() / RANGES, (range + 1) * values.size() / RANGES);
            String name =
                    part.get(0).getKey() + ".." + part.get(part.size() - 1).getKey();
            ranges.put(
                    name,
                    part.stream().flatMap(value -> value.getValue().stream()).toList());
        }
        return ranges;
    }
}
