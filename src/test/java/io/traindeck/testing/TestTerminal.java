package io.traindeck.testing;

import io.traindeck.terminal.ColorLevel;
import io.traindeck.terminal.GlyphSet;
import io.traindeck.terminal.TerminalFeatures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.InfoCmp;
import org.jline.utils.ScreenTerminal;
import org.jline.utils.ScreenTerminalOutputStream.DelegateOutputStream;

/** A JLine terminal on a virtual screen that records what is written to it and can stop reading. */
public final class TestTerminal extends LineDisciplineTerminal {
    /** The features of the terminal: it can do everything. */
    public static final TerminalFeatures FULL =
            new TerminalFeatures(ColorLevel.TRUECOLOR, GlyphSet.UNICODE, false, true);

    private static final String TYPE = "ansi";
    private final ScreenTerminal screen;
    private final List<byte[]> writes = new CopyOnWriteArrayList<>();
    private final Semaphore reading = new Semaphore(1);
    private final Output output = new Output();

    private TestTerminal(ScreenTerminal screen, DelegateOutputStream delegate) throws IOException {
        super("test", TYPE, delegate, StandardCharsets.UTF_8, SignalHandler.SIG_IGN);
        this.screen = screen;
    }

    /** Returns a terminal of a size, in the modes of a fresh tty. */
    public static TestTerminal of(int columns, int rows) {
        try {
            InfoCmp.setLoadedInfoCmp(TYPE, () -> InfoCmp.getDefaultInfoCmp(TYPE)); // Starts no infocmp.
            DelegateOutputStream delegate = new DelegateOutputStream();
            TestTerminal terminal = new TestTerminal(new ScreenTerminal(columns, rows), delegate);
            ScreenTerminal.wireTerminal(terminal.screen, terminal, delegate);
            terminal.setSize(Size.of(columns, rows));
            return terminal;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits, with a deadline, for another thread. */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never: " + what);
            }
            LockSupport.parkNanos(100_000);
        }
    }

    /** Returns the rows as shown, without blanks at their ends. */
    public List<String> rows() {
        return screen.toString().lines().map(String::stripTrailing).toList();
    }

    /** Returns one row as shown, without blanks at its end. */
    public String row(int row) {
        return rows().get(row);
    }

    /** Returns the cell's foreground as 24 bits, or -1 if it is the terminal's default. */
    public int foreground(int column, int row) {
        long cell = cell(column, row);
        return ScreenTerminal.cellHasForeground(cell)
                ? ScreenTerminal.cellColorRgb(ScreenTerminal.cellForeground(cell)) & 0xffffff
                : -1;
    }

    private long cell(int column, int row) {
        long[] cells = new long[screen.getColumns() * screen.getRows()];
        screen.dump(cells, null);
        return cells[row * screen.getColumns() + column];
    }

    /** Changes the size, without a signal. */
    public void resize(int columns, int rows) {
        screen.setSize(Size.of(columns, rows));
        setSize(Size.of(columns, rows));
    }

    /** Sends bytes as a terminal does for keys. */
    public void send(String keys) {
        try {
            processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns each write since the last call. */
    public List<String> takeWrites() {
        List<String> taken = writes.stream()
                .map(write -> new String(write, StandardCharsets.UTF_8))
                .toList();
        writes.clear();
        return taken;
    }

    /** Makes writes block from now on, as on a terminal whose reader is gone. */
    public void stopReading() {
        reading.acquireUninterruptibly();
    }

    /** Undoes {@link #stopReading}. */
    public void readOn() {
        reading.release();
    }

    @Override
    public OutputStream output() {
        return output;
    }

    private final class Output extends OutputStream {
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            held.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            held.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (held.size() > 0) {
                reading.acquireUninterruptibly();
                reading.release();
                byte[] write = held.toByteArray();
                held.reset();
                slaveOutput.write(write);
                writes.add(write);
            }
        }
    }
}
