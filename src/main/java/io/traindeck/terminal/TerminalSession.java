package io.traindeck.terminal;

import com.googlecode.lanterna.input.KeyStroke;
import io.traindeck.terminal.Signals.Registration;
import io.traindeck.terminal.Signals.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.utils.OSUtils;

/**
 * The time in which the terminal is ours: from opening the screen to leaving the terminal exactly as it was found,
 * however the program ends — by closing, by an exception, by INT, TERM or HUP, by {@link System#exit}; and given back
 * in between while stopped by Ctrl-Z.
 */
public final class TerminalSession implements AutoCloseable {
    /**
     * The time that leaving waits for a terminal that does not read; after it the modes are restored, but not the
     * picture.
     */
    private static final Duration LAST_FRAME_WAIT = Duration.ofMillis(500);

    /** A control character nobody can type: {@code _POSIX_VDISABLE}. */
    private static final int DISABLED = OSUtils.IS_LINUX ? 0 : 0xff;

    /** Stops this process and returns when it is continued. */
    @FunctionalInterface
    interface Stop {
        void run() throws IOException;
    }

    private final Terminal tty;
    private final Attributes found;
    private final Attributes ours;
    private final LanternaTerminal terminal;
    private final FrameScreen screen;
    private final Stop stop;
    private final Consumer<String> afterwards;
    private final List<Runnable> undo = new ArrayList<>();
    private String farewell = "";
    private boolean closed;

    /**
     * Takes over the terminal this process was started on.
     *
     * @param afterwards prints the farewell, once the terminal is left
     * @throws IOException if there is none
     */
    public static TerminalSession open(SystemTerminal tty, TerminalFeatures features, Consumer<String> afterwards)
            throws IOException {
        TerminalSession session = new TerminalSession(tty.open(), features, Signals::stopThisProcess, afterwards);
        session.guard();
        return session;
    }

    TerminalSession(Terminal tty, TerminalFeatures features, Stop stop, Consumer<String> afterwards)
            throws IOException {
        this.tty = tty;
        this.stop = stop;
        this.afterwards = afterwards;
        found = tty.getAttributes();
        ours = raw(found);
        tty.setAttributes(ours);
        terminal = new LanternaTerminal(tty, features);
        screen = new FrameScreen(terminal);
        screen.startScreen();
    }

    /** The screen to draw on. */
    public FrameScreen screen() {
        return screen;
    }

    /** The adapter below the screen, for keys and wake-ups. */
    public LanternaTerminal terminal() {
        return terminal;
    }

    /**
     * Waits for a key, as {@link LanternaTerminal#awaitInput}; also returns, without one, when there is a reason to
     * draw: another size, or the terminal is ours again.
     */
    public Optional<KeyStroke> awaitKey(Duration limit) {
        return Optional.ofNullable(terminal.awaitInput(limit));
    }

    /** Sets the text to print on the terminal once it is left, in whatever way. */
    public void farewell(String text) {
        synchronized (screen) {
            farewell = text;
        }
    }

    /**
     * Gives the terminal back, stops this process and, when it is continued, takes the terminal over again.
     *
     * @throws UncheckedIOException if the process cannot be stopped; the terminal is ours again then, too
     */
    public void suspend() {
        // Nobody draws meanwhile.
        synchronized (screen) {
            if (closed) {
                return;
            }
            leave();
            try {
                stop.run();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot stop: " + e.getMessage(), e);
            } finally {
                enter(terminal::enterPrivateMode);
            }
        }
        terminal.wakeUp();
    }

    /** Leaves the terminal as it was found and prints stray output and the farewell. Once; more calls do nothing. */
    @Override
    public void close() {
        synchronized (screen) {
            if (!closed) {
                closed = true;
                leave();
                terminal.close();
                undo.forEach(Runnable::run);
                if (!farewell.isEmpty()) {
                    afterwards.accept(farewell);
                }
            }
        }
    }

    private void guard() {
        Thread hook = new Thread(this::close, "terminal-restore");
        Runtime.getRuntime().addShutdownHook(hook);
        Registration resize = Signals.on(Signal.WINCH, terminal::wakeUp);
        Registration suspend = Signals.on(Signal.TSTP, this::suspend);
        Registration resume = Signals.on(Signal.CONT, this::resume);
        StrayOutput stray = new StrayOutput();
        undo.addAll(List.of(resize::close, suspend::close, resume::close, () -> unhook(hook), stray::close));
    }

    /**
     * Takes the terminal over again after a stop that we could not see coming (SIGSTOP): the shell has used it
     * meanwhile.
     */
    void resume() {
        synchronized (screen) {
            if (!closed) {
                enter(terminal::enterPrivateModeAgain);
            }
        }
        terminal.wakeUp();
    }

    /** Sets the modes of the terminal. */
    private interface Modes {
        void set() throws IOException;
    }

    private void enter(Modes modes) {
        setAttributes(ours);
        terminal.forget();
        try {
            modes.set();
        } catch (IOException e) {
            throw new IllegalStateException("a frame in memory does not throw", e);
        }
        screen.redrawAll();
    }

    private void leave() {
        terminal.forget();
        terminal.writer().writeWithin(LanternaTerminal.LEAVE, LAST_FRAME_WAIT);
        setAttributes(found);
    }

    private void setAttributes(Attributes attributes) {
        try {
            tty.setAttributes(attributes);
        } catch (IllegalStateException e) {
            // JLine's own shutdown hook was faster and has set the attributes it found, which are those we found.
        }
    }

    private void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            tty.close();
        } catch (IllegalStateException e) {
            // Java is shutting down: this is the hook, and JLine's closes the terminal.
        } catch (IOException e) {
            throw new IllegalStateException("the terminal cannot be closed: " + e.getMessage(), e);
        }
    }

    /**
     * Makes the attributes that we need: keys come one by one and unechoed, and Ctrl-S is an ordinary key. Ctrl-C and
     * Ctrl-Z stay signals, so that they work while the program is busy. Ctrl-\ is off: Java would answer it with a
     * thread dump across the screen.
     */
    private static Attributes raw(Attributes found) {
        Attributes raw = new Attributes(found);
        raw.setLocalFlag(LocalFlag.ICANON, false);
        raw.setLocalFlag(LocalFlag.ECHO, false);
        raw.setLocalFlag(LocalFlag.IEXTEN, false);
        raw.setInputFlag(InputFlag.IXON, false);
        raw.setInputFlag(InputFlag.ICRNL, false);
        raw.setInputFlag(InputFlag.INLCR, false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        raw.setControlChar(ControlChar.VQUIT, DISABLED);
        return raw;
    }
}
