package io.traindeck.cli.bench;

import io.traindeck.cli.option.CliException;
import io.traindeck.text.Shell;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jline.utils.ScreenTerminal;

/** This program on a terminal that nobody sees: started by script(1), its picture kept in memory, its costs counted. */
final class ScreenedProgram implements AutoCloseable {
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    /** The beginning of a frame: DEC's synchronised update. */
    private static final String FRAME = "\033[?2026h";

    private static final Duration SHORTLY = Duration.ofSeconds(2);
    private static final int BUFFER = 1 << 16;
    private static final double MS = 1e6;

    private final ScreenTerminal screen;
    private final int columns;
    private final int rows;
    private final Duration limit;
    private final Process script;
    private final long startedNanos;
    private long bytes;
    private long frames;
    private boolean ended;

    /**
     * @param command the program and its arguments
     * @param limit how long to wait for a picture, or for the end
     * @throws CliException if there is no script(1)
     */
    ScreenedProgram(int columns, int rows, List<String> command, Duration limit) throws CliException, IOException {
        if (!Files.isExecutable(SCRIPT)) {
            throw new CliException("script(1), which makes a terminal, is missing: sudo apt install bsdutils");
        }
        this.columns = columns;
        this.rows = rows;
        this.limit = limit;
        screen = new ScreenTerminal(columns, rows);
        String words = command.stream()
                .map(Shell::quoted)
                .collect(Collectors.joining(" ", "stty cols " + columns + " rows " + rows + "; exec ", ""));
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "-qefc", words, "/dev/null");
        builder.environment().putAll(Map.of("TERM", "xterm-256color", "COLORTERM", "truecolor", "LC_ALL", "C.UTF-8"));
        startedNanos = System.nanoTime();
        script = builder.redirectError(new File("/dev/null")).start();
        Thread reader = new Thread(this::read, "screen");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        byte[] buffer = new byte[BUFFER];
        // A read may end within a character: only whole characters are handed on, and the rest waits for the next read.
        try (InputStream in = script.getInputStream()) {
            byte[] rest = {};
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                byte[] all = Arrays.copyOf(rest, rest.length + n);
                System.arraycopy(buffer, 0, all, rest.length, n);
                int whole = wholeCharacters(all);
                show(new String(all, 0, whole, StandardCharsets.UTF_8), n);
                rest = Arrays.copyOfRange(all, whole, all.length);
            }
        } catch (IOException e) {
            // The terminal is closed: the program has ended.
        } finally {
            end();
        }
    }

    private static int wholeCharacters(byte[] utf8) {
        int start = utf8.length;
        while (start > 0 && utf8.length - start < 4) {
            start--;
            int lead = utf8[start] & 0xff;
            if (lead < 0x80) {
                return utf8.length;
            } else if (lead >= 0xc0) {
                int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
                return start + length <= utf8.length ? utf8.length : start;
            }
        }
        return utf8.length;
    }

    private synchronized void show(String text, int count) {
        bytes += count;
        for (int at = text.indexOf(FRAME); at >= 0; at = text.indexOf(FRAME, at + 1)) {
            frames++;
        }
        screen.write(text);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Types, as a person would. */
    void type(String keys) throws IOException {
        script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        script.getOutputStream().flush();
    }

    /**
     * Types, and waits until the picture is as it should be.
     *
     * @return milliseconds from the key to the picture
     */
    double type(String keys, Sight sight) throws IOException, InterruptedException, CliException {
        long before = System.nanoTime();
        type(keys);
        await(sight);
        return (System.nanoTime() - before) / MS;
    }

    /**
     * Waits until the picture is as it should be.
     *
     * @return milliseconds from the start of the program to the picture
     * @throws CliException if it does not become so in time, or if the program ends
     */
    synchronized double await(Sight sight) throws InterruptedException, CliException {
        long deadline = System.nanoTime() + limit.toNanos();
        String shown = picture();
        // Half a frame is no picture.
        while (screen.isSynchronizedOutput() || !sight.isSeen().test(shown)) {
            long left = deadline - System.nanoTime();
            if (ended || left <= 0) {
                throw new CliException("the screen does not show " + sight.name()
                        + (ended ? ", and the program has ended" : "") + "; it shows:\n" + shown.stripTrailing());
            }
            wait(Math.max(1, left / 1_000_000));
            shown = picture();
        }
        return (System.nanoTime() - startedNanos) / MS;
    }

    /**
     * Waits until the program has ended well.
     *
     * @throws CliException if it has not
     */
    void awaitEnd() throws InterruptedException, CliException {
        if (!script.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) || script.exitValue() != 0) {
            throw new CliException("the program on the screen does not end well");
        }
    }

    private String picture() {
        long[] cells = new long[columns * rows];
        screen.dump(cells, new int[2]);
        StringBuilder text = new StringBuilder(cells.length + rows);
        for (int i = 0; i < cells.length; i++) {
            int character = ScreenTerminal.cellCodePoint(cells[i]);
            text.appendCodePoint(character == 0 ? ' ' : character);
            if (i % columns == columns - 1) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** The program's costs so far. */
    Costs costs() throws IOException {
        ProcessHandle program = script.descendants().findFirst().orElseThrow();
        Path proc = Path.of("/proc", Long.toString(program.pid()));
        double cpuMs = program.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
        long writes = field(proc.resolve("io"), "syscw:");
        long rssKb = field(proc.resolve("status"), "VmHWM:");
        synchronized (this) {
            return new Costs(System.nanoTime() / MS, bytes, frames, writes, cpuMs, rssKb / 1024.0);
        }
    }

    private static long field(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no " + name + " in " + file);
    }

    /**
     * The program's costs from its start to one moment.
     *
     * @param atMs the moment
     * @param bytes bytes that were sent to the terminal
     * @param writes system calls, to the terminal and elsewhere
     * @param cpuMs CPU time of all cores, milliseconds
     * @param peakRssMb the most resident memory, MiB
     */
    record Costs(double atMs, long bytes, long frames, long writes, double cpuMs, double peakRssMb) {}

    @Override
    public void close() throws InterruptedException {
        script.descendants().forEach(ProcessHandle::destroy);
        script.destroy();
        script.waitFor(SHORTLY.toMillis(), TimeUnit.MILLISECONDS);
        script.destroyForcibly();
    }
}
