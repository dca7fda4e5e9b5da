package io.traindeck.dashboard.output;

import java.io.IOException;

/**
 * A search through a file, a megabyte at a time, so that the person who waits can be told how far it is, or can call it
 * off.
 */
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

    /** @param at the beginning of the first line to look at; in a search backwards, of the first line not to look at */
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

    /** Returns whether there is nothing left to look at. */
    boolean isOver() {
        return over;
    }

    /** The share that has been looked at, from 0 to 1. */
    double share() {
        double all = forwards ? lines.size() - begun : begun;
        return all <= 0 ? 1 : Math.abs(at - begun) / all;
    }

    /** Looks at the next megabyte. Returns where a line begins that has the text; -1 if none of these lines has it. */
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

    /** Returns the first index from {@code from} on at which a line may have the text; -1 if there is none. */
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

    /** Returns whether the text may be there: a word may have a colour in its middle, so an escape counts, too. */
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
