package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever stands in a file, reading it comes to an end and throws nothing but {@link IOException}. */
class MutatedJsonTest {
    private static final String LINES =
            """
            {"mode": "train", "epoch": 1, "step": 1, "loss": 0.5, "time": 1700000000, "x": {"num": 1, "mean": 2, "std": 3}}
            {"mode": "train", "epoch": 1, "step": 2, "loss": NaN, "time": 1700000001, "x": {"num": 1, "mean": 2, "std": 3}}
            DLLL {"elapsedtime": "3", "type": "LOG", "step": [1, 3], "data": {"loss": "1.5"}, "timestamp": "1700000001.5"}
            {"mode": "val", "epoch": 1, "iter": 2, "loss": 0.5, "deep": [[{"a": "b\\u00e9"}]], "total_steps": 9}
            """;

    private static final String[] DOCUMENTS = {
        "[{\"epoch\": 1, \"iter\": 2, \"loss\": 0.5}, {\"epoch\": 2, \"iter\": 2, \"loss\": Infinity}]",
        "{\"max_steps\": 9, \"log_history\": [{\"step\": 1, \"loss\": 1.5}, {\"train_runtime\": 2.5}], \"a\": {\"b\": \"c\"}}",
        "{\"loss\": [1, 2.5, NaN], \"val\": {\"steps\": [1, 2], \"values\": [3, 4], \"timestamps\": [\"2026-11-25 18:00:00\"]}}",
        "{\"epoch\": {\"x\": [0], \"v\": [1.5]}, \"iter\": {\"x\": [[0, 1], [0]], \"l\": [[2, 3], []]}, \"run\": {\"args\": {\"epochs\": 5}}}"
    };

    private static final String TOKENS = "{}[]:,\"\\0123456789.eE+-NaIfinty \n\r/'#;=";

    private static Path file;

    @BeforeContainer
    static void create() throws IOException {
        file = Files.createTempFile("mutated", ".json");
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.delete(file);
    }

    /** Many logs in one file: to make files takes longer than to read them. */
    @Property(tries = 400)
    void lines(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream logs = new ByteArrayOutputStream();
        for (int i = 0; i < 25; i++) {
            logs.write(mutated(LINES, random));
        }
        read(new JsonLinesLog(), logs.toByteArray());
    }

    @Property(tries = 500)
    void documents(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        read(new JsonFileLog(), mutated(DOCUMENTS[random.nextInt(DOCUMENTS.length)], random));
    }

    private static byte[] mutated(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            bytes = mutated(bytes, random);
        }
        return bytes;
    }

    private static void read(Format format, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        format.knows(Glance.at(file));
        try (EventSource source = format.open(file, () -> {})) {
            int[] events = {0};
            int polls = 0;
            while (source.poll(3, event -> events[0]++) == 3) {
                polls++;
                assertThat(polls).isLessThan(1000);
            }
            assertThat(source.share()).isBetween(0.0, 1.0);
            assertThat(source.unreadable()).isBetween(0L, 200L);
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] = (byte) random.nextInt();
            case 1 -> bytes[at] = (byte) TOKENS.charAt(random.nextInt(TOKENS.length()));
            case 2 -> {
                // A part is missing.
                byte[] cut = Arrays.copyOf(bytes, bytes.length - (to - at));
                System.arraycopy(bytes, to, cut, at, bytes.length - to);
                return cut;
            }
            default -> {
                // A part comes twice.
                byte[] twice = Arrays.copyOf(bytes, bytes.length + (to - at));
                System.arraycopy(bytes, at, twice, to, bytes.length - at);
                return twice;
            }
        }
        return bytes;
    }
}
