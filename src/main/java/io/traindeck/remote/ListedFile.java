package io.traindeck.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file of another machine of which a list of runs needs some parts, and the copy of these here. */
final class ListedFile {
    /**
     * The size up to which a file that is not lines of text is copied; of a larger one nothing is known but its name.
     */
    private static final long MOST_WHOLE = 1 << 20;

    /** The number of bytes that are taken of the beginning of a long file. */
    private static final long HEAD = 8 << 10;

    /** The number of bytes that are looked at of the end of a long log of traindeck; whole blocks. */
    private static final long LOG_TAIL = 4 << 20;

    /** The number of bytes that are taken of the end of another long text. */
    private static final long TEXT_TAIL = 32 << 10;

    /** The size up to which a file is copied whole: its beginning and its end would be all of it. */
    private static final long SHORT = HEAD + TEXT_TAIL;

    private final String folder;
    private final String name;
    private final Path copy;

    private long inode = -1;

    /** The number of bytes of the file that the copy stands for. */
    private long done;

    private long grownMs;

    /**
     * @param folder the folder of the runs on the other machine
     * @param name the path below that folder
     * @param copy the path that the copy will have here
     */
    ListedFile(String folder, String name, Path copy) {
        this.folder = folder;
        this.name = name;
        this.copy = copy;
    }

    /** A file as a look at its folder shows it; {@code changedMs} is by the clock of this machine. */
    record Now(long inode, long bytes, long changedMs) {}

    /** A question about a part of the file, and the work that its answer makes. */
    interface Part {
        String question();

        /** Takes the answer off the shell; returns whether there is anything new. */
        boolean answer(RemoteFiles files) throws IOException;
    }

    String name() {
        return name;
    }

    Path copy() {
        return copy;
    }

    /** The time at which it was last seen to have grown, or was changed there, Unix milliseconds. */
    long grownMs() {
        return grownMs;
    }

    /** Returns whether the file is a log of traindeck. */
    boolean isOwnLog() {
        return OwnFolders.isLog(name);
    }

    private boolean isLines() {
        return name.matches("(.*/)?(.*\\.(jsonl|ndjson|csv|tsv|log|txt|out)|log)|(.*/)?metrics/.*");
    }

    /** Returns the parts to ask for if the file is like this now; empty if all is known. */
    List<Part> changed(Now now) {
        if (now.inode == inode && now.bytes == done) {
            return List.of();
        }
        if (now.inode == inode && now.bytes > done && (isLines() || isOwnLog()) && now.bytes - done < LOG_TAIL) {
            return List.of(new More());
        }
        if (now.bytes <= SHORT) {
            return List.of(new Whole(now));
        }
        if (isOwnLog()) {
            return List.of(new Rows(now));
        }
        if (isLines()) {
            return List.of(new Ends(now));
        }
        return List.of(now.bytes <= MOST_WHOLE ? new Whole(now) : new NameAlone(now));
    }

    /** Returns the part that was appended. */
    Part more() {
        return new More();
    }

    private final class More implements Part {
        private final long from = done;

        @Override
        public String question() {
            return ListingQuestions.more(folder, name, from);
        }

        @Override
        public boolean answer(RemoteFiles files) throws IOException {
            byte[] bytes = files.shell().bytesToMark();
            int more = from == done && Files.exists(copy) ? LocalCopy.append(copy, from, bytes) : 0;
            if (more > 0) {
                done += more;
                grownMs = System.currentTimeMillis();
            }
            return more > 0;
        }
    }

    private final class Whole implements Part {
        private final Now now;

        Whole(Now now) {
            this.now = now;
        }

        @Override
        public String question() {
            return ListingQuestions.bytes(folder, name, 0, now.bytes);
        }

        @Override
        public boolean answer(RemoteFiles files) throws IOException {
            return replace(files.answer(0, now.bytes), now, now.bytes);
        }
    }

    /** The part of a log of traindeck that is copied: its beginning, and then its rows and some of its steps. */
    private final class Rows implements Part {
        private final Now now;
        private final long head;
        private final long from;

        Rows(Now now) {
            this.now = now;
            // Both places are at the beginning of a block.
            from = Math.max(0, (now.bytes - LOG_TAIL) / HEAD * HEAD);
            head = from == 0 ? 0 : HEAD;
        }

        @Override
        public String question() {
            String rows = ListingQuestions.rows(folder, name, from, now.bytes);
            return head == 0 ? rows : ListingQuestions.bytes(folder, name, 0, head) + "\n" + rows;
        }

        @Override
        public boolean answer(RemoteFiles files) throws IOException {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            if (head > 0) {
                lines.write(wholeLines(files.answer(0, head)));
            }
            RemoteShell shell = files.shell();
            for (String line = shell.textLine(); line != null; line = shell.textLine()) {
                write(lines, line);
            }
            long used = Long.parseLong(shell.line());
            String last = shell.textLine();
            shell.textLine();
            long end = from + used;
            // A last line without its line feed is not complete yet.
            if (last != null && end + last.getBytes(StandardCharsets.UTF_8).length + 1 == now.bytes) {
                write(lines, last);
                end = now.bytes;
            }
            return replace(lines.toByteArray(), now, end);
        }

        private static void write(ByteArrayOutputStream lines, String line) throws IOException {
            lines.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The part of another text that is copied: its beginning and its end. */
    private final class Ends implements Part {
        private final Now now;
        private final long from;

        Ends(Now now) {
            this.now = now;
            from = now.bytes - TEXT_TAIL;
        }

        @Override
        public String question() {
            return ListingQuestions.bytes(folder, name, 0, HEAD) + "\n"
                    + ListingQuestions.bytes(folder, name, from, now.bytes);
        }

        @Override
        public boolean answer(RemoteFiles files) throws IOException {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            lines.write(wholeLines(files.answer(0, HEAD)));
            byte[] tail = files.answer(from, now.bytes);
            int begin = 0;
            while (begin < tail.length && tail[begin] != '\n') {
                begin++;
            }
            lines.write(tail, Math.min(tail.length, begin + 1), Math.max(0, tail.length - begin - 1));
            return replace(lines.toByteArray(), now, now.bytes);
        }
    }

    private final class NameAlone implements Part {
        private final Now now;

        NameAlone(Now now) {
            this.now = now;
        }

        @Override
        public String question() {
            return ":";
        }

        @Override
        public boolean answer(RemoteFiles files) throws IOException {
            return replace(new byte[0], now, now.bytes);
        }
    }

    private static byte[] wholeLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private boolean replace(byte[] bytes, Now now, long standsFor) throws IOException {
        LocalCopy.replace(copy, fresh -> {
            Files.write(fresh, bytes);
            Files.setLastModifiedTime(fresh, FileTime.fromMillis(now.changedMs));
        });
        inode = now.inode;
        done = standsFor;
        grownMs = now.changedMs;
        return true;
    }

    /** Removes the copy, since the file is gone on the other machine. */
    void remove() throws IOException {
        Files.deleteIfExists(copy);
    }

    /** Returns the questions of several parts as one. */
    static String questions(List<Part> parts) {
        List<String> questions = new ArrayList<>();
        parts.forEach(part -> questions.add(part.question()));
        return ListingQuestions.all(questions);
    }
}
