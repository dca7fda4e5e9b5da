package io.traindeck.comparison;

import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Part;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A metric that runs have in common, whatever each of them calls it: one quantity, measured on one part of the data.
 *
 * @param title the quantity, as a chart is headed; any characters
 * @param part {@link Part#NONE} also if the quantity is measured on the training data alone
 * @param share whether all values are shares in [0, 1] that people write in percent
 * @param ofRuns one for each run, in their order
 */
public record SharedMetric(String title, Part part, Kind kind, boolean share, List<RunSeries> ofRuns) {
    public SharedMetric {
        ofRuns = List.copyOf(ofRuns);
    }

    SharedMetric on(Part other) {
        return new SharedMetric(title, other, kind, share, ofRuns);
    }

    /** Whether it is measured on data that nobody trains on. */
    public boolean isHeldOut() {
        return part == Part.VALIDATION || part == Part.TEST;
    }

    /** How many runs have it. */
    public int count() {
        return (int) measured().count();
    }

    /** It and the part, in words: validation loss. */
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

    /** The name that it has in every run that has it; empty if they call it by several. */
    Optional<String> name() {
        List<String> names =
                measured().map(series -> series.metric().name()).distinct().toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    /** What its name says, in the first run that has it. */
    public Metric metric() {
        return measured().findFirst().orElseThrow().metric();
    }

    private Stream<RunSeries> measured() {
        return ofRuns.stream().filter(series -> !series.isNone());
    }
}
