package io.traindeck.supervise;

import io.traindeck.text.Safe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private LastWords() {}

    /**
     * Returns the line that says why the program failed; empty if nothing was printed.
     *
     * @param from the place in the file where the program began to print
     */
    static String in(Path file, long from) {
        List<String> lines = lines(file, from);
        String exception = "";
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith(TRACEBACK)) {
                String found = exceptionAfter(lines, i);
                if (!found.isEmpty()
                        && (exception.isEmpty() || !NO_REASON.matcher(found).matches())) {
                    exception = found;
                }
            }
        }
        String memory = lines.stream()
                .filter(line -> OUT_OF_MEMORY.matcher(line).matches())
                .findFirst()
                .orElse("");
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        String found = !exception.isEmpty() && OUT_OF_MEMORY.matcher(exception).matches()
                ? exception
                : !memory.isEmpty() ? memory : !exception.isEmpty() ? exception : last;
        String words = Safe.forLine(found.strip());
        return words.length() <= MOST_CHARACTERS ? words : words.substring(0, MOST_CHARACTERS) + "...";
    }

    /**
     * Returns the first line after a traceback that names an exception at the traceback's own depth: Python indents the
     * rest.
     */
    private static String exceptionAfter(List<String> lines, int traceback) {
        int depth = lines.get(traceback).indexOf(TRACEBACK);
        for (int i = traceback + 1; i < lines.size(); i++) {
            String line = lines.get(i);
            String own = line.length() > depth ? line.substring(depth) : "";
            if (!own.startsWith(" ") && EXCEPTION.matcher(own).matches()) {
                return own;
            }
        }
        return "";
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
