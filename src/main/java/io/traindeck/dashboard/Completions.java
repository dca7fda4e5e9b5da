package io.traindeck.dashboard;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** The words that Tab offers on the command line: commands first, then the arguments of the command. */
final class Completions implements Completer {
    private final Supplier<List<String>> commands;
    private final Function<String, List<String>> arguments;

    /**
     * @param commands the commands there are now
     * @param arguments what a command takes; empty if that cannot be listed
     */
    Completions(Supplier<List<String>> commands, Function<String, List<String>> arguments) {
        this.commands = commands;
        this.arguments = arguments;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words =
                switch (line.wordIndex()) {
                    case 0 -> commands.get();
                    case 1 -> arguments.apply(line.words().get(0));
                    default -> List.of();
                };
        words.forEach(word -> candidates.add(new Candidate(word)));
    }
}
