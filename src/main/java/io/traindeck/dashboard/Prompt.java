package io.traindeck.dashboard;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;
import io.traindeck.dashboard.draw.Themes;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.run.RunFolder;
import io.traindeck.terminal.CellText;
import io.traindeck.terminal.CommandLine;
import io.traindeck.terminal.TerminalSession;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The command line at the bottom of whatever page is shown. */
final class Prompt implements AutoCloseable {
    private static final List<String> EVERYWHERE = List.of("theme", "open", "messages", "help", "quit");

    private final TerminalSession session;
    private final CellText text;
    private final Optional<Path> history;
    private final List<Path> folders;
    private final Themes themes;

    /**
     * The command line, made when it is first needed: most viewers never type a command, and making it takes a while.
     */
    private CommandLine line;

    private List<String> pageCommands = List.of();
    private Function<String, List<String>> pageArguments = command -> List.of();
    private boolean wasOpen;
    private boolean searching;

    /** @param history the file that keeps entered lines, if any */
    Prompt(TerminalSession session, CellText text, Optional<Path> history, List<Path> folders, Themes themes) {
        this.session = session;
        this.text = text;
        this.history = history;
        this.folders = folders;
        this.themes = themes;
    }

    /** Begins a line that is meant for a page. */
    void open(String begun, Page page) {
        searching = false;
        pageCommands = page.commands();
        pageArguments = page::arguments;
        make();
        line.open(":", begun);
        opened();
    }

    /** Begins to search on a page. */
    void search(Page page) {
        searching = true;
        make();
        line.openPrivate("/", page.sought());
        opened();
    }

    private void make() {
        if (line == null) {
            line = new CommandLine(
                    text, new Completions(this::commands, this::arguments), history, session.terminal()::wakeUp);
        }
    }

    private void opened() {
        wasOpen = true;
        session.terminal().typesPastes(true);
    }

    boolean isOpen() {
        return wasOpen;
    }

    /** The text that has been typed of the command that is being edited; empty if none is. */
    String typed() {
        return wasOpen && !searching && line.isOpen() ? line.typed() : "";
    }

    void type(KeyStroke key) {
        line.type(key);
    }

    TerminalPosition draw(TextGraphics graphics) {
        return line.draw(graphics);
    }

    /** Takes what was entered. A search that is left without entering anything is a search for nothing. */
    Optional<TypedCommand> takeCommand() {
        if (!wasOpen || line.isOpen()) {
            return Optional.empty();
        }
        wasOpen = false;
        session.terminal().typesPastes(false);
        Optional<String> entered = line.takeLine();
        return searching
                ? Optional.of(new TypedCommand(TypedCommand.SEARCH, entered.orElse("")))
                : entered.map(TypedCommand::of);
    }

    /** All commands that may be typed now. */
    List<String> commands() {
        return searching
                ? List.of()
                : Stream.concat(pageCommands.stream(), EVERYWHERE.stream()).toList();
    }

    private List<String> arguments(String command) {
        return switch (command) {
            case "theme" -> themes.names();
            case "open" -> runs();
            default -> pageArguments.apply(command);
        };
    }

    private List<String> runs() {
        List<String> names = new ArrayList<>();
        for (Path folder : folders) {
            try (DirectoryStream<Path> runs = Files.newDirectoryStream(folder)) {
                for (Path run : runs) {
                    if (Files.exists(new RunFolder(run).events())) {
                        names.add(text.clean(run.getFileName().toString()));
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                // A folder that cannot be listed has nothing to offer.
            }
        }
        return names;
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
        }
    }
}
