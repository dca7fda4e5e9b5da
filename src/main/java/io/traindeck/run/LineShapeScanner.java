package io.traindeck.run;

import io.traindeck.run.LineShape.Slot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the slots of one line; for one use. */
final class LineShapeScanner {
    /** Deeper lines are out of the ordinary. */
    private static final int MAX_DEPTH = 32;

    private final byte[] bytes;
    private final int end;
    private final boolean bare;
    private final Predicate<? super List<String>> varies;

    private final LineSlots taken = new LineSlots();
    private final List<Slot> slots = new ArrayList<>();
    private final List<byte[]> before = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private int at;
    private int literal;

    LineShapeScanner(byte[] bytes, int from, int to, boolean bare, Predicate<? super List<String>> varies) {
        this.bytes = bytes;
        this.at = from;
        this.literal = from;
        this.end = to;
        this.bare = bare;
        this.varies = varies;
        taken.begin(bytes, 1);
    }

    Optional<LineShape> scan() {
        try {
            skipBlanks();
            if (peek() != '{') {
                return Optional.empty();
            }
            value();
            skipBlanks();
            return at < end
                    ? Optional.empty()
                    : Optional.of(new LineShape(slots, before, Arrays.copyOfRange(bytes, literal, end), bare));
        } catch (OddLine e) {
            return Optional.empty();
        }
    }

    /** The line is no JSON object, or one that this does not learn. */
    private static final class OddLine extends Exception {
        private static final long serialVersionUID = 1;

        OddLine() {
            super(null, null, false, false);
        }
    }

    private void value() throws OddLine {
        if (keys.size() > MAX_DEPTH || slots.size() >= LineShape.MAX_SLOTS) {
            throw new OddLine();
        }
        skipBlanks();
        switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> slotOrText();
        }
    }

    private void slotOrText() throws OddLine {
        int numberEnd = taken.number(0, at, end, bare);
        if (numberEnd >= 0) {
            slot(false, numberEnd);
        } else if (bytes[at] != '"') {
            throw new OddLine();
        } else if (varies.test(keys)) {
            int textEnd = taken.text(0, at, end);
            if (textEnd < 0) {
                throw new OddLine();
            }
            slot(true, textEnd);
        } else {
            string();
        }
    }

    private void slot(boolean text, int slotEnd) {
        slots.add(new Slot(List.copyOf(keys), text));
        before.add(Arrays.copyOfRange(bytes, literal, at));
        at = slotEnd;
        literal = at;
    }

    private void object() throws OddLine {
        at++;
        skipBlanks();
        if (take('}')) {
            return;
        }
        do {
            skipBlanks();
            keys.add(key());
            skipBlanks();
            demand(':');
            value();
            keys.remove(keys.size() - 1);
            skipBlanks();
        } while (take(','));
        demand('}');
    }

    private void list() throws OddLine {
        at++;
        skipBlanks();
        if (take(']')) {
            return;
        }
        int index = 0;
        do {
            keys.add(Integer.toString(index++));
            value();
            keys.remove(keys.size() - 1);
            skipBlanks();
        } while (take(','));
        demand(']');
    }

    private String key() throws OddLine {
        int start = at;
        string();
        String key = new String(bytes, start + 1, at - start - 2, StandardCharsets.UTF_8);
        if (key.indexOf('\\') >= 0) {
            throw new OddLine();
        }
        return key;
    }

    private void string() throws OddLine {
        demand('"');
        while (peek() != '"') {
            if (bytes[at] >= 0 && bytes[at] < ' ') {
                throw new OddLine();
            }
            at += bytes[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    private void word(String word) throws OddLine {
        for (int i = 0; i < word.length(); i++) {
            demand(word.charAt(i));
        }
    }

    private byte peek() throws OddLine {
        if (at >= end) {
            throw new OddLine();
        }
        return bytes[at];
    }

    private boolean take(char c) {
        if (at < end && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void demand(char c) throws OddLine {
        if (!take(c)) {
            throw new OddLine();
        }
    }

    private void skipBlanks() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
            at++;
        }
    }
}
