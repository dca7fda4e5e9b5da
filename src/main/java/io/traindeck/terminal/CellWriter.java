package io.traindeck.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import java.io.IOException;
import java.util.EnumSet;

/** Writes the cells of one frame to the terminal, and tells it only what differs from the cell before. */
final class CellWriter {
    private final LanternaTerminal terminal;

    /** Text in the look of {@link #last} that is still to be written: a call for each character would cost more. */
    private final StringBuilder text = new StringBuilder();

    /** The cell that was written last; null for none. */
    private TextCharacter last;

    private int column;
    private int row;

    CellWriter(LanternaTerminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Writes a cell.
     *
     * @param width the columns that it takes, 1 or 2
     */
    void write(int atColumn, int atRow, TextCharacter cell, int width) throws IOException {
        if (last == null) {
            terminal.resetColorAndSGR();
        }
        if (last == null || atColumn != column || atRow != row) {
            flush();
            terminal.setCursorPosition(atColumn, atRow);
        }
        take(cell);
        String character = cell.getCharacterString();
        if (isAscii(character)) {
            text.append(character);
        } else {
            flush();
            terminal.putString(character);
        }
        column = atColumn + width;
        row = atRow;
    }

    private static boolean isAscii(String character) {
        char first = character.charAt(0);
        return character.length() == 1 && first >= ' ' && first <= '~';
    }

    /** Takes up the look of a cell. */
    private void take(TextCharacter cell) throws IOException {
        boolean isFirst = last == null;
        EnumSet<SGR> before = isFirst ? EnumSet.noneOf(SGR.class) : last.getModifiers();
        if (isFirst
                || cell.getForegroundColor() != last.getForegroundColor()
                || cell.getBackgroundColor() != last.getBackgroundColor()
                || !cell.getModifiers().equals(before)) {
            flush();
            change(before, cell.getModifiers());
            terminal.setForegroundColor(cell.getForegroundColor());
            terminal.setBackgroundColor(cell.getBackgroundColor());
        }
        last = cell;
    }

    private void change(EnumSet<SGR> from, EnumSet<SGR> to) throws IOException {
        for (SGR modifier : SGR.values()) {
            if (from.contains(modifier) && !to.contains(modifier)) {
                terminal.disableSGR(modifier);
            } else if (!from.contains(modifier) && to.contains(modifier)) {
                terminal.enableSGR(modifier);
            }
        }
    }

    /** Writes what is still to be written. */
    void flush() throws IOException {
        if (!text.isEmpty()) {
            terminal.putString(text.toString());
            text.setLength(0);
        }
    }
}
