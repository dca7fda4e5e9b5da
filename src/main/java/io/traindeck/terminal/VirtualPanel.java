package io.traindeck.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.graphics.TextGraphics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.InfoCmp;
import org.jline.utils.ScreenTerminal;
import org.jline.utils.ScreenTerminalOutputStream.DelegateOutputStream;

/** A small terminal in memory whose cells are drawn over the bottom rows of a picture. */
final class VirtualPanel {
    private static final String TYPE = "xterm-256color";
    private static final String CLEAR = "\033[0m\033[H\033[2J";
    private static final int FIRST_COLUMNS = 80;

    private final int rows;
    private final CellText text;
    private final ScreenTerminal screen;
    private final LineDisciplineTerminal tty;
    private int columns = FIRST_COLUMNS;

    /**
     * Makes an empty panel in raw mode.
     *
     * @param rows the maximum number of rows that it can show
     * @param changed runs, on the writing thread, when something was written
     */
    VirtualPanel(int rows, CellText text, Runnable changed) {
        this.rows = rows;
        this.text = text;
        screen = new ScreenTerminal(columns, rows);
        DelegateOutputStream output = new DelegateOutputStream();
        try {
            // JLine uses its own description of this terminal instead of asking infocmp.
            InfoCmp.setLoadedInfoCmp(TYPE, () -> InfoCmp.getDefaultInfoCmp(TYPE));
            tty = new LineDisciplineTerminal("panel", TYPE, output, StandardCharsets.UTF_8, SignalHandler.SIG_IGN);
        } catch (IOException e) {
            throw inMemory(e);
        }
        tty.setSize(Size.of(columns, rows));
        tty.enterRawMode();
        ScreenTerminal.wireTerminal(screen, tty, output, changed);
    }

    /** The terminal that a program in the panel talks to. */
    Terminal tty() {
        return tty;
    }

    /** Sends the program keys. */
    void type(byte[] bytes) {
        try {
            tty.processInputBytes(bytes);
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    /** Forgets what is shown and what was typed but not read. */
    void clear() {
        try {
            while (tty.input().available() > 0) {
                tty.input().read();
            }
        } catch (IOException e) {
            throw inMemory(e);
        }
        tty.writer().print(CLEAR);
        tty.writer().flush();
    }

    /** Changes the width; the program is told. */
    void resize(int newColumns) {
        columns = newColumns;
        Size size = Size.of(columns, rows);
        screen.setSize(size);
        tty.setSize(size);
        tty.raise(Signal.WINCH);
    }

    int columns() {
        return columns;
    }

    /**
     * Draws the rows in use over the last rows of an area, in the area's colours.
     *
     * @return where the cursor belongs
     */
    TerminalPosition draw(TextGraphics area) {
        long[] cells = new long[columns * rows];
        int[] cursor = new int[2];
        screen.dump(cells, cursor);
        int used = IntStream.range(0, cells.length)
                        .filter(i -> ScreenTerminal.cellCodePoint(cells[i]) > ' ')
                        .map(i -> i / columns)
                        .reduce(cursor[1], Math::max)
                + 1;
        int top = area.getSize().getRows() - used;
        for (int i = 0; i < used * columns; i++) {
            // 0 is the right half of a wide character.
            if (ScreenTerminal.cellCodePoint(cells[i]) != 0) {
                area.setCharacter(i % columns, top + i / columns, cell(cells[i], area));
            }
        }
        return new TerminalPosition(cursor[0], top + cursor[1]);
    }

    private TextCharacter cell(long cell, TextGraphics area) {
        EnumSet<SGR> styles = EnumSet.noneOf(SGR.class);
        if (ScreenTerminal.cellBold(cell)) {
            styles.add(SGR.BOLD);
        }
        if (ScreenTerminal.cellUnderline(cell)) {
            styles.add(SGR.UNDERLINE);
        }
        if (ScreenTerminal.cellInverse(cell)) {
            styles.add(SGR.REVERSE);
        }
        String shown = text.clean(Character.toString(ScreenTerminal.cellCodePoint(cell)));
        return TextCharacter.fromString(
                shown.isEmpty() ? " " : shown, area.getForegroundColor(), area.getBackgroundColor(), styles)[0];
    }

    private static UncheckedIOException inMemory(IOException e) {
        return new UncheckedIOException("a terminal in memory does not throw", e);
    }
}
