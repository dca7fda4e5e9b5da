package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Measured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON logs that grow, are written anew, or are torn while they are watched. */
class JsonGrowthTest {
    private static final String LINES =
            """
            {"env": "a\\u00e9", "seed": null}\r
            {"step": 1, "epoch": 0.5, "loss": 1.5e0, "note": "é \\"{}\\"", "host": "x"}
            {"step": 2, "epoch": 1.0, "loss": NaN, "note": "", "host": "x", "total_steps": 5}

            DLLL {"step": 2, "epoch": 1, "val_loss": -0.25}
            no line of it
            {"step": 4, "loss": 12, "deep": {"list": [1, {"a": 2}], "b": "Infinity"}, "host": "x"}
            {"step": 5, "loss": 11, "deep": {"list": [1, {"a": 2}], "b": 7}, "host": "x"}""";

    private Path file;
    private Format format;
    private EventSource source;
    private Collected log;
    private int restarts;

    @BeforeEach
    void create() throws IOException {
        file = Files.createTempFile("log", ".json");
    }

    private void open(Format of) {
        format = of;
        log = new Collected();
        source = of.open(file, () -> {
            restarts++;
            log = new Collected();
        });
    }

    /** Reads the log; a log that is another one is collected anew. */
    private void drain() throws IOException {
        int most = 3;
        while (source.poll(most, event -> log.take(event)) == most) {
            // There is more.
        }
    }

    @AfterEach
    void close() throws IOException {
        if (source != null) {
            source.close();
        }
        Files.deleteIfExists(file);
    }

    /** Writes the whole file anew, and reads the log. */
    private void write(String document) throws IOException {
        Files.writeString(file, document);
        drain();
    }

    @Test
    void linesCutAtEveryByteEndAsThoseThatWereThereAtOnce() throws IOException {
        cutAndGrown(new JsonLinesLog(), LINES, 1, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"epoch\": 1, \"loss\": 1.5, \"a\": \"b]\"}, 7, {\"epoch\": 2, \"loss\": -Infinity},\n {\"epoch\": 3, \"loss\": 2}]",
                "{\"best\": 0.5, \"log_history\": [{\"step\": 1, \"loss\": 1.25}, {\"step\": 2, \"eval_loss\": 2.5}], \"max_steps\": 9}\n",
                "{\"loss\": [1, 2.5, NaN, 3], \"val/loss\": [\"x\", 0.5], \"args\": {\"lr\": [1e-3, 2], \"n\": 10}, \"late\": [7]}",
                "{\"a.b\": {\"steps\": [1, 2], \"values\": [3, 4.5]}, \"c\": {\"steps\": [1], \"values\": [5]}}",
                "{\"run\": {\"n\": 1}, \"epoch\": {\"x\": [0], \"v\": [1.5]}, \"iter\": {\"x\": [[0, 1], []], \"l\": [[2, 3], []]}}"
            })
    void documentsCutAtEveryByteEndAsThoseThatWereThereAtOnce(String document) throws IOException {
        cutAndGrown(new JsonFileLog(), document, document.contains(", 7,") ? 1 : 0, 2);
    }

