package io.traindeck.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** The bytes after the last LF, which a crash leaves at the end of a log. */
final class TornLine {
    private static final int CHUNK = 1 << 16;

    private TornLine() {}

    /**
     * Makes {@code log} end with an LF, or empty, so that lines can be appended: an event that only lacks its LF gets
     * it, anything else after the last LF is cut off. Nothing else is touched.
     *
     * @return what was done, in words; empty if there was nothing to do
     */
    static Optional<String> repair(FileChannel log) throws IOException {
        long size = log.size();
        long end = endOfLastLine(log, size);
        if (end == size) {
            return Optional.empty();
        }
        if (isEvent(log, end, size)) {
            log.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
            return Optional.of("gave the last line its end");
        }
        log.truncate(end);
        return Optional.of("cut off " + (size - end) + " bytes of an unfinished last line");
    }

    /** The offset after the last LF; 0 if there is none. */
    private static long endOfLastLine(FileChannel log, long size) throws IOException {
        for (long to = size; to > 0; ) {
            long from = Math.max(0, to - CHUNK);
            byte[] chunk = read(log, from, (int) (to - from));
            for (int i = chunk.length - 1; i >= 0; i--) {
                if (chunk[i] == '\n') {
                    return from + i + 1;
                }
            }
            to = from;
        }
        return 0;
    }

    private static boolean isEvent(FileChannel log, long from, long to) throws IOException {
        if (to - from > EventLogReader.MAX_LINE) {
            return false;
        }
        byte[] line = read(log, from, (int) (to - from));
        try {
            EventCodec.decode(line, 0, line.length);
            return true;
        } catch (UnreadableLineException e) {
            return false;
        }
    }

    private static byte[] read(FileChannel log, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && log.read(bytes, from + bytes.position()) >= 0) {
            // Reads until it is full.
        }
        return bytes.array();
    }
}
