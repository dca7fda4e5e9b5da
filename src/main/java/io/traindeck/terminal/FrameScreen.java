package io.traindeck.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.screen.TerminalScreen;
import java.io.IOException;

/**
 * Lanterna's screen for a terminal that may be slow, stopped or used by somebody else in between.
 *
 * <p>Lanterna sends differences to what it sent last, believing that it arrived. So while the terminal is not ready no difference
 * is taken: {@link #refresh} does nothing, and the next one that goes through holds all that changed meanwhile.
 */
public final class FrameScreen extends TerminalScreen {
    private final LanternaTerminal terminal;
    private boolean everything;
    private long skipped;

    /** The cursor is hidden until somebody places it. */
    public FrameScreen(LanternaTerminal terminal) throws IOException {
        super(terminal);
        this.terminal = terminal;
        setCursorPosition(null);
    }

    /** Sends what changed since the last frame sent, if the terminal takes it now. */
    @Override
    public synchronized void refresh(RefreshType type) throws IOException {
        everything |= type == RefreshType.COMPLETE;
        if (!terminal.isReadyForFrame()) {
            skipped++;
            return;
        }
        super.refresh(everything ? RefreshType.COMPLETE : type);
        everything = false;
    }

    /** Makes the next frame a complete one. */
    public synchronized void redrawAll() {
        everything = true;
    }

    /** Frames left out because the terminal was not ready. */
    public synchronized long framesSkipped() {
        return skipped;
    }

    /** Takes over the terminal's size if it changed. */
    @Override
    public synchronized TerminalSize doResizeIfNecessary() {
        try {
            terminal.getTerminalSize(); // Tells us by our listener, so a lost signal cannot leave us with an old size.
        } catch (IOException e) {
            throw new IllegalStateException("our own size query does not throw", e);
        }
        return super.doResizeIfNecessary();
    }
}
