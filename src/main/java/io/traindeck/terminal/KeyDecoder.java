package io.traindeck.terminal;

import com.googlecode.lanterna.input.CharacterPattern.Matching;
import com.googlecode.lanterna.input.EscapeSequenceCharacterPattern;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Turns what a terminal sends into key strokes.
 *
 * <p>Lanterna's own decoder tries patterns on whatever has arrived, so a sequence it does not know, or one that arrives
 * in two pieces, ends as a row of single keys, and keys are commands here. This one follows the grammar of ECMA-48
 * instead: a sequence is read to its end, however it was split, and gives one key or none. Focus, mouse, pasted text
 * and the terminal's replies give none. Nothing is read ahead of the key it belongs to.
 */
final class KeyDecoder {
    /** Bytes with a time limit, as JLine's non-blocking streams give them. */
    @FunctionalInterface
    interface Source {
        /** Returns a byte, {@link #END} or, when the time is over, {@link #NOTHING}. */
        int read(long timeoutMillis) throws IOException;
    }

    static final int END = -1;
    static final int NOTHING = -2;

    /** A lone ESC is the Escape key if nothing follows for so long; sequences arrive together, people are slower. */
    static final long ESCAPE_WAIT_MILLIS = 30;

    /** A sequence cut off by a bad line is given up after so long, so that it cannot eat the keys of a person. */
    static final long SEQUENCE_WAIT_MILLIS = 500;

    /**
     * JLine reads on our thread for a limit of 0 and then cannot be closed, so "for ever" is a long limit, repeated.
     */
    private static final long FOREVER_MILLIS = 60_000;

    private static final int ESC = 0x1b;
    private static final int BEL = 0x07;
    private static final int DELETE = 0x7f;
    private static final int LONGEST_KEY_SEQUENCE = 16;
    private static final int LONGEST_PASTE = 4096;
    private static final String PASTE_END = "\033[201~";

    private final Source source;
    private final EscapeSequenceCharacterPattern functionKeys = new EscapeSequenceCharacterPattern();
    private final Deque<Integer> pushedBack = new ArrayDeque<>();
    private final Deque<KeyStroke> decoded = new ArrayDeque<>();
    private volatile boolean typesPastes;

    KeyDecoder(Source source) {
        this.source = source;
    }

    /**
     * Says whether pasted text counts as typed, with its line ends as spaces, or as nothing; at first it counts as
     * nothing.
     */
    void typesPastes(boolean typesPastes) {
        this.typesPastes = typesPastes;
    }

    /** Returns whether pasted text counts as typed. */
    boolean typesPastes() {
        return typesPastes;
    }

    /** Waits for the next key; {@link KeyType#EOF} at the end of input. */
    KeyStroke next() throws IOException {
        KeyStroke key = null;
        while (key == null) {
            key = nextWithin(FOREVER_MILLIS);
        }
        return key;
    }

    /** Returns the next key; null if it does not begin to come in time, or if what comes is no key. */
    KeyStroke nextWithin(long limitMillis) throws IOException {
        if (decoded.isEmpty()) {
            int b = read(limitMillis);
            if (b == END) {
                return new KeyStroke(KeyType.EOF);
            } else if (b == ESC) {
                escape();
            } else if (b >= 0) {
                plain(b, false);
            }
        }
        return decoded.poll();
    }

    private void escape() throws IOException {
        int b = read(ESCAPE_WAIT_MILLIS);
        switch (b) {
            case END, NOTHING, ESC -> {
                decoded.add(new KeyStroke(KeyType.Escape));
                if (b != NOTHING) {
                    pushedBack.push(b);
                }
            }
            case '[' -> controlSequence();
            case 'O' -> singleShift();
            case ']', 'P', 'X', '^', '_' -> skipString();
            default -> plain(b, true);
        }
    }

    private void plain(int b, boolean alt) throws IOException {
        switch (b) {
            case '\r', '\n' -> decoded.add(new KeyStroke(KeyType.Enter, false, alt));
            case '\t' -> decoded.add(new KeyStroke(KeyType.Tab, false, alt));
            case '\b', DELETE -> decoded.add(new KeyStroke(KeyType.Backspace, false, alt));
            case 0 -> decoded.add(new KeyStroke(' ', true, alt));
            default -> {
                if (b < ' ') {
                    // ^A to ^Z are letters; ^\ ^] ^^ ^_ are 64 below their character.
                    decoded.add(new KeyStroke((char) (b <= 26 ? b + 'a' - 1 : b + 64), true, alt));
                } else if (b < 0x80) {
                    decoded.add(new KeyStroke((char) b, false, alt));
                } else {
                    utf8(b, alt);
                }
            }
        }
    }

