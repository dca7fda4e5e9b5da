package io.traindeck.dashboard;

import java.time.ZoneOffset;
import java.util.List;

/** Draws frames into memory. */
final class Screens {
    static final Theme DARK = theme("dark");

    private Screens() {}

    static Theme theme(String name) {
        try {
            return new Themes(List.of()).load(name);
        } catch (ThemeException e) {
            throw new AssertionError(e);
        }
    }

    /** A live run whose trainer holds the lock. */
    static Frame frame(RunState state, long nowMs) {
        return frame(state, nowMs, true);
    }

    static Frame frame(RunState state, long nowMs, boolean live) {
        return new Frame(
                state,
                Status.of(state, live, nowMs),
                ViewState.of(Context.LIVE),
                "runs/cifar10-upgraded",
                nowMs,
                ZoneOffset.UTC,
                null);
    }

    static Frame with(Frame frame, ViewState view) {
        return new Frame(
                frame.state(),
                frame.status(),
                view,
                frame.folder(),
                frame.nowMs(),
                frame.zone(),
                frame.replay(),
                frame.compare());
    }

    static Picture draw(Frame frame, int width, int height, Glyphs glyphs) {
        return new Dashboard(new KeyTable()).draw(frame, width, height, DARK, glyphs);
    }

    /** The cells as lines of text, without the spaces at their ends. */
    static String text(Picture image) {
        StringBuilder out = new StringBuilder();
        for (int y = 0; y < image.height(); y++) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < image.width(); x++) {
                line.append(image.cell(x, y).getCharacterString());
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    static String text(Frame frame, int width, int height) {
        return text(draw(frame, width, height, Glyphs.UNICODE));
    }
}
