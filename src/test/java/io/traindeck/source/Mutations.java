package io.traindeck.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes broken files of whole ones. */
final class Mutations {
    /** Texts that break tables, JSON and numbers. */
    private static final List<String> SPICES = List.of(
            "\"",
            "\"\"",
            ",",
            "\t",
            ";",
            "\n",
            "\r\n",
            "\0",
            "\u00ff",
            "#",
            "-",
            ".",
            "e999",
            "nan",
            "99999999999999999999",
            "step,",
            "\n\n",
            " ",
            "{",
            "}",
            "[",
            "]",
            ":",
            "\\",
            "NaN");

    private Mutations() {}

    /** Makes a few changes at random places: bytes lost, replaced, added, or whole parts of it once more. */
    static byte[] of(byte[] whole, Random random) {
        byte[] bytes = whole;
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            int from = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, from + random.nextInt(random.nextInt(8) == 0 ? 200 : 5));
            ByteArrayOutputStream changed = new ByteArrayOutputStream();
            changed.write(bytes, 0, from);
            switch (random.nextInt(4)) {
                case 0 -> changed.write(random.nextInt(256));
                case 1 ->
                    changed.writeBytes(SPICES.get(random.nextInt(SPICES.size())).getBytes(StandardCharsets.ISO_8859_1));
                case 2 -> changed.writeBytes(Arrays.copyOfRange(bytes, from / 2, to / 2));
                default -> {}
            }
            changed.write(bytes, to, bytes.length - to);
            bytes = changed.toByteArray();
        }
        return bytes;
    }
}
