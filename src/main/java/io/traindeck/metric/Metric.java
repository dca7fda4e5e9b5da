package io.traindeck.metric;

import io.traindeck.event.Goal.Better;
import java.util.Set;

/**
 * A metric and what its name says.
 *
 * @param name as the log has it
 * @param part the data that it was measured on
 * @param quantity what was measured, in lower case, without the part and with one spelling for what has several: {@code
 *     eval/Accuracy} and {@code val_acc} are both {@code acc}. Metrics of one quantity belong on one chart
 * @param kind which sort of number it is
 * @param title the quantity as a chart is headed: {@code learning rate}, or what the name itself writes
 */
public record Metric(String name, Part part, String quantity, Kind kind, String title, Set<Trait> traits) {
    public Metric {
        traits = Set.copyOf(traits);
    }

    /** What {@code name} means. Every name means something, the worst of them {@link Kind#OTHER}. */
    public static Metric of(String name) {
        return NameReading.of(name);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Which way is better; null if nobody can say. */
    public Better better() {
        return kind.better();
    }

    /** Whether {@code a} is strictly better than {@code b}; false if one is not a number or nobody can say. */
    public boolean isBetter(double a, double b) {
        return better() != null && (better() == Better.HIGHER ? a > b : a < b);
    }
}
