package io.traindeck.source;

import io.traindeck.run.FollowedLines;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Follows one table. If a file is written anew underneath, what it held is not forgotten: loggers wipe their file when
 * a run is resumed, and write it from its start for each new column. Only what is new in it is handed on.
 */
final class CsvSource implements EventSource {
    private final CsvRows rows = new CsvRows();
    private final CsvRecords records = new CsvRecords(rows);
    private final FollowedLines lines;
    private final SideFacts facts;

    CsvSource(Path file, SideFacts facts) {
        this.facts = facts;
        lines = new FollowedLines(file, () -> {
            records.rewind();
            rows.rewind();
        });
    }

    @Override
    public int poll(int most, Sink into) throws IOException {
        facts.poll(into);
        rows.into(into);
        return lines.poll(most, records);
    }

    @Override
    public double share() {
        return lines.share();
    }

    @Override
    public long unreadable() {
        return rows.unreadableRows();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
