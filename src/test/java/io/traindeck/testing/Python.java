package io.traindeck.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Python 3, if it is installed. */
public final class Python {
    /** The Python that sees the libraries of Debian's packages; another one on the PATH does not. */
    private static final Path DEBIAN = Path.of("/usr/bin/python3");

    private Python() {}

    /** Skips the test, and prints why, unless there is a {@code python3} that can import {@code modules}. */
    public static void assume(String... modules) throws IOException, InterruptedException {
        String statement = "import " + String.join(", ", modules);
        Path printed = Files.createTempFile("python", ".txt");
        try {
            boolean can = await(start(printed, "-c", statement)) == 0;
            skipUnless(can, "python3 cannot " + statement);
        } catch (IOException e) {
            skipUnless(false, "there is no python3");
        } finally {
            Files.delete(printed);
        }
    }

    private static void skipUnless(boolean condition, String why) {
        if (!condition) {
            System.out.println("skipped: " + why);
        }
        assumeTrue(condition, "skipped: " + why);
    }

    /**
     * Runs Python to its end, which must be a good one.
     *
     * @param printed a file for what it prints
     * @return what it has printed
     */
    public static String run(Path printed, String... arguments) throws IOException, InterruptedException {
        int exit = await(start(printed, arguments));
        assertThat(exit).as(Files.readString(printed)).isZero();
        return Files.readString(printed);
    }

    /** @param printed a file for what it prints */
    public static Process start(Path printed, String... arguments) throws IOException {
        return builder(printed, List.of(arguments)).start();
    }

    /** Returns what starts Python; INT reaches it even if a shell has started the tests in the background. */
    static ProcessBuilder builder(Path printed, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of("/usr/bin/env", "--default-signal=INT", command(), "-X", "utf8"));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
    }

    private static String command() {
        return Files.isExecutable(DEBIAN) ? DEBIAN.toString() : "python3";
    }

    /** Waits for the end of Python; returns its exit status. */
    public static int await(Process python) throws InterruptedException {
        assertThat(python.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return python.exitValue();
    }
}
