package io.traindeck.machine;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One {@code nvidia-smi} that prints the figures of every graphics card every few seconds, for as long as this is open.
 *
 * <p>It ends when this process ends, however that happens, even while it hangs (see {@link #LEASH}); only a process
 * that the driver holds in the kernel lasts until the driver lets it go.
 */
final class GpuQuery implements AutoCloseable {
    /**
     * A shell script that runs a command, and kills it as soon as the shell's own standard input ends. The system
     * closes that input however this process ends. Ctrl-C in a terminal goes to every process there: the shell must not
     * die of it before its child.
     */
    private static final String LEASH =
            "trap '' HUP INT QUIT TERM; \"$@\" </dev/null & exec >/dev/null; read -r _; kill -9 $!; wait";

    /** A line of figures has about a hundred characters. */
    private static final int LONGEST_LINE = 1_000;

    /**
     * After this many lines in a row without figures, the program cannot be {@code nvidia-smi}; a remark of a driver is
     * shorter.
     */
    private static final int MOST_BAD_LINES = 100;

    private final Optional<Process> process;
    private final Predicate<String> lines;
    private final Runnable ended;

    /**
     * Starts to ask. If there is no {@code program}, its output ends at once.
     *
     * @param lines is given each line, on a thread of this; returns false if the line is ill-formed
     * @param ended is run once, on a thread of this, when no further line will come
     */
    GpuQuery(String program, Predicate<String> lines, Runnable ended) {
        this.lines = lines;
        this.ended = ended;
        process = start(program);
        Thread reader = new Thread(this::read, "gpu-query");
        reader.setDaemon(true);
        reader.start();
    }

    private static Optional<Process> start(String program) {
        List<String> command = List.of(
                "sh",
                "-c",
                LEASH,
                "sh",
                program,
                "--query-gpu=" + GpuFigures.FIELDS,
                "--format=csv,noheader,nounits",
                "--loop=" + GpuFigures.PERIOD.toSeconds());
        try {
            return Optional.of(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            // There is no shell, or no more processes are allowed: this is like a machine without a graphics card.
            return Optional.empty();
        }
    }

    private void read() {
        if (process.isPresent()) {
            try (Reader output = process.get().inputReader()) {
                readLines(output);
            } catch (IOException e) {
                // Closed: nobody asks any more.
            }
        }
        close();
        ended.run();
    }

    /** Returns at the end of the output, or if it cannot be that of {@code nvidia-smi}. */
    private void readLines(Reader output) throws IOException {
        StringBuilder line = new StringBuilder();
        int badLines = 0;
        for (int c = output.read(); c >= 0; c = output.read()) {
            if (c != '\n') {
                line.append((char) c);
            } else {
                badLines = lines.test(line.toString()) ? 0 : badLines + 1;
                line.setLength(0);
            }
            if (line.length() > LONGEST_LINE || badLines > MOST_BAD_LINES) {
                return;
            }
        }
    }

    /** Ends the child; may be called again. */
    @Override
    public void close() {
        try {
            if (process.isPresent()) {
                process.get().getOutputStream().close();
            }
        } catch (IOException e) {
            // Nothing was ever written to it: there is nothing to lose.
        }
    }
}
