package io.traindeck.cli.install;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The completion for fish: a line for each command, option and argument. */
final class FishCompletion {
    private static final String FUNCTIONS =
            """
            # The command that was typed and how many arguments stand behind it; nothing if there is no command yet.
            function __traindeck_place
                set -l command
                set -l place 0
                set -l value false
                for word in (commandline -opc)[2..-1]
                    if test $value = true
                        set value false
                    else if contains -- $word $__traindeck_valued
                        set value true
                    else if string match -q -- '-*' $word
                    else if test -z "$command"
                        set command $word
                    else
                        set place (math $place + 1)
                    end
                end
                test -z "$command"; or echo $command $place
            end

            # The runs in the folders that are named, or in the usual one.
            function __traindeck_runs
                set -l folders
                set -l words (commandline -opc)
                for i in (seq (count $words))
                    if test "$words[$i]" = --runs; and set -q words[(math $i + 1)]
                        set -a folders $words[(math $i + 1)]
                    else if string match -q -- '--runs=*' $words[$i]
                        set -a folders (string replace -- --runs= '' $words[$i])
                    end
                end
                set -q folders[1]; or set folders (test -n "$TRAINDECK_RUNS"; and echo $TRAINDECK_RUNS; or echo runs)
                for folder in $folders
                    for run in $folder/*/
                        basename $run
                    end
                end
            end

            complete -c traindeck -f
            """;

    private FishCompletion() {}

    static String of(Grammar root) {
        String valued = Stream.concat(Stream.of(root), root.commands().stream())
                .flatMap(command -> command.options().stream())
                .filter(option -> option.value().isPresent())
                .flatMap(option -> option.names().stream())
                .distinct()
                .collect(Collectors.joining(" "));
        StringBuilder script =
                new StringBuilder("# Completion of traindeck for fish, made by: traindeck completion fish\n\n");
        script.append("set -g __traindeck_valued ")
                .append(valued)
                .append("\n\n")
                .append(FUNCTIONS);
        String before = "not string length -q -- (__traindeck_place)";
        options(script, before, root.options());
        for (Grammar command : root.commands()) {
            line(script, before, "-a " + command.name(), command.about());
        }
        for (Grammar command : root.commands()) {
            String after = "string match -q -- '" + command.name() + " *' (__traindeck_place)";
            options(script, after, command.options());
            int place = 0;
            for (Grammar.Argument argument : command.arguments()) {
                String pattern = command.name() + " " + (argument.repeated() ? "*" : Integer.toString(place));
                String when = "string match -q -- '" + pattern + "' (__traindeck_place)";
                choices(argument.value()).ifPresent(choices -> line(script, when, choices, ""));
                place++;
            }
        }
        return script.toString();
    }

    private static void options(StringBuilder script, String when, List<Grammar.Flag> options) {
        for (Grammar.Flag option : options) {
            String names = option.names().stream()
                    .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                    .collect(Collectors.joining(" "));
            String value = option.value()
                    .map(what -> " -r " + choices(what).orElse(""))
                    .orElse("");
            line(script, when, names + value.stripTrailing(), option.about());
        }
    }

    /** Returns what fish offers for a value; empty if it can offer nothing. */
    private static Optional<String> choices(Value value) {
        return switch (value.kind()) {
            case WORD -> Optional.of("-a '" + String.join(" ", value.words()) + "'");
            case RUN -> Optional.of("-a '(__traindeck_runs)'");
            case RUN_OR_FILE -> Optional.of("-F -a '(__traindeck_runs)'");
            case FILE -> Optional.of("-F");
            case FOLDER -> Optional.of("-a '(__fish_complete_directories)'");
            case ANYTHING -> Optional.empty();
        };
    }

    private static void line(StringBuilder script, String when, String what, String about) {
        script.append("complete -c traindeck -n ")
                .append(quoted(when))
                .append(' ')
                .append(what);
        if (!about.isEmpty()) {
            script.append(" -d ").append(quoted(about));
        }
        script.append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
