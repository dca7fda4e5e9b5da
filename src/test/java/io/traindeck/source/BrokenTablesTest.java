package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Measured;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever stands in the lines of a table, there is no exception, and no event without a line. */
class BrokenTablesTest {
    static final String CSV =
            """
            step,epoch,"loss",note,timestamp,val/loss
            1,0,0.5,,1580910501,
            2,0,0.25,"a, ""b""
            c",1580910502.5,0.75
            # comment
            3,1,nan,None,1580910503,
            step,epoch,loss,lr
            1,1,0.125,1e-3
            2,1,oops,1e-4
            7,2,-inf,1e-5
            """;
    static final String TSV = " epoch\tbatch\ttrain loss \n0\t0\t1.5\n0\t50\t1.25\n1\t0\t1.125\n1\t50\t1\n";

    private static byte[] broken(Random random) {
        return Mutations.of((random.nextBoolean() ? CSV : TSV).getBytes(StandardCharsets.UTF_8), random);
    }

    /** There is no file, for the sake of speed: the lines are those that a file would give. */
    @Property(tries = 10_000)
    void aBrokenTableGivesWhatItHolds(@ForAll long seed) {
        byte[] broken = broken(new Random(seed));
        Collected log = new Collected();
        CsvRows rows = new CsvRows();
        rows.into(log);
        CsvRecords records = new CsvRecords(rows);
        int lines = 0;
        int from = 0;
        for (int at = 0; at < broken.length; at++) {
            if (broken[at] == '\n') {
                records.line(broken, from, at, from);
                from = at + 1;
                lines++;
            }
        }
        assertThat(log.events().size() + rows.unreadableRows()).isLessThanOrEqualTo(lines);
        for (Measured m : log.measured()) {
            assertThat(m.step()).isNotNegative();
        }
    }
}
