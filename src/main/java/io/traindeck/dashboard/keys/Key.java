package io.traindeck.dashboard.keys;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import io.traindeck.dashboard.draw.Glyphs;
import java.util.Locale;

/**
 * A key of the keyboard.
 *
 * @param character null unless {@code type} is a character
 */
public record Key(KeyType type, Character character, boolean ctrl) {

    static Key of(char character) {
        return new Key(KeyType.Character, character, false);
    }

    static Key ctrl(char character) {
        return new Key(KeyType.Character, character, true);
    }

    static Key of(KeyType type) {
        return new Key(type, null, false);
    }

    boolean matches(KeyStroke stroke) {
        if (stroke.getKeyType() != type || stroke.isAltDown() || stroke.isCtrlDown() != ctrl) {
            return false;
        }
        return type != KeyType.Character || character.equals(stroke.getCharacter());
    }

    /** The name of the key in footer and help. */
    public String label(Glyphs glyphs) {
        return switch (type) {
            case Character ->
                ctrl
                        ? "^" + character.toString().toUpperCase(Locale.ROOT)
                        : character == ' ' ? "space" : character.toString();
            case ArrowLeft -> glyphs.left();
            case ArrowRight -> glyphs.right();
            case ArrowUp -> glyphs.up();
            case ArrowDown -> glyphs.down();
            case PageUp -> "PgUp";
            case PageDown -> "PgDn";
            case Escape -> "Esc";
            default -> type.name();
        };
    }
}
