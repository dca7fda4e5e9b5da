package io.traindeck.dashboard.output;

import java.io.IOException;

/** A search through a file, a megabyte at a time, so that whoever waits can be told how far it is, or call it off. */
final class FileSearch {
    private static final int AT_ONCE = 1 << 20;
    private static final long NOTHING = -1;
    private static final byte ESCAPE = 0x1b;

    private final TextLines lines;
    private final TextSearch search;
    private final boolean forwards;
    private final byte[] word;
    private final byte[] buffer;
    private final long begun;
    private long at;
    private boolean over;

    /** @param at where the first line begins that is looked at; of a search backwards, the first that is not */
    FileSearch(TextLines lines, TextSearch search, boolean forwards, long at) {
        this(lines, search, forwards, at, AT_ONCE);
    }

    FileSearch(TextLines lines, TextSearch search, boolean forwards, long at, int atOnce) {
        buffer = new byte[atOnce];
        this.lines = lines;
        this.search = search;
        this.forwards = forwards;
        this.at = at;
        begun = at;
        word = search.word();
    }

    boolean isForwards() {
        return forwards;
    }

    /** Whether there is nothing left to look at. */
    boolean isOver() {
        return over;
    }

    /** How much has been looked at, from 0 to 1. */
    double share() {
        double all = forwards ? lines.size() - begun : begun;
        return all <= 0 ? 1 : Math.abs(at - begun) / all;
    }

    /** Looks at the next megabyte. Where a line begins that has the text; -1 if none of these has. */
    long advance() throws IOException {
        return forwards ? down() : up();
    }

    private long down() throws IOException {
        long from = at;
        int length = from >= lines.size() ? 0 : lines.read(buffer, from);
        int hit = candidate(0, length);
        while (hit >= 0) {
            TextLines.Line line = lines.line(lines.startOf(from + hit));
            at = line.end();
            if (search.in(ShownText.of(line), 0) >= 0) {
                return line.start();
            }
            hit = at - from < length ? candidate((int) (at - from), length) : -1;
        }
        over = length < buffer.length;
        at = Math.max(at, from + length - (over ? 0 : Math.max(0, word.length - 1)));
        return NOTHING;
    }

    private long up() throws IOException {
        long from = Math.max(0, at - buffer.length);
        int length = (int) Math.min(at - from, lines.read(buffer, from));
        int hit = candidateBefore(length);
        while (hit >= 0) {
            TextLines.Line line = lines.line(lines.startOf(from + hit));
            at = line.start();
            if (search.in(ShownText.of(line), 0) >= 0) {
                return line.start();
            }
            hit = at > from ? candidateBefore((int) (at - from)) : -1;
        }
        over = from == 0;
        at = Math.min(at, over ? 0 : from + Math.max(0, word.length - 1));
        return NOTHING;
    }

    /** A byte of the first line from {@code from} on that may have the text. */
    private int candidate(int from, int length) {
        for (int i = from; i + word.length <= length && i < length; i++) {
            if (isCandidate(i)) {
                return i;
            }
        }
        return -1;
    }

    private int candidateBefore(int length) {
        for (int i = Math.min(length - 1, length - word.length); i >= 0; i--) {
            if (isCandidate(i)) {
                return i;
            }
        }
        return -1;
    }

    /** A word may have a colour in its middle. */
    private boolean isCandidate(int at) {
        return buffer[at] == ESCAPE || isWord(at);
    }

    private boolean isWord(int from) {
        for (int i = 0; i < word.length; i++) {
            byte there = buffer[from + i];
            if (there != word[i] && !(search.anyCase() && lower(there) == lower(word[i]))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }
}
