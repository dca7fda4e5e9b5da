package io.traindeck.cli.log;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.NameIndex;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes points as comma-separated values: a line for each moment, a column for each metric, empty where it was not
 * measured. The time is Unix seconds.
 */
final class CsvWriter implements PointWriter {
    private static final List<String> FIRST = List.of("kind", "step", "epoch", "time");

    private final Writer out;

    /** The index whose numbers are those of the columns. */
    private final NameIndex columns = new NameIndex();

    private final String[] cells;
    private final StringBuilder line = new StringBuilder();

    /** @param metrics the names of all columns */
    CsvWriter(Writer out, List<String> metrics) throws IOException {
        this.out = out;
        columns.of(Names.of(metrics));
        cells = new String[metrics.size()];
        line.append(String.join(",", FIRST));
        ExportNames.free(metrics, Set.copyOf(FIRST)).values().forEach(name -> line.append(',')
                .append(quoted(name)));
        endLine();
    }

    @Override
    public void write(Measured m) throws IOException {
        line.append(m.kind().name().toLowerCase(Locale.ROOT))
                .append(',')
                .append(m.step())
                .append(',');
        if (!Double.isNaN(m.epoch())) {
            line.append(ExactNumbers.text(m.epoch()));
        }
        line.append(',');
        if (m.timeMs() != 0) {
            line.append(ExactNumbers.seconds(m.timeMs()));
        }
        int[] places = columns.of(m.values().names());
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0 && places[i] < cells.length) {
                cells[places[i]] = ExactNumbers.text(m.values().at(i));
            }
        }
        for (int i = 0; i < cells.length; i++) {
            line.append(',');
            if (cells[i] != null) {
                line.append(cells[i]);
                cells[i] = null;
            }
        }
        endLine();
    }

    private void endLine() throws IOException {
        out.append(line.append('\n'));
        line.setLength(0);
    }

    private static String quoted(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
