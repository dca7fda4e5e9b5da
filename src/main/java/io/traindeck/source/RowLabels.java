package io.traindeck.source;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The labels that rows give to the metrics in them: {@code val} in a column {@code phase} makes {@code loss} a
 * {@code val/loss}, and {@code loss} in a column {@code metric} names the number in the column {@code value}. Without
 * its label, a row would replace its neighbour of the same step.
 */
final class RowLabels {
    /** Names of columns that tell the part of the data. */
    private static final Set<String> PARTS = Set.of("phase", "split", "mode", "set", "subset", "partition", "stage");

    /** Names of columns that tell the metric. */
    private static final Set<String> METRICS = Set.of("metric", "metric_name", "tag", "key", "name");

    /** The name of the column of the values if another column tells the metric. */
    private static final String VALUE = "value";

    private static final int LONGEST = 200;

    private final int column;
    private final boolean ofMetrics;

    /** @param header the names in a table's header */
    RowLabels(List<String> header) {
        List<String> names =
                header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        ofMetrics = names.contains(VALUE) && names.stream().anyMatch(METRICS::contains);
        Set<String> labels = ofMetrics ? METRICS : PARTS;
        column = names.stream()
                .filter(labels::contains)
                .findFirst()
                .map(names::indexOf)
                .orElse(-1);
    }

    /** Returns the label of a row; empty if it has none. */
    String of(Cells row) {
        if (column < 0 || column >= row.count() || row.length(column) > LONGEST) {
            return "";
        }
        String label = MetricNames.of(row.text(column));
        boolean isLabel = ofMetrics ? !row.isNumber(column) : RecordNames.isWordForPart(label);
        return isLabel ? label : "";
    }

    /** Returns the name of a column in rows of that label. */
    static String name(String label, String column) {
        if (label.isEmpty()) {
            return column;
        }
        return column.equalsIgnoreCase(VALUE) ? label : label + "/" + column;
    }
}
