package io.traindeck.cli;

import io.traindeck.cli.option.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/**
 * Answers to {@code --help} and {@code --version}, word for word as picocli gives them. picocli needs longer to find
 * them than Java needs to start.
 */
final class ReadyAnswer {
    /** The columns of the help: it is read as prose, so a wider window does not make its lines longer. */
    static final int WIDTH = 80;

    /** The resource that holds the help, with its colours. */
    static final String HELP = "/help.txt";

    private static final char ESCAPE = '\033';

    private ReadyAnswer() {}

    /** Returns the text to print for these arguments; empty if they ask for something else. */
    static Optional<String> to(String... arguments) {
        if (arguments.length != 1) {
            return Optional.empty();
        }
        return switch (arguments[0]) {
            case "-h", "--help" -> Optional.of(help(Ansi.AUTO.enabled()));
            case "-V", "--version" ->
                Optional.of(String.join(System.lineSeparator(), new Versions().getVersion()) + System.lineSeparator());
            default -> Optional.empty();
        };
    }

    /** The help of the whole program. */
    static String help(boolean coloured) {
        try (InputStream file = ReadyAnswer.class.getResourceAsStream(HELP)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return coloured ? text : withoutColours(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar cannot be read: " + e.getMessage(), e);
        }
    }

    private static String withoutColours(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int from = 0;
        for (int escape = text.indexOf(ESCAPE); escape >= 0; escape = text.indexOf(ESCAPE, from)) {
            plain.append(text, from, escape);
            from = text.indexOf('m', escape) + 1;
        }
        return plain.append(text, from, text.length()).toString();
    }
}
