package io.traindeck.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.screen.ScreenBuffer;
import com.googlecode.lanterna.screen.TerminalScreen;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumSet;

/**
 * Lanterna's screen for a terminal that may be slow, stopped or used by somebody else in between.
 *
 * <p>Lanterna sends differences from what it sent last, and assumes that this has arrived. So no difference is taken
 * while the terminal is not ready: {@link #refresh} does nothing, and the next one that goes through sends all that has
 * changed meanwhile.
 */
public final class FrameScreen extends TerminalScreen {
    private final LanternaTerminal terminal;

    /** The rows that were drawn on since the last frame sent. */
    private final BitSet drawn = new BitSet();

    private boolean everything = true;

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
            return;
        }
        if (getCursorPosition() != null) {
            super.refresh(everything ? RefreshType.COMPLETE : RefreshType.DELTA);
        } else {
            if (everything) {
                erase();
            }
            sendChanges();
        }
        everything = false;
        drawn.clear();
    }

    @Override
    public synchronized void setCharacter(int column, int row, TextCharacter character) {
        if (row >= 0) {
            drawn.set(row);
        }
        super.setCharacter(column, row, character);
    }

    /** Empties the terminal, so that every cell that is not empty has changed. */
    private void erase() throws IOException {
        terminal.resetColorAndSGR();
        terminal.clearScreen();
        getFrontBuffer().setAll(TextCharacter.DEFAULT_CHARACTER);
        drawn.set(0, getTerminalSize().getRows());
    }

    /**
     * Does what Lanterna's refresh does if no cursor is to be placed. Lanterna's way asks every cell of both pictures
     * for its width, or for each of its modifiers. That takes longer than making the picture, so this looks only at the
     * rows that were drawn on.
     */
    private void sendChanges() throws IOException {
        ScreenBuffer before = getFrontBuffer();
        ScreenBuffer after = getBackBuffer();
        TerminalSize size = getTerminalSize();
        EnumSet<SGR> modifiers = null;
        for (int y = drawn.nextSetBit(0); y >= 0 && y < size.getRows(); y = drawn.nextSetBit(y + 1)) {
            int penX = -1;
            // The cell was the right half of a wide character, whose left half is written over.
            boolean bared = false;
            for (int x = 0; x < size.getColumns(); x++) {
                TextCharacter old = before.getCharacterAt(x, y);
                TextCharacter cell = after.getCharacterAt(x, y);
                if (!bared && (cell == old || cell.equals(old))) {
                    continue;
                }
                if (modifiers == null) {
                    terminal.resetColorAndSGR();
                    modifiers = EnumSet.noneOf(SGR.class);
                }
                if (x != penX) {
                    terminal.setCursorPosition(x, y);
                }
                modifiers = change(modifiers, cell.getModifiers());
                terminal.setForegroundColor(cell.getForegroundColor());
                terminal.setBackgroundColor(cell.getBackgroundColor());
                terminal.putString(cell.getCharacterString());
                TextCharacter under = old;
                if (cell.isDoubleWidth() && x + 1 < size.getColumns()) {
                    // The next cell is covered by the right half of this wide character.
                    x++;
                    under = before.getCharacterAt(x, y);
                }
                bared = under.isDoubleWidth();
                penX = x + 1;
            }
        }
        after.copyTo(before);
        terminal.setCursorVisible(false);
        terminal.flush();
    }

    private EnumSet<SGR> change(EnumSet<SGR> from, EnumSet<SGR> to) throws IOException {
        if (!from.equals(to)) {
            for (SGR modifier : SGR.values()) {
                if (from.contains(modifier) && !to.contains(modifier)) {
                    terminal.disableSGR(modifier);
                } else if (!from.contains(modifier) && to.contains(modifier)) {
                    terminal.enableSGR(modifier);
                }
            }
        }
        return to;
    }

    /** Makes the next frame a complete one. */
    public synchronized void redrawAll() {
        everything = true;
    }

    /** Takes over the terminal's size if it changed. */
    @Override
    public synchronized TerminalSize doResizeIfNecessary() {
        try {
            // The terminal tells the new size to our listener, so a lost signal cannot leave us with an old size.
            terminal.getTerminalSize();
        } catch (IOException e) {
            throw new IllegalStateException("our own size query does not throw", e);
        }
        TerminalSize resized = super.doResizeIfNecessary();
        everything |= resized != null;
        return resized;
    }

    @Override
    public synchronized void clear() {
        super.clear();
        everything = true;
    }
}
