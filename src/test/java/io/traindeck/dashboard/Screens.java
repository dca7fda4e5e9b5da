package io.traindeck.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.draw.ThemeException;
import io.traindeck.dashboard.draw.Themes;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.panel.Dashboard;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.event.Liveness;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws frames into memory. */
public final class Screens {
    /** A theme in which each role has a colour of its own. */
    public static final Theme ROLES = theme("roles");

    public static final Theme MONO = theme("mono");

    private Screens() {}

    static Theme theme(String name) {
        try {
            return new Themes(List.of(Path.of("src/test/resources/roles"))).load(name);
        } catch (ThemeException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the frame of a live run whose trainer holds the lock. */
    public static Frame frame(RunState state, long nowMs) {
        return frame(state, nowMs, true);
    }

    public static Frame frame(RunState state, long nowMs, boolean live) {
        return new Frame(
                state,
                Status.of(state, new Liveness.Locked(live), nowMs),
                ViewState.of(Context.LIVE),
                "runs/cifar10-upgraded",
                nowMs,
                ZoneOffset.UTC,
                null);
    }

    public static Picture draw(Frame frame, int width, int height, Glyphs glyphs) {
        return new Dashboard(new KeyTable()).draw(frame, width, height, ROLES, glyphs);
    }

    /**
     * Asserts that each cell has one character that prints, of those that the terminal can show, or is covered by a
     * wide one.
     */
    public static void assertPrintable(Picture image, Glyphs glyphs) {
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                TextCharacter cell = image.cell(x, y);
                assertThat(cell.getCharacterString()).doesNotMatch("\\p{C}|\\p{M}");
                assertThat(cell.getCharacterString()
                                .codePointCount(0, cell.getCharacterString().length()))
                        .isEqualTo(1);
                assertThat(glyphs.isUnicode() || cell.getCharacterString().charAt(0) < 127)
                        .isTrue();
                if (cell.isDoubleWidth()) {
                    x++;
                    assertThat(x).isLessThan(image.width());
                    assertThat(image.cell(x, y).getCharacterString()).isEqualTo(" ");
                }
            }
        }
    }

    /** Returns the cells as lines of text, without the spaces at their ends. */
    public static String text(Picture image) {
        StringBuilder out = new StringBuilder();
        for (int y = 0; y < image.height(); y++) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < image.width(); x++) {
                TextCharacter cell = image.cell(x, y);
                line.append(cell.getCharacterString());
                x += cell.isDoubleWidth() ? 1 : 0;
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    /**
     * Returns the roles of the cells as lines of text, a letter each: the first letter of the role's name, in lower
     * case, or the number of a compared run; a dot for ordinary text, and nothing for an empty cell.
     *
     * @param image a picture in {@link #ROLES}
     */
    public static String roles(Picture image) {
        Map<TextColor, Role> roles = new HashMap<>();
        for (Role role : Role.values()) {
            roles.put(ROLES.cell(role, 'x').getForegroundColor(), role);
        }
        StringBuilder out = new StringBuilder();
        for (int y = 0; y < image.height(); y++) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < image.width(); x++) {
                TextCharacter cell = image.cell(x, y);
                Role role = roles.get(cell.getForegroundColor());
                boolean isEmpty = cell.getCharacterString().isBlank() && role != Role.SELECTED;
                line.append(isEmpty ? ' ' : letter(role));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static char letter(Role role) {
        String name = role.name();
        if (name.startsWith("RUN_")) {
            return name.charAt(name.length() - 1);
        }
        return role == Role.TEXT ? '.' : Character.toLowerCase(name.charAt(0));
    }

    public static String text(Frame frame, int width, int height) {
        return text(draw(frame, width, height, Glyphs.UNICODE));
    }
}
