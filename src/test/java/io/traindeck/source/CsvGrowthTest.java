package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Measured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that grow, are written anew, or are wiped while they are watched. */
class CsvGrowthTest {
    private static final String EVERY_ODDITY =
            """
            \ufeffstep,epoch,"loss",note,timestamp,val_loss\r
            # comment
            1,0,0.5,,1580910501,\r
            2,0,0.25,"a, ""b""
            c",1580910502.5,0.75\r

            3,1,nan,None,1580910503,\r
            step,epoch,loss,lr\r
            3,1,0.125,1e-3\r
            4,1,oops,1e-4\r
            Killed\r
            5,2,"oops,1e-5\r
            6,2,0.25,1e-6\r
            """;

    @TempDir
    Path dir;

    private Path file;
    private EventSource source;
    private Collected log;

    @BeforeEach
    void open() throws IOException {
        file = Files.createTempFile("metrics", ".csv");
        log = new Collected();
        source = new CsvLog().open(file, () -> {
            throw new AssertionError("what was read stays");
        });
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        Files.deleteIfExists(file);
    }

    /** Writes the whole file anew, and reads the log. */
    private void write(String table) throws IOException {
        Files.writeString(file, table);
        log.drain(source);
    }

    @Test
    void aTableCutAtEveryByteEndsAsOneThatWasThereAtOnce() throws IOException {
        byte[] whole = EVERY_ODDITY.getBytes(StandardCharsets.UTF_8);
        Files.write(file, whole);
        log.drain(source);
        assertThat(log.series("loss")).hasSize(4);
        assertThat(source.unreadable()).isEqualTo(1);
        for (int cut = 0; cut < whole.length; cut++) {
            Path cutFile = Files.write(dir.resolve(cut + ".csv"), Arrays.copyOf(whole, cut));
            try (EventSource growing = new CsvLog().open(cutFile, () -> {})) {
                Collected grown = Collected.allOf(growing);
                assertThat(grown.events())
                        .isEqualTo(log.events().subList(0, grown.events().size()));
                Files.write(cutFile, Arrays.copyOfRange(whole, cut, whole.length), StandardOpenOption.APPEND);
                grown.drain(growing);
                assertThat(grown.events()).isEqualTo(log.events());
                assertThat(growing.unreadable()).isEqualTo(1);
            }
        }
    }

    @Test
    void rowsThatAreWrittenAgainComeOnce() throws IOException {
        write("step,loss\n1,9\n2,8\n");
        write("step,loss\n1,9\n");
        assertThat(log.series("loss")).hasSize(2);
        write("step,loss\n1,9\n2,8\n3,7\n");
        assertThat(log.measured()).extracting(Measured::step).containsExactly(1L, 2L, 3L);
    }

