package io.traindeck.remote;

import io.traindeck.remote.RemoteFiles.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of another machine and its copy here, which grows as the file grows. A file that is replaced or cut short there
 * is replaced here, too, so that a reader of the copy notices.
 */
final class CopiedFile {
    /**
     * The size of a log of traindeck above which it is thinned at first: on a screen nobody sees the difference, but
     * over a slow link everybody feels it.
     */
    private static final long LONG_LOG = 4 << 20;

    /** The number of bytes to which a long log is thinned, roughly. */
    private static final long SHORT_LOG = 2 << 20;

    private final String folder;
    private final String name;
    private final Path copy;
    private final boolean isOwnLog;
    private long inode = -1;

    /** The number of bytes of the file that the copy stands for. */
    private long done;

    /** @param isOwnLog whether it is a log of traindeck that may be thinned */
    CopiedFile(String folder, String name, Path copy, boolean isOwnLog) {
        this.folder = folder;
        this.name = name;
        this.copy = copy;
        this.isOwnLog = isOwnLog;
    }

    /**
     * Copies the new bytes.
     *
     * @param now the file as it is; null if it is gone, and then the copy stays
     * @return whether there was anything new
     */
    boolean update(Entry now, RemoteFiles files) throws IOException {
        if (now == null || !now.isFile() || now.inode() == inode && now.bytes() == done) {
            return false;
        }
        if (now.inode() != inode || now.bytes() < done) {
            replace(now, files);
        } else {
            append(now.bytes(), files);
        }
        return true;
    }

    /** Returns the question for the appended bytes; {@link #append(byte[])} takes the answer. */
    String more() {
        return ListingQuestions.more(folder, name, done);
    }

    /** Returns the question for the whole of a short file; {@link #take} takes the answer. */
    String whole(long bytes) {
        return ListingQuestions.bytes(folder, name, 0, bytes);
    }

    /** Takes the whole of a file. */
    void take(Entry now, byte[] whole) throws IOException {
        replace(now, out -> out.write(whole));
    }

    /** The path of the copy, which is there once the copy is begun. */
    Path copy() {
        return copy;
    }

    /** Returns whether there is a copy. */
    boolean isBegun() {
        return inode >= 0;
    }

    /** Returns whether the file continues where the copy ends: it was neither replaced nor cut short. */
    boolean goesOn(Entry now) {
        return now != null && now.isFile() && now.inode() == inode && now.bytes() >= done;
    }

    /** Takes the answer to {@link #more}; returns whether there was anything new. */
    boolean append(byte[] answer) throws IOException {
        int more = LocalCopy.append(copy, done, answer);
        done += more;
        return more > 0;
    }

    private void replace(Entry now, RemoteFiles files) throws IOException {
        replace(now, out -> {
            long from = 0;
            if (isOwnLog && now.bytes() > LONG_LOG) {
                from = files.thin(folder, name, now.bytes(), now.bytes() / SHORT_LOG + 1, out);
            }
            files.copy(folder, name, from, now.bytes(), out);
        });
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private void replace(Entry now, Content content) throws IOException {
        LocalCopy.replace(copy, fresh -> {
            try (OutputStream out = Files.newOutputStream(fresh)) {
                content.write(out);
            }
        });
        inode = now.inode();
        done = now.bytes();
    }

    private void append(long bytes, RemoteFiles files) throws IOException {
        try (OutputStream out = Files.newOutputStream(copy, StandardOpenOption.APPEND)) {
            while (done < bytes) {
                // The link may break at any time, and what the copy has by then must not come a second time.
                long until = Math.min(bytes, done + RemoteFiles.MOST_AT_ONCE);
                files.copy(folder, name, done, until, out);
                done = until;
            }
        }
    }
}
