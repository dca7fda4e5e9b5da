package io.traindeck.dashboard.draw;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.PropertyTheme;
import com.googlecode.lanterna.graphics.ThemeStyle;
import java.util.EnumMap;
import java.util.Map;

/** The look of each {@link Role}. Not safe for use by several threads: it remembers the cells it made. */
public final class Theme {
    /**
     * The maximum number of cells of a role that are remembered: enough for all that the panels draw, but not for all
     * that a hostile message may hold.
     */
    private static final int REMEMBERED = 512;

    /**
     * The shift of a character that gives different places to characters of one block, and to the dots of curves and
     * letters.
     */
    private static final int BLOCK_BITS = 5;

    private final String name;
    private final Map<Role, Style> styles = new EnumMap<>(Role.class);
    private final TextCharacter[][] cells = new TextCharacter[Role.values().length][REMEMBERED];

    /**
     * The characters of {@link #cells}: asking each cell for its text would take longer than putting it on the picture.
     */
    private final char[][] characters = new char[Role.values().length][REMEMBERED];

    Theme(String name, PropertyTheme properties) {
        this.name = name;
        for (Role role : Role.values()) {
            ThemeStyle style = role == Role.TEXT
                    ? properties.getDefaultDefinition().getNormal()
                    : properties.getDefaultDefinition().getCustom(role.name());
            SGR[] modifiers = style.getSGRs().toArray(new SGR[0]);
            styles.put(role, new Style(style.getForeground(), style.getBackground(), modifiers));
        }
    }

    /** The name it is chosen by. */
    public String name() {
        return name;
    }

    /** The colour behind everything. */
    public TextColor background() {
        return styles.get(Role.TEXT).background();
    }

    /** Returns whether what is measured on training and on validation data differs in colour. */
    boolean hasColours() {
        return !styles.get(Role.TRAIN)
                .foreground()
                .equals(styles.get(Role.VALIDATION).foreground());
    }

    /** A cell of that look. */
    public TextCharacter cell(Role role, char character) {
        TextCharacter[] made = cells[role.ordinal()];
        int place = (character ^ character >>> BLOCK_BITS) % REMEMBERED;
        char[] known = characters[role.ordinal()];
        TextCharacter cell = made[place];
        if (cell == null || known[place] != character) {
            Style style = styles.get(role);
            cell = TextCharacter.fromCharacter(character, style.foreground(), style.background(), style.modifiers())[0];
            made[place] = cell;
            known[place] = character;
        }
        return cell;
    }

    private record Style(TextColor foreground, TextColor background, SGR[] modifiers) {}
}
