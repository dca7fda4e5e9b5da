package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** If the shape of a line is known, only its numbers are parsed: that must give what the general way gives. */
class JsonFastPathTest {
    private static final String[] NAMES = {
        "step", "epoch", "iter", "time", "loss", "val_loss", "mode", "note", "a b", "x"
    };
    private static final String[] VALUES = {
        "1",
        "2",
        "2",
        "3",
        "0.5",
        "-0",
        "1e-3",
        "1e400",
        "NaN",
        "\"NaN\"",
        "-Infinity",
        "1700000000.5",
        "true",
        "null",
        "\"train\"",
        "\"val\"",
        "\"2026-11-25 18:00:06\"",
        "\"12\"",
        "\"more\"",
        "\"text\"",
        "[1, 2]",
        "{\"a\": 4}",
        "12345678901234567890"
    };

    private static Collected read(String text) throws IOException {
        Path file = Files.createTempFile("log", ".jsonl");
        try (EventSource source = new JsonLinesLog().open(Files.writeString(file, text), () -> {})) {
            return Collected.allOf(source);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 300)
    void agreesWithTheGeneralWay(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        StringBuilder spaced = new StringBuilder();
        String[][] shapes = new String[1 + random.nextInt(3)][];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = random.ints(1 + random.nextInt(5), 0, NAMES.length)
                    .distinct()
                    .mapToObj(name -> NAMES[name])
                    .toArray(String[]::new);
        }
        for (int i = 0; i < 20; i++) {
            StringBuilder line = new StringBuilder();
            for (String name : shapes[random.nextInt(shapes.length)]) {
                String value = name.equals("step") && random.nextInt(5) > 0
                        ? Integer.toString(i)
                        : VALUES[random.nextInt(random.nextBoolean() ? 5 : VALUES.length)];
                line.append(line.length() == 0 ? "{\"" : ", \"")
                        .append(name)
                        .append("\": ")
                        .append(value);
            }
            lines.append(line).append("}\n");
            // No two of these lines have a shape in common.
            spaced.append(line).append(" ".repeat(i)).append("}\n");
        }
        Collected fast = read(lines.toString());
        Collected general = read(spaced.toString());
        assertThat(fast.measured()).as(lines.toString()).isEqualTo(general.measured());
        assertThat(fast.about()).as(lines.toString()).isEqualTo(general.about());
    }

    @Test
    void linesOfOneShapeShareTheirNames() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            lines.append("{\"step\": %d, \"loss\": %s, \"left\": \"%d s\"}\n".formatted(i, i / 8.0, i));
            lines.append("{\"step\": %d, \"mode\": \"val\", \"loss\": %s}\n".formatted(i, i / 4.0));
        }
        Map<Names, Long> names = new IdentityHashMap<>();
        for (Measured m : read(lines.toString()).measured()) {
            names.merge(m.values().names(), 1L, Long::sum);
        }
        assertThat(names.values()).containsExactly(50L, 50L);
    }
}
