package io.traindeck.supervise;

import io.traindeck.text.Safe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the line that says why a program failed, in the end of what it has printed. */
final class LastWords {
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_CHARACTERS = 300;
    private static final String TRACEBACK = "Traceback (most recent call last):";

    /**
     * Exceptions that give no reason. If several processes train, those that started them fail too, and say so last.
     */
    private static final Pattern NO_REASON =
            Pattern.compile(".*(ChildFailedError|ProcessRaisedException|CalledProcessError).*");

    /** The class of an exception, perhaps with what it says. */
    private static final Pattern EXCEPTION = Pattern.compile("([A-Za-z_]\\w*\\.)*[A-Z]\\w*(:.*)?");

    private static final Pattern OUT_OF_MEMORY = Pattern.compile(
            ".*(CUDA out of memory|OutOfMemoryError|RESOURCE_EXHAUSTED|cannot allocate memory|std::bad_alloc).*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");

    /** What Python says between two exceptions of which one has led to the other. */
    private static final Pattern CHAIN =
            Pattern.compile(".*(During handling of the above exception|The above exception was the direct cause).*");

    /** The most lines that a program prints after it has failed; with more, it had gone on and fails for another reason. */
    private static final int MOST_AFTER = 40;

    /** The most lines after the words of a lack of memory if a signal ends the program, which prints none itself. */
    private static final int MOST_BEFORE_SIGNAL = 3;

    private final List<String> lines;
    private final boolean isKilled;
    private final List<Trace> traces = new ArrayList<>();

    /** Whether a line tells of anything but an exception. */
    private final BitSet ordinary = new BitSet();

    /** What was printed of an exception, from the first of its lines to the one that names it. */
    private record Trace(int first, int last, String exception) {}

    private LastWords(List<String> lines, boolean isKilled) {
        this.lines = lines;
        this.isKilled = isKilled;
        ordinary.set(0, lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (Character.isWhitespace(line.charAt(0)) || CHAIN.matcher(line).matches()) {
                ordinary.clear(i);
            }
            if (line.endsWith(TRACEBACK)) {
                addTrace(i);
            }
        }
        traces.forEach(trace -> ordinary.clear(trace.first, trace.last + 1));
    }

    /**
     * Returns the line that says why the program failed; empty if nothing was printed.
     *
     * @param from the place in the file where the program began to print
     * @param isKilled whether a signal has ended it
     */
    static String in(Path file, long from, boolean isKilled) {
        String words =
                Safe.forLine(new LastWords(lines(file, from), isKilled).found().strip());
        return words.length() <= MOST_CHARACTERS ? words : words.substring(0, MOST_CHARACTERS) + "...";
    }

    private String found() {
        Trace cause = null;
        for (Trace trace : traces) {
            boolean isNear = ordinaryIn(trace.last + 1, lines.size()) <= (isKilled ? 0 : MOST_AFTER);
            boolean isReason =
                    cause == null || !NO_REASON.matcher(trace.exception).matches();
            // Whoever waits for one that has no memory fails too, right after it.
            boolean isEffect =
                    cause != null && isOfMemory(cause.exception) && ordinaryIn(cause.last + 1, trace.first) == 0;
            if (isNear && isReason && !isEffect) {
                cause = trace;
            }
        }
        int memory = lastOfMemory();
        if (memory >= 0 && (cause == null || memory > cause.last || ordinaryIn(memory + 1, cause.first) == 0)) {
            return lines.get(memory);
        }
        return cause != null ? cause.exception : lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** Returns the last line near the end, of no exception's, that tells of a lack of memory; -1 if there is none. */
    private int lastOfMemory() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (ordinary.get(i) && isOfMemory(lines.get(i))) {
                int after = ordinaryIn(i + 1, lines.size());
                return after <= (isKilled ? MOST_BEFORE_SIGNAL : MOST_AFTER) ? i : -1;
            }
        }
        return -1;
    }

    private int ordinaryIn(int from, int to) {
        return from >= to ? 0 : ordinary.get(from, to).cardinality();
    }

    private static boolean isOfMemory(String line) {
        return OUT_OF_MEMORY.matcher(line).matches();
    }

    /** Adds the exception that is named at the traceback's own depth: Python indents the rest. */
    private void addTrace(int traceback) {
        int depth = lines.get(traceback).indexOf(TRACEBACK);
        for (int i = traceback + 1; i < lines.size(); i++) {
            String line = lines.get(i);
            String own = line.length() > depth ? line.substring(depth) : "";
            if (!own.startsWith(" ") && EXCEPTION.matcher(own).matches()) {
                traces.add(new Trace(traceback, i, own));
                return;
            }
        }
    }

    /** Returns the last lines that are not blank; for a line that was drawn over itself, its last state. */
    private static List<String> lines(Path file, long from) {
        List<String> lines = new ArrayList<>();
        for (String line : tail(file, from).split("\n")) {
            String plain = ESCAPES.matcher(line).replaceAll("").stripTrailing();
            plain = plain.substring(plain.lastIndexOf('\r') + 1);
            if (!plain.isBlank()) {
                lines.add(plain);
            }
        }
        return lines;
    }

    private static String tail(Path file, long from) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(Math.min(from, channel.size()), channel.size() - MOST_BYTES));
            ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // There is more.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
