package io.traindeck.terminal;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells keys from text that comes all at once: text that was pasted into a terminal that does not mark it as such, or
 * that was meant for a program that has ended. If it were taken for keys, its letters would pause a run, save it, or
 * end it. Text that begins with a colon or a slash opens a command line, and is taken as it is; so is a key that is
 * held down.
 */
final class KeyBursts {
    /** The milliseconds within which nobody presses two keys. */
    static final long AT_ONCE_MILLIS = 2;

    /** Up to this many letters at once may still be single keys that a slow line has gathered. */
    private static final int MOST_KEYS = 2;

    /** The maximum number of keys that are looked at together. */
    private static final int MOST = 4096;

    private final KeyDecoder decoder;

    KeyBursts(KeyDecoder decoder) {
        this.decoder = decoder;
    }

    /** Waits for the next keys, one at least; {@link KeyType#EOF} is the last. */
    List<KeyStroke> next() throws IOException {
        List<KeyStroke> keys = List.of();
        while (keys.isEmpty()) {
            keys = withoutText(decoder.next());
        }
        return keys;
    }

    private List<KeyStroke> withoutText(KeyStroke first) throws IOException {
        if (!isLetter(first) || decoder.typesPastes()) {
            return List.of(first);
        }
        List<KeyStroke> all = new ArrayList<>(List.of(first));
        for (KeyStroke more; all.size() < MOST && (more = decoder.nextWithin(AT_ONCE_MILLIS)) != null; ) {
            all.add(more);
        }
        if (isText(all)) {
            all.removeIf(key -> isLetter(key) || key.getKeyType() == KeyType.Enter || key.getKeyType() == KeyType.Tab);
        }
        return all;
    }

    private static boolean isText(List<KeyStroke> keys) {
        List<Character> letters = keys.stream()
                .filter(KeyBursts::isLetter)
                .map(KeyStroke::getCharacter)
                .toList();
        char first = letters.get(0);
        return letters.size() > MOST_KEYS
                && first != ':'
                && first != '/'
                && letters.stream().distinct().count() > 1;
    }

    private static boolean isLetter(KeyStroke key) {
        return key.getKeyType() == KeyType.Character && !key.isCtrlDown() && !key.isAltDown();
    }
}
