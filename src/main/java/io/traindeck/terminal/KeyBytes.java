package io.traindeck.terminal;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The bytes an xterm in application mode sends for a key: what {@link KeyDecoder} undid, for programs that read a
 * terminal of their own.
 */
final class KeyBytes {
    private static final Map<KeyType, String> FUNCTION_KEYS = Map.ofEntries(
            Map.entry(KeyType.Enter, "\r"),
            Map.entry(KeyType.Tab, "\t"),
            Map.entry(KeyType.ReverseTab, "\033[Z"),
            Map.entry(KeyType.Backspace, "\u007f"),
            Map.entry(KeyType.Delete, "\033[3~"),
            Map.entry(KeyType.Home, "\033OH"),
            Map.entry(KeyType.End, "\033OF"),
            Map.entry(KeyType.ArrowUp, "\033OA"),
            Map.entry(KeyType.ArrowDown, "\033OB"),
            Map.entry(KeyType.ArrowRight, "\033OC"),
            Map.entry(KeyType.ArrowLeft, "\033OD"));

    private char highHalf;

    /** The bytes of one key; empty for a key that edits nothing, or for the first half of a character of two. */
    byte[] of(KeyStroke key) {
        String text = key.getKeyType() == KeyType.Character
                ? character(key)
                : FUNCTION_KEYS.getOrDefault(key.getKeyType(), "");
        boolean alt = key.isAltDown() && text.length() == 1;
        return (alt ? "\033" + text : text).getBytes(StandardCharsets.UTF_8);
    }

    private String character(KeyStroke key) {
        char c = key.getCharacter();
        if (Character.isHighSurrogate(c)) {
            highHalf = c;
            return "";
        }
        if (Character.isLowSurrogate(c)) {
            return new String(new char[] {highHalf, c});
        }
        return String.valueOf(key.isCtrlDown() ? (char) (c & 0x1f) : c);
    }
}