    @Test
    void ofATableThatBecomesWiderOnlyWhatIsNewComes() throws IOException {
        write("step,loss\n1,9\n2,8\n");
        write("acc,loss,step\n,9,1\n0.5,8,2\n,7,3\n");
        assertThat(log.measured()).extracting(Measured::step).containsExactly(1L, 2L, 2L, 3L);
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 9.0, 2L, 8.0, 3L, 7.0));
        assertThat(log.series("acc")).isEqualTo(Map.of(2L, 0.5));
        write("acc,loss,lr,step\n,9,,1\n0.5,8,,2\n,7,,3\n,6,0.1,4\n");
        assertThat(log.measured()).hasSize(5);
    }

    @Test
    void aWipedTableThatGoesOnLaterKeepsWhatWasRead() throws IOException {
        write("step,loss\n498,9\n499,8\n500,7\n");
        write("");
        write("step,loss\n");
        write("step,loss\n500,6\n501,5\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(498L, 9.0, 499L, 8.0, 500L, 6.0, 501L, 5.0));
    }

    @Test
    void aWipedTableThatBeginsAnewReplacesWhatWasRead() throws IOException {
        write("epoch,loss\n0,9\n1,8\n2,7\n");
        write("epoch,loss\n0,6\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 6.0));
        write("epoch,loss\n0,6\n1,5\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 6.0, 1L, 5.0));
    }

    @Test
    void aWipedTableThatGoesOnInALaterEpochGoesOnRising() throws IOException {
        write("epoch,batch,loss\n0,0,9\n0,1,8\n1,0,7\n1,1,6\n");
        write("epoch,batch,loss\n1,0,5\n1,1,4\n2,0,3\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0, 1L, 8.0, 2L, 5.0, 3L, 4.0, 4L, 3.0));
    }

    @Test
    void aTableThatIsDeletedAndComesAgainGoesOn() throws IOException {
        write("epoch,loss\n0,9\n");
        Files.delete(file);
        log.drain(source);
        write("epoch,loss\n1,8\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0, 1L, 8.0));
    }

    @Test
    void aCopyThatTakesThePlaceOfTheTableBringsWhatIsNew() throws IOException {
        write("epoch,loss\n0,9\nKilled\n1,8\n");
        Path copy = Files.writeString(
                file.resolveSibling(file.getFileName() + ".copy"), "epoch,loss\n0,9\nKilled\n1,8\n2,7\n");
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        log.drain(source);
        assertThat(log.measured()).extracting(Measured::step).containsExactly(0L, 1L, 2L);
        assertThat(source.unreadable()).isEqualTo(1);
    }

    @Test
    void aRowThatIsCorrectedReplacesItself() throws IOException {
        write("epoch,loss,acc\n0,9,0.1\n1,8,0.2\n2,7,0.3\n");
        write("epoch,loss,acc\n0,9,0.1\n1,5,0.2\n2,7,0.3\n3,6,0.4\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0, 1L, 5.0, 2L, 7.0, 3L, 6.0));
        assertThat(log.series("acc")).isEqualTo(Map.of(0L, 0.1, 1L, 0.2, 2L, 0.3, 3L, 0.4));
    }

    /** A logger that writes its whole table at each flush, with a new column now and then, is read at any moment. */
    @Property(tries = 50)
    void nothingComesTwiceOrIsLostWhileATableIsWrittenAnew(@ForAll long seed) throws IOException {
        open();
        Random random = new Random(seed);
        List<Map<String, Double>> rows = new ArrayList<>();
        Map<String, NavigableMap<Long, Double>> truth = new TreeMap<>();
        List<String> names = new ArrayList<>(List.of("step", "m0"));
        for (int flush = 0; flush < 10; flush++) {
            if (random.nextInt(3) == 0) {
                names.add(random.nextInt(names.size() + 1), "m" + (names.size() - 1));
            }
            for (int added = random.nextInt(4); added > 0; added--) {
                Map<String, Double> row = new TreeMap<>();
                for (String name : names) {
                    if (!name.equals("step") && random.nextInt(3) > 0) {
                        row.put(name, random.nextInt(3) == 0 ? Double.NaN : random.nextDouble());
                    }
                }
                long step = rows.size();
                row.forEach((name, value) ->
                        truth.computeIfAbsent(name, n -> new TreeMap<>()).put(step, value));
                rows.add(row);
            }
            byte[] table = table(rows, names).getBytes(StandardCharsets.UTF_8);
            if (random.nextBoolean()) {
                Files.write(file, Arrays.copyOf(table, random.nextInt(table.length + 1)));
                log.drain(source);
            }
            Files.write(file, table);
            log.drain(source);
            assertThat(log.series()).isEqualTo(truth);
        }
        Set<String> once = new HashSet<>();
        for (Measured m : log.measured()) {
            m.values().names().list().forEach(name -> assertThat(once.add(name + " " + m.step()))
                    .isTrue());
        }
        close();
    }

    private static String table(List<Map<String, Double>> rows, List<String> names) {
        StringBuilder table = new StringBuilder(String.join(",", names)).append('\n');
        for (int step = 0; step < rows.size(); step++) {
            List<String> cells = new ArrayList<>();
            for (String name : names) {
                Double value = rows.get(step).get(name);
                cells.add(name.equals("step") ? Integer.toString(step) : value == null ? "" : value.toString());
            }
            table.append(String.join(",", cells)).append('\n');
        }
        return table.toString();
    }
}
