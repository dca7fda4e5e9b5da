package io.traindeck.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.terminal.ansi.ANSITerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingInputStream;
import org.jline.utils.WCWidth;

/**
 * Lanterna's terminal on top of a JLine terminal: a tty, an ssh channel or a virtual screen.
 *
 * <p>All that Lanterna says between two flushes becomes one frame: one write, marked as a synchronised update (DEC mode
 * 2026), so that it shows at once or not at all. A frame in which nothing changed is not written. Writing never blocks:
 * see {@link FrameWriter}. Used by one thread at a time; {@link #wakeUp} may be called by any.
 */
public final class LanternaTerminal extends ANSITerminal {
    private static final byte[] BEGIN_UPDATE = ascii("\033[?2026h");
    private static final byte[] END_UPDATE = ascii("\033[?2026l");

    /** What is kept of the terminal, for {@link #LEAVE} to give back: the title of its window, and mode 1007. */
    private static final String KEEP = "\033[22;2t\033[?1007s";

    /**
     * Alternate screen; pasted text marked as such, so that it cannot be taken for keys; and the mouse wheel as arrow keys
     * (1007), which leaves selecting with the mouse to the terminal.
     */
    private static final String MODES = "\033[?1049h\033[?2004h\033[?1007h";

    static final byte[] ENTER = ascii(KEEP + MODES);

    /** Undoes {@link #ENTER} and whatever a frame that was cut off may have left: update, attributes, hidden cursor. */
    static final byte[] LEAVE = ascii("\033[?2026l\033[?2004l\033[?1007r\033[0m\033[?25h\033[23;2t\033[?1049l");

    /**
     * The maximum number of bytes that are copied: some terminals drop sequences that are longer than a few kilobytes.
     */
    static final int MOST_COPIED = 3072;

    /** The size of terminals that do not know theirs, such as serial lines. */
    private static final TerminalSize USUAL_SIZE = new TerminalSize(80, 24);

    private final Terminal tty;
    private final TerminalFeatures features;
    private final ByteArrayOutputStream frame;
    private final KeyDecoder decoder;
    private final KeyReader keys;
    private final FrameWriter writer;
    private final Pen pen;
    private TerminalSize lastSize = USUAL_SIZE;
    private boolean cursorVisible = true;
    private final WindowTitle title;

    /**
     * Starts reading keys. The terminal must be in raw mode, and its modes and its life remain the caller's business.
     */
    public LanternaTerminal(Terminal tty, TerminalFeatures features) {
        this(tty, features, new ByteArrayOutputStream());
    }

    private LanternaTerminal(Terminal tty, TerminalFeatures features, ByteArrayOutputStream frame) {
        // Keys do not come by Lanterna's decoder, so its input is empty.
        super(InputStream.nullInputStream(), frame, StandardCharsets.UTF_8);
        this.tty = tty;
        this.features = features;
        this.frame = frame;
        pen = new Pen(features.colors());
        title = new WindowTitle(features.window());
        // JLine's streams have no usable available(), and peek() loses bytes on pipes: read with a time limit is what
        // works.
        NonBlockingInputStream input = (NonBlockingInputStream) tty.input();
        decoder = new KeyDecoder(input::read);
        keys = new KeyReader(decoder);
        writer = new FrameWriter(tty.output(), keys::end);
        keys.start();
        writer.start();
    }

    /** Returns whether the terminal took all earlier frames, so that a new one would be sent. */
    public boolean isReadyForFrame() {
        return writer.isIdle();
    }

