package io.traindeck.plot;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** The fonts of a figure: sans serif, whichever the machine has. */
final class Fonts {
    private Fonts() {}

    static Font title() {
        return font(Font.BOLD, 30);
    }

    static Font heading() {
        return font(Font.BOLD, 22);
    }

    static Font text() {
        return font(Font.PLAIN, 19);
    }

    static Font legend() {
        return font(Font.PLAIN, 18);
    }

    static Font note() {
        return font(Font.PLAIN, 16);
    }

    private static Font font(int style, int pixels) {
        return new Font(Font.SANS_SERIF, style, pixels);
    }

    /** @throws PlotException if Java has no fonts, or lacks the libraries to use them, as in small containers */
    static void check() throws PlotException {
        try {
            text().getStringBounds("0", new FontRenderContext(null, true, true));
        } catch (LinkageError | InternalError | RuntimeException e) {
            // The exception depends on the version of Java and on which of the three packages is missing.
            throw new PlotException(
                    "cannot draw a plot: Java finds no fonts here; install some: sudo apt install libfreetype6"
                            + " fontconfig fonts-dejavu-core (Fedora: sudo dnf install freetype fontconfig"
                            + " dejavu-sans-fonts)",
                    e);
        }
    }
}
