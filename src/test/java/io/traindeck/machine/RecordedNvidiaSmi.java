package io.traindeck.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Programs that print what {@code nvidia-smi} printed on some machine, or what it should not print. */
final class RecordedNvidiaSmi {
    static final String FIRST =
            "0, GPU-11111111-aaaa-bbbb-cccc-000000000000, 97, 70123, 81559, 64, 652.13, NVIDIA H100 80GB HBM3";
    static final String SECOND =
            "1, GPU-22222222-aaaa-bbbb-cccc-000000000000, 3, 512, 81559, 31, 71.80, NVIDIA H100 80GB HBM3";

    /** A program that tells its process id as the first card's used memory, and then hangs. */
    static final String HANGING = "echo \"0, GPU-1, 50, $$, 99999999, 64, 652.13, hung\"\nexec sleep 1000\n";

    private RecordedNvidiaSmi() {}

    /** Writes a program with that script into {@code folder}. */
    static String write(Path folder, String script) throws IOException {
        Path program = folder.resolve("nvidia-smi");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program.toString();
    }

    /** Returns a program that prints two cards once, and then waits for its next turn. */
    static String twoCards() {
        return "echo '" + FIRST + "'\necho '" + SECOND + "'\nexec sleep 1000\n";
    }
}
