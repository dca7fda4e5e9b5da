package io.traindeck.comparison;

import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Part;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A metric that runs share, whatever each of them calls it: one quantity, measured on one part of the data.
 *
 * @param title the quantity, as a chart is titled; any characters
 * @param part {@link Part#NONE} also if the quantity is measured on the training data alone
 * @param share whether all values are shares in [0, 1], which people write in percent
 * @param ofRuns the series of each run, in the order of the runs
 */
public record SharedMetric(String title, Part part, Kind kind, boolean share, List<RunSeries> ofRuns) {
    public SharedMetric {
        ofRuns = List.copyOf(ofRuns);
    }

    SharedMetric on(Part other) {
        return new SharedMetric(title, other, kind, share, ofRuns);
    }

    /** Returns whether the metric is measured on data that is not trained on. */
    public boolean isHeldOut() {
        return part.isHeldOut();
    }

    /** The number of runs that have it. */
    public int count() {
        return (int) measured().count();
    }

    /** The words for the part and the quantity, such as "validation loss". */
    public String words() {
        return part == Part.NONE ? title : word() + " " + title;
    }

    /** The words for a narrow place, such as "val loss". */
    String shortWords() {
        return part == Part.VALIDATION ? "val " + title : part == Part.TRAIN ? "train " + title : words();
    }

    private String word() {
        return switch (part) {
            case TRAIN -> "training";
            case VALIDATION -> "validation";
            case TEST -> "test";
            case NONE -> "";
        };
    }

    /** The name that it has in all runs that have it; empty if they call it by several names. */
    Optional<String> name() {
        List<String> names =
                measured().map(series -> series.metric().name()).distinct().toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    /** The meaning of its name in the first run that has it. */
    public Metric metric() {
        return measured().findFirst().orElseThrow().metric();
    }

    private Stream<RunSeries> measured() {
        return ofRuns.stream().filter(series -> !series.isNone());
    }
}
