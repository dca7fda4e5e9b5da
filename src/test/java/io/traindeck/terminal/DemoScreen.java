package io.traindeck.terminal;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import org.jline.reader.impl.completer.StringsCompleter;

/** A small program on a {@link TerminalSession}, started by tests in a tmux pane. */
final class DemoScreen {
    private static final Duration TICK = Duration.ofMillis(100);

    private final TerminalSession session;
    private final FrameScreen screen;
    private final CommandLine commandLine;
    private String lastKey = "none";
    private String lastLine = "none";

    private DemoScreen(TerminalSession session, TerminalFeatures features) {
        this.session = session;
        screen = session.screen();
        commandLine = new CommandLine(
                new CellText(features.glyphs()),
                new StringsCompleter("pause", "resume", "checkpoint"),
                Optional.empty(),
                session.terminal()::wakeUp);
    }

    /** With the argument {@code once}, ends after the first frame and prints the ms since the start of Java. */
    public static void main(String[] arguments) throws IOException {
        TerminalFeatures features = TerminalFeatures.of(System.getenv(), false);
        try (TerminalSession session = TerminalSession.open(new SystemTerminal(), features, System.out::println)) {
            session.farewell("farewell");
            System.err.println("stray line");
            new DemoScreen(session, features).run(arguments.length > 0);
        }
    }

    private void run(boolean once) throws IOException {
        boolean running = true;
        for (int frame = 0; running; frame++) {
            draw(frame);
            if (once) {
                long sinceStart = System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime();
                session.farewell("first frame after " + sinceStart + " ms");
                return;
            }
            Optional<KeyStroke> key = session.awaitKey(TICK);
            running = key.isEmpty() || obey(key.get());
            commandLine.takeLine().ifPresent(line -> lastLine = line);
        }
    }

    private boolean obey(KeyStroke key) {
        if (commandLine.isOpen()) {
            commandLine.type(key);
            return true;
        }
        boolean character = key.getKeyType() == KeyType.Character;
        lastKey = character ? key.getCharacter().toString() : key.getKeyType().toString();
        if (lastKey.equals(":")) {
            commandLine.open(":");
        } else if (lastKey.equals("x")) {
            throw new IllegalStateException("thrown on purpose");
        }
        return !lastKey.equals("q") && key.getKeyType() != KeyType.EOF;
    }

    private void draw(int frame) throws IOException {
        screen.doResizeIfNecessary();
        TerminalSize size = screen.getTerminalSize();
        TextGraphics graphics = screen.newTextGraphics();
        graphics.fill(' ');
        graphics.putString(0, 0, "size " + size.getColumns() + "x" + size.getRows());
        graphics.setForegroundColor(new TextColor.RGB(80, 200, 120));
        graphics.putString(0, 1, "key " + lastKey + " line " + lastLine + " ünï 漢 ⣿█");
        graphics.putString(0, 2, "frame " + frame);
        graphics.putString(0, size.getRows() - 1, "footer");
        TerminalPosition cursor = commandLine.isOpen() ? commandLine.draw(screen.newTextGraphics()) : null;
        screen.setCursorPosition(cursor);
        session.terminal().typesPastes(commandLine.isOpen());
        screen.refresh();
    }
}
