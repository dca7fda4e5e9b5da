package io.traindeck.terminal;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.screen.TerminalScreen;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Lanterna's screen for a terminal that may be slow, stopped or used by somebody else in between.
 *
 * <p>Only what differs from the picture that was sent last is sent, and that picture is assumed to have arrived. So no
 * difference is taken while the terminal is not ready: {@link #refresh} does nothing, and the next one that goes through
 * sends all that has changed meanwhile.
 *
 * <p>The cells are kept here and not by Lanterna, which looks up the width of each character that is put on its
 * pictures, and that of all others at each refresh. This takes longer than making the picture.
 */
public final class FrameScreen extends TerminalScreen {
    private final LanternaTerminal terminal;

    private TerminalSize size;
    /** What is to be seen, row by row. */
    private TextCharacter[] cells;
    /** What was sent last. */
    private TextCharacter[] sent;

    /** The rows that were drawn on since the last frame sent. */
    private final BitSet drawn = new BitSet();

    private boolean everything = true;

    /** The cursor is hidden until somebody places it. */
    public FrameScreen(LanternaTerminal terminal) throws IOException {
        super(terminal);
        this.terminal = terminal;
        setCursorPosition(null);
        takeSize(getTerminalSize());
    }

    private void takeSize(TerminalSize newSize) {
        size = newSize;
        cells = empty();
        sent = empty();
        drawn.clear();
        everything = true;
    }

    private TextCharacter[] empty() {
        TextCharacter[] blank = new TextCharacter[size.getColumns() * size.getRows()];
        Arrays.fill(blank, TextCharacter.DEFAULT_CHARACTER);
        return blank;
    }

    @Override
    public synchronized void setCharacter(int column, int row, TextCharacter character) {
        if (column < 0 || row < 0 || column >= size.getColumns() || row >= size.getRows()) {
            return;
        }
        int place = row * size.getColumns() + column;
        if (column > 0 && WideCharacters.takesTwoCells(cells[place - 1])) {
            // Half a character is none.
            cells[place - 1] = cells[place - 1].withCharacter(' ');
        }
        cells[place] = character;
        if (column + 1 < size.getColumns() && WideCharacters.takesTwoCells(character)) {
            cells[place + 1] = character.withCharacter(' ');
        }
        drawn.set(row);
    }

    /** Returns what is to be seen in that cell; null outside of the screen. */
    @Override
    public synchronized TextCharacter getBackCharacter(int column, int row) {
        boolean inside = column >= 0 && row >= 0 && column < size.getColumns() && row < size.getRows();
        return inside ? cells[row * size.getColumns() + column] : null;
    }

    /** Sends what changed since the last frame sent, if the terminal takes it now. */
    @Override
    public synchronized void refresh(RefreshType type) throws IOException {
        everything |= type == RefreshType.COMPLETE;
        if (!terminal.isReadyForFrame()) {
            return;
        }
        if (everything) {
            erase();
        }
        sendChanges();
        TerminalPosition cursor = getCursorPosition();
        terminal.setCursorVisible(cursor != null);
        if (cursor != null) {
            terminal.setCursorPosition(cursor.getColumn(), cursor.getRow());
        }
        terminal.flush();
        everything = false;
        drawn.clear();
    }

    /** Empties the terminal, so that every cell that is not empty has changed. */
    private void erase() throws IOException {
        terminal.resetColorAndSGR();
        terminal.clearScreen();
        Arrays.fill(sent, TextCharacter.DEFAULT_CHARACTER);
        drawn.set(0, size.getRows());
    }

    private void sendChanges() throws IOException {
        CellWriter writer = new CellWriter(terminal);
        int columns = size.getColumns();
        for (int y = drawn.nextSetBit(0); y >= 0 && y < size.getRows(); y = drawn.nextSetBit(y + 1)) {
            // The cell was the right half of a wide character, whose left half is written over.
            boolean bared = false;
            for (int x = 0; x < columns; x++) {
                int place = y * columns + x;
                TextCharacter old = sent[place];
                TextCharacter cell = cells[place];
                if (!bared && (cell == old || cell.equals(old))) {
                    continue;
                }
                int width = x + 1 < columns && WideCharacters.takesTwoCells(cell) ? 2 : 1;
                writer.write(x, y, cell, width);
                // The next cell is covered by the right half of a wide character.
                x += width - 1;
                bared = WideCharacters.takesTwoCells(sent[place + width - 1]);
            }
        }
        writer.flush();
        System.arraycopy(cells, 0, sent, 0, cells.length);
    }

    /** Makes the next frame a complete one. */
    public synchronized void redrawAll() {
        everything = true;
    }

    /** Takes over the terminal's size if it changed; the screen is empty then. */
    @Override
    public synchronized TerminalSize doResizeIfNecessary() {
        try {
            // The terminal tells the new size to our listener, so a lost signal cannot leave us with an old size.
            terminal.getTerminalSize();
        } catch (IOException e) {
            throw new IllegalStateException("our own size query does not throw", e);
        }
        TerminalSize resized = super.doResizeIfNecessary();
        if (resized != null) {
            takeSize(resized);
        }
        return resized;
    }

    @Override
    public synchronized void clear() {
        super.clear();
        Arrays.fill(cells, TextCharacter.DEFAULT_CHARACTER);
        everything = true;
    }
}
