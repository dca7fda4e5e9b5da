package io.traindeck.listen;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words that start this program again. */
final class OwnCommand {
    /** Java itself knows no arguments of a command line of more than 4095 bytes, as one with a long class path has. */
    private static final Path WORDS = Path.of("/proc/self/cmdline");

    private OwnCommand() {}

    /** Returns the words; empty if the system does not tell all of them. */
    static Optional<List<String>> words() {
        return words(WORDS, ProcessHandle.current().info());
    }

    /**
     * @param cmdline the words as Linux tells them; missing on other systems
     * @param process what Java knows of this process
     */
    static Optional<List<String>> words(Path cmdline, ProcessHandle.Info process) {
        List<String> told = told(cmdline);
        // The first word is what was typed, which the PATH of another day may not find.
        Optional<String> program = process.command().or(() -> told.stream().findFirst());
        Optional<List<String>> arguments =
                told.isEmpty() ? process.arguments().map(List::of) : Optional.of(told.subList(1, told.size()));
        if (program.isEmpty() || arguments.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        words.add(program.get());
        words.addAll(arguments.get());
        return Optional.of(words);
    }

    private static List<String> told(Path cmdline) {
        try {
            // Each word ends with a NUL; one that is empty counts.
            String text = new String(Files.readAllBytes(cmdline), Charset.defaultCharset());
            return text.endsWith("\0")
                    ? List.of(text.substring(0, text.length() - 1).split("\0", -1))
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
