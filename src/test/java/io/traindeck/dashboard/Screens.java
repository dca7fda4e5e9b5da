package io.traindeck.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TextCharacter;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
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
import java.time.ZoneOffset;
import java.util.List;

/** Draws frames into memory. */
public final class Screens {
    public static final Theme DARK = theme("dark");

    private Screens() {}

    static Theme theme(String name) {
        try {
            return new Themes(List.of()).load(name);
        } catch (ThemeException e) {
            throw new AssertionError(e);
        }
    }

    /** A live run whose trainer holds the lock. */
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
        return new Dashboard(new KeyTable()).draw(frame, width, height, DARK, glyphs);
    }

    /** Each cell has one character that prints, of those that the terminal can show, or is covered by a wide one. */
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

    /** The cells as lines of text, without the spaces at their ends. */
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

    public static String text(Frame frame, int width, int height) {
        return text(draw(frame, width, height, Glyphs.UNICODE));
    }
}