    private void utf8(int lead, boolean alt) throws IOException {
        int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
        byte[] bytes = new byte[more + 1];
        bytes[0] = (byte) lead;
        for (int i = 1; i <= more; i++) {
            int b = read(SEQUENCE_WAIT_MILLIS);
            if ((b & 0xc0) != 0x80 || b < 0) {
                giveUp(b);
                return;
            }
            bytes[i] = (byte) b;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') < 0 && !Character.isISOControl(text.charAt(0))) {
            // Beyond the basic plane a key stroke holds half a character; the two halves follow each other.
            text.chars().forEach(c -> decoded.add(new KeyStroke((char) c, false, alt)));
        }
    }

    /** ESC [ parameters (0x30–0x3f) intermediates (0x20–0x2f) final (0x40–0x7e). */
    private void controlSequence() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int b = read(SEQUENCE_WAIT_MILLIS);
            if (b < ' ' || b >= DELETE) {
                giveUp(b);
                return;
            }
            if (body.isEmpty() && b == 'M') {
                // An X10 mouse report: button, column, row.
                skip(3);
                return;
            }
            if (body.length() < LONGEST_KEY_SEQUENCE) {
                body.append((char) b);
            }
            boolean linuxFunctionKey = b == '[' && body.length() == 1;
            if (b >= '@' && !linuxFunctionKey) {
                functionKey(body.toString());
                return;
            }
        }
    }

    private void functionKey(String body) throws IOException {
        char last = body.charAt(body.length() - 1);
        String parameters = body.substring(0, body.length() - 1);
        if (body.equals("200~")) {
            paste();
        } else if (parameters.equals("[") && last >= 'A' && last <= 'E') {
            // The Linux console's F1 to F5.
            decoded.add(new KeyStroke(KeyType.valueOf("F" + (last - 'A' + 1))));
        } else if (parameters.chars().allMatch(c -> c >= '0' && c <= ';')) {
            boolean cursorReport = last == 'R' && !parameters.isEmpty() && !parameters.startsWith("1;");
            if (!cursorReport) {
                match('[', body).ifPresent(decoded::add);
            }
        }
    }

    /** ESC O and one character: arrows and F1 to F4 in a terminal's application mode. */
    private void singleShift() throws IOException {
        int b = read(SEQUENCE_WAIT_MILLIS);
        if (b < ' ' || b >= DELETE) {
            giveUp(b);
        } else if (b == 'M') {
            // The keypad's Enter.
            decoded.add(new KeyStroke(KeyType.Enter));
        } else if (b >= 'A' && b <= 'D') {
            // Lanterna takes these for PuTTY's Ctrl-arrows; elsewhere they are plain ones.
            match('[', String.valueOf((char) b)).ifPresent(decoded::add);
        } else {
            match('O', String.valueOf((char) b)).ifPresent(decoded::add);
        }
    }

    private Optional<KeyStroke> match(char introducer, String body) {
        List<Character> sequence = new ArrayList<>(List.of((char) ESC, introducer));
        body.chars().forEach(c -> sequence.add((char) c));
        Matching matching = functionKeys.match(sequence);
        return Optional.ofNullable(matching)
                .map(found -> found.fullMatch)
                .filter(key -> key.getKeyType() != KeyType.Unknown);
    }

    /** A string (OSC, DCS, SOS, PM, APC): the terminal's answer to a question, up to BEL or ESC \. */
    private void skipString() throws IOException {
        while (true) {
            int b = read(SEQUENCE_WAIT_MILLIS);
            if (b == BEL || b == NOTHING) {
                return;
            }
            if (b == END || b == ESC) {
                int after = b == ESC ? read(SEQUENCE_WAIT_MILLIS) : END;
                if (b == END || after != '\\') {
                    giveUp(after);
                    giveUp(b);
                }
                return;
            }
        }
    }

    private void paste() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        StringBuilder tail = new StringBuilder();
        while (!PASTE_END.contentEquals(tail)) {
            int b = read(SEQUENCE_WAIT_MILLIS);
            if (b < 0) {
                giveUp(b);
                break;
            }
            tail.append((char) b);
            if (!PASTE_END.startsWith(tail.toString())) {
                tail.setLength(0);
                if (b == ESC) {
                    tail.append((char) ESC);
                } else if (text.size() < LONGEST_PASTE) {
                    text.write(b);
                }
            }
        }
        if (typesPastes) {
            text.toString(StandardCharsets.UTF_8)
                    .chars()
                    .map(c -> c == '\n' || c == '\r' || c == '\t' ? ' ' : c)
                    .filter(c -> !Character.isISOControl(c))
                    .forEach(c -> decoded.add(new KeyStroke((char) c, false, false)));
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            int b = read(SEQUENCE_WAIT_MILLIS);
            if (b < 0) {
                giveUp(b);
                return;
            }
        }
    }

    /** Ends a sequence at a byte that cannot be part of it: the byte starts something new. */
    private void giveUp(int b) {
        if (b != NOTHING) {
            pushedBack.push(b);
        }
    }

    private int read(long timeoutMillis) throws IOException {
        return pushedBack.isEmpty() ? source.read(timeoutMillis) : pushedBack.pop();
    }
}
