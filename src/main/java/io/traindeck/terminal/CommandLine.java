package io.traindeck.terminal;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import io.traindeck.terminal.Signals.Registration;
import io.traindeck.terminal.Signals.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultHighlighter;
import org.jline.utils.AttributedString;

/**
 * A line of input at the bottom of the screen, edited by JLine's {@link LineReader}: history, completion, all the usual
 * keys.
 *
 * <p>The reader works on a small terminal in memory, and its cells are drawn as a panel over the bottom rows (more than
 * one while it lists completions). So the picture above lives on, nothing but frames is ever written to the real
 * terminal, and a terminal that does not read does not hold the reader up. Give it keys by {@link #type}, draw it in
 * each frame, and ask {@link #takeLine}. Used by one thread.
 */
public final class CommandLine implements AutoCloseable {
    /** The rows that the panel may grow to while completions are listed. */
    private static final int MOST_ROWS = 8;

    /** How long cancelling waits for the reader to let go of its terminal; it needs a few ms. */
    private static final Duration CANCEL_WAIT = Duration.ofSeconds(1);

    private static final String DELETE = "\u007f";
    private static final String CLEAR_SCREEN = "\f";

    private final CellText text;
    private final Completer completer;
    private final Optional<Path> history;
    private final Runnable changed;
    /**
     * Made when first needed, and the reader on the editing thread: JLine takes a while, and most views never need it.
     */
    private VirtualPanel panel;

    private LineReader reader;
    private final KeyBytes bytes = new KeyBytes();
    private Thread editing = new Thread();
    private volatile Registration interrupt;
    private volatile boolean open;
    private volatile String entered;
    private volatile String typed = "";

    /**
     * Starts closed.
     *
     * @param completer what Tab offers
     * @param history the file that keeps entered lines, if any
     * @param changed runs on another thread whenever there is something new to draw or to take
     */
    public CommandLine(CellText text, Completer completer, Optional<Path> history, Runnable changed) {
        this.text = text;
        this.completer = completer;
        this.history = history;
        this.changed = changed;
    }

    /** Begins an empty line. */
    public void open(String prompt) {
        open(prompt, "");
    }

    /**
     * Begins a line of which some is there already. Until it ends, Ctrl-C and INT cancel it instead of ending the
     * program.
     */
    public void open(String prompt, String begun) {
        open(prompt, begun, true);
    }

    /** Begins a line as {@link #open(String, String)} does, but does not keep it among the earlier ones. */
    public void openPrivate(String prompt, String begun) {
        open(prompt, begun, false);
    }

    private void open(String prompt, String begun, boolean remembered) {
        cancel();
        if (editing.isAlive()) {
            // The reader reads one line at a time, and is still leaving the last one.
            return;
        }
        entered = null;
        typed = begun;
        open = true;
        if (panel == null) {
            panel = new VirtualPanel(MOST_ROWS, text, changed);
        }
        panel.clear();
        editing = new Thread(() -> edit(prompt, begun, remembered), "command-line");
        editing.setDaemon(true);
        interrupt = Signals.on(Signal.INT, editing::interrupt);
        editing.start();
    }

    /** Whether a line is being edited. */
    public boolean isOpen() {
        return open;
    }

    /** What has been typed of the line that is being edited. */
    public String typed() {
        return typed;
    }

    /**
     * The line that was entered, without blanks around it, once; empty while it is edited and after it was cancelled.
     */
    public Optional<String> takeLine() {
        Optional<String> taken = Optional.ofNullable(entered);
        entered = null;
        return taken;
    }

    /** Edits the line; Escape and Ctrl-C cancel it, and so does deleting when it is empty. */
    public void type(KeyStroke key) {
        boolean ctrlC = key.isCtrlDown() && key.getKeyType() == KeyType.Character && key.getCharacter() == 'c';
        if (key.getKeyType() == KeyType.Escape || ctrlC) {
            cancel();
        } else if (open) {
            panel.type(bytes.of(key));
        }
    }

    /** Leaves the line, entering nothing. */
    public void cancel() {
        editing.interrupt();
        try {
            editing.join(CANCEL_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Draws the open line over the last rows of an area, in the area's colours.
     *
     * @return where the cursor belongs
     */
    public TerminalPosition draw(TextGraphics area) {
        int columns = area.getSize().getColumns();
        if (columns != panel.columns()) {
            panel.resize(columns);
            // The reader draws itself anew.
            panel.type(CLEAR_SCREEN.getBytes());
        }
        return panel.draw(area);
    }

    @Override
    public void close() {
        cancel();
    }

    private void edit(String prompt, String begun, boolean remembered) {
        try {
            if (reader == null) {
                reader = newReader();
            }
            reader.setVariable(LineReader.DISABLE_HISTORY, !remembered);
            entered = reader.readLine(prompt, null, begun).strip();
        } catch (UserInterruptException | EndOfFileException e) {
            // Cancelled: nothing was entered.
        } finally {
            interrupt.close();
            open = false;
            changed.run();
        }
    }

    private LineReader newReader() {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(panel.tty())
                .completer(completer)
                .highlighter(new Watched())
                // An exclamation mark recalls no earlier line.
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.CASE_INSENSITIVE, true)
                .option(Option.AUTO_FRESH_LINE, false)
                .option(Option.BRACKETED_PASTE, false)
                .option(Option.ERASE_LINE_ON_FINISH, true)
                .option(Option.HISTORY_TIMESTAMPED, false)
                .variable(LineReader.BELL_STYLE, "none");
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        LineReader made = builder.build();
        String name = "delete-or-leave";
        made.getWidgets().put(name, () -> {
            if (made.getBuffer().length() == 0) {
                throw new UserInterruptException("");
            }
            made.callWidget(LineReader.BACKWARD_DELETE_CHAR);
            return true;
        });
        made.getKeyMaps().get(LineReader.MAIN).bind(new Reference(name), DELETE);
        return made;
    }

    /** Learns what has been typed whenever it is drawn: the buffer itself belongs to the editing thread. */
    private final class Watched extends DefaultHighlighter {
        @Override
        public AttributedString highlight(LineReader drawn, String buffer) {
            typed = buffer;
            return super.highlight(drawn, buffer);
        }
    }
}