    private void cutAndGrown(Format of, String text, long unreadable, int atLeast) throws IOException {
        byte[] whole = text.getBytes(StandardCharsets.UTF_8);
        Files.write(file, whole);
        Collected atOnce;
        try (EventSource all = of.open(file, () -> {})) {
            atOnce = Collected.allOf(all);
            assertThat(all.unreadable()).isEqualTo(unreadable);
        }
        assertThat(atOnce.measured()).hasSizeGreaterThanOrEqualTo(atLeast);
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            open(of);
            drain();
            assertThat(log.measured())
                    .as("cut at byte %d", cut)
                    .isEqualTo(atOnce.measured().subList(0, log.measured().size()));
            assertThat(source.unreadable()).as("cut at byte %d", cut).isLessThanOrEqualTo(unreadable);
            Files.write(file, whole);
            drain();
            assertThat(log.measured()).as("cut at byte %d", cut).isEqualTo(atOnce.measured());
            assertThat(log.about()).as("cut at byte %d", cut).isEqualTo(atOnce.about());
            assertThat(source.unreadable()).isEqualTo(unreadable);
            source.close();
        }
        assertThat(restarts).isZero();
    }

    @Test
    void aLastLineWithoutItsEndIsReadOnce() throws IOException {
        open(new JsonLinesLog());
        write("{\"step\": 1, \"loss\": 1}");
        assertThat(log.series("loss")).hasSize(1);
        write("{\"step\": 1, \"loss\": 1}\n{\"step\": 2, \"loss\": 2}\n");
        assertThat(log.measured()).extracting(Measured::step).containsExactly(1L, 2L);
    }

    @Test
    void ofADocumentThatIsWrittenAnewOnlyNewRecordsCome() throws IOException {
        open(new JsonFileLog());
        write("[{\"step\": 1, \"loss\": 1}]");
        write("[{\"step\": 1, \"loss\": 1}, {\"step\": 2, \"loss\": 2}]");
        Path next = Files.writeString(
                file.resolveSibling(file.getFileName() + ".tmp"),
                "[{\"step\": 1, \"loss\": 1}, {\"step\": 2, \"loss\": 2}, {\"step\": 3, \"loss\": 3}]");
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        drain();
        assertThat(log.measured()).extracting(Measured::step).containsExactly(1L, 2L, 3L);
        assertThat(restarts).isZero();
    }

    @Test
    void aDocumentThatIsTornOrEmptyForAMomentKeepsWhatWasRead() throws IOException {
        String whole = "[{\"step\": 1, \"loss\": 1}, {\"step\": 2, \"loss\": 2}, {\"step\": 3, \"loss\": 3}]";
        open(new JsonFileLog());
        write(whole);
        for (int cut = 0; cut < whole.length(); cut += 5) {
            write(whole.substring(0, cut));
        }
        Files.delete(file);
        drain();
        write(whole);
        assertThat(log.measured()).hasSize(3);
        assertThat(restarts).isZero();
        assertThat(source.unreadable()).isZero();
    }

    @Test
    void aDocumentThatBeginsOtherwiseIsAnotherLog() throws IOException {
        open(new JsonFileLog());
        write("[{\"step\": 1, \"loss\": 1}, {\"step\": 2, \"loss\": 2}]");
        write("[{\"step\": 1, \"loss\": 1}, {\"step\": 2, \"loss\": 9}, {\"step\": 3, \"loss\": 8}]");
        assertThat(restarts).isEqualTo(1);
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 1.0, 2L, 9.0, 3L, 8.0));
        write("[{\"step\": 1, \"loss\": 1}]");
        assertThat(restarts).isEqualTo(2);
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 1.0));
    }

    @Test
    void listsGrowByThemselves() throws IOException {
        open(new JsonFileLog());
        write("{\"loss\": [3], \"val_loss\": []}");
        write("{\"loss\": [3, 2], \"val_loss\": [5]}");
        write("{\"loss\": [3, 2], \"val_loss\": [5, 4], \"lr\": [0.5]}");
        assertThat(restarts).isZero();
        assertThat(log.series("loss").values()).containsExactly(3.0, 2.0);
        assertThat(log.series("val_loss").values()).containsExactly(5.0, 4.0);
        assertThat(log.series("lr")).hasSize(1);
        assertThat(log.series("val_loss").keySet()).isEqualTo(log.series("loss").keySet());
        write("{\"loss\": [3, 1], \"val_loss\": [5, 4], \"lr\": [0.5]}");
        assertThat(restarts).isEqualTo(1);
        assertThat(log.series("loss").values()).containsExactly(3.0, 1.0);
    }

    @Test
    void aDocumentThatIsBrokenForGoodIsToldOf() throws IOException {
        open(new JsonFileLog());
        write("[{\"step\": 1, \"loss\": 1}, {\"step\" 2}, {\"step\": 3, \"loss\": 3}]");
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 1.0));
        assertThat(source.unreadable()).isEqualTo(1);
        assertThat(source.share()).isEqualTo(1);
    }
}
