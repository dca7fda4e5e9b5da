package io.traindeck.cli.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The value of an argument, or of an option.
 *
 * @param label the name that the help has for it
 * @param words all words that may be typed if {@code kind} is WORD; else empty
 */
record Value(String label, Kind kind, List<String> words) {
    enum Kind {
        /** The value is one of a few words. */
        WORD,
        /** The name of a run, or the path of its folder. */
        RUN,
        /** The name of a run, or a path of any file or folder. */
        RUN_OR_FILE,
        FILE,
        FOLDER,
        /** A number, or anything else that nobody can guess. */
        ANYTHING
    }

    static Value of(ArgSpec argument, CommandSpec command) {
        List<String> words = words(argument, command);
        String label = argument.paramLabel();
        return new Value(label, words.isEmpty() ? kind(label, argument) : Kind.WORD, words);
    }

    private static List<String> words(ArgSpec argument, CommandSpec command) {
        if (command.helpCommand()) {
            return command.parent().subcommands().values().stream()
                    .map(sister -> sister.getCommandSpec())
                    .filter(sister -> !sister.usageMessage().hidden() && sister != command)
                    .map(CommandSpec::name)
                    .toList();
        }
        List<String> words = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        }
        return List.copyOf(words);
    }

    private static Kind kind(String label, ArgSpec argument) {
        boolean path = List.of(argument.typeInfo().getClassName(), elementType(argument))
                .contains(Path.class.getName());
        return switch (label) {
            case "RUN" -> Kind.RUN;
            case "RUN|PATH", "RUN|FILE" -> Kind.RUN_OR_FILE;
            case "DIR" -> path ? Kind.FOLDER : Kind.ANYTHING;
            default -> path ? Kind.FILE : Kind.ANYTHING;
        };
    }

    private static String elementType(ArgSpec argument) {
        return argument.auxiliaryTypes().length == 0 ? "" : argument.auxiliaryTypes()[0].getName();
    }
}