    /** Waits for a key: null if none comes in time or {@link #wakeUp} is called, EOF when the terminal is gone. */
    public KeyStroke awaitInput(Duration limit) {
        try {
            return keys.await(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Ends a wait for keys, from any thread: there is something to draw. */
    public void wakeUp() {
        keys.wakeUp();
    }

    /**
     * Puts text on the clipboard of whoever looks at the terminal, through ssh too (OSC 52): it goes out with the next
     * frame. A terminal that does not know this, or does not allow it, ignores it without an answer.
     *
     * @param text is cut after {@link #MOST_COPIED} bytes; control characters other than tab and end of line become
     *     question marks
     */
    public void copy(String text) {
        byte[] bytes =
                text.replaceAll("[\\p{Cntrl}\\x80-\\x9f&&[^\\t\\n]]", "?").getBytes(StandardCharsets.UTF_8);
        int end = Math.min(bytes.length, MOST_COPIED);
        while (end < bytes.length && isInsideCharacter(bytes[end])) {
            end--;
        }
        String kept = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, end));
        try {
            writeToTerminal(ascii("\033]52;c;" + kept + "\007"));
        } catch (IOException e) {
            throw new IllegalStateException("a frame in memory does not throw", e);
        }
    }

    /**
     * Calls a person who looks elsewhere: the call goes out with the next frame.
     *
     * @param from who calls; {@code text} says why. Both may hold what strangers wrote
     */
    public void notify(Notifier notifier, String from, String text) {
        send(notifier.sequence(from, text));
    }

    /**
     * Sets the title of the window until the screen is left: it goes out with the next frame.
     *
     * @param words may hold what strangers wrote
     */
    public void title(String words) {
        send(title.telling(words));
    }

    private void send(String sequence) {
        try {
            writeToTerminal(sequence.getBytes(features.glyphs().charset()));
        } catch (IOException e) {
            throw new IllegalStateException("a frame in memory does not throw", e);
        }
    }

    /** Returns whether a byte of UTF-8 goes on with the character of the byte before it. */
    private static boolean isInsideCharacter(byte b) {
        return (b & 0xc0) == 0x80;
    }

    /** Says whether pasted text counts as typed, as on a command line, or as nothing; at first it counts as nothing. */
    public void typesPastes(boolean typesPastes) {
        decoder.typesPastes(typesPastes);
    }

    FrameWriter writer() {
        return writer;
    }

    /** Forgets a frame that was begun, and the state of cursor and colours: the terminal was used by somebody else. */
    void forget() {
        frame.reset();
        forgetState();
    }

    private void forgetState() {
        title.forget();
        cursorVisible = true;
        pen.forget();
    }

    @Override
    public KeyStroke pollInput() {
        return awaitInput(Duration.ZERO);
    }

    @Override
    public KeyStroke readInput() {
        KeyStroke key;
        do {
            key = awaitInput(Duration.ofMinutes(1));
        } while (key == null && !Thread.currentThread().isInterrupted());
        return key;
    }

    /** Asks the system, not the terminal: Lanterna's cursor report may take seconds and mixes with keys. */
    @Override
    protected TerminalSize findTerminalSize() {
        try {
            Size size = tty.getSize();
            boolean known = size.getColumns() > 0 && size.getRows() > 0;
            lastSize = known ? new TerminalSize(size.getColumns(), size.getRows()) : USUAL_SIZE;
        } catch (IllegalStateException e) {
            // JLine closed the terminal in its shutdown hook while we draw a last frame that nobody will see.
        }
        return lastSize;
    }

    @Override
    public void enterPrivateMode() throws IOException {
        // This goes out with the first frame.
        writeToTerminal(ENTER);
    }

    /** Sets the modes again, of which others may have undone some: what was found is kept already. */
    void enterPrivateModeAgain() throws IOException {
        writeToTerminal(ascii(MODES));
    }

    @Override
    public void exitPrivateMode() throws IOException {
        writeToTerminal(LEAVE);
        forgetState();
        flush();
    }

    @Override
    public void putCharacter(char c) throws IOException {
        putString(String.valueOf(c));
    }

    /**
     * Writes whole strings: Lanterna's own way, char by char, breaks emoji and adds a NUL after two-byte characters.
     */
    @Override
    public void putString(String text) throws IOException {
        writeToTerminal(ascii(pen.changes()));
        writeToTerminal(encode(text));
    }

    private byte[] encode(String text) {
        // The last guard: text is cleaned where it enters, but no control character may pass here whatever happens.
        String harmless = CellText.hasControl(text) ? text.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", "?") : text;
        if (features.glyphs() == GlyphSet.ASCII && harmless.codePoints().anyMatch(c -> c > '~')) {
            return ascii("?".repeat(Math.max(1, WCWidth.wcwidth(harmless.codePointAt(0)))));
        }
        return harmless.getBytes(features.glyphs().charset());
    }

    @Override
    public void setForegroundColor(TextColor color) {
        pen.foreground(color);
    }

    @Override
    public void setBackgroundColor(TextColor color) {
        pen.background(color);
    }

    @Override
    public void resetColorAndSGR() throws IOException {
        super.resetColorAndSGR();
        pen.reset();
    }

    @Override
    public void clearScreen() throws IOException {
        // Erased cells take the background colour.
        writeToTerminal(ascii(pen.changes()));
        super.clearScreen();
    }

    @Override
    public void setCursorVisible(boolean visible) throws IOException {
        if (visible != cursorVisible) {
            super.setCursorVisible(visible);
            cursorVisible = visible;
        }
    }

    /** Hands the frame over if the writer is free; else keeps it, to go out before the next. */
    @Override
    public void flush() throws IOException {
        if (frame.size() == 0 || !writer.isIdle()) {
            return;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(frame.size() + BEGIN_UPDATE.length + END_UPDATE.length);
        whole.write(BEGIN_UPDATE);
        frame.writeTo(whole);
        whole.write(END_UPDATE);
        if (writer.offer(whole.toByteArray())) {
            frame.reset();
        }
    }

    /** Stops reading keys and taking frames; the terminal is as it was left by the last frame. */
    @Override
    public void close() {
        writer.close();
        keys.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
