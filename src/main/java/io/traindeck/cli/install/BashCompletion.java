package io.traindeck.cli.install;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The completion for bash: three tables made from the grammar, and a function that reads them. */
final class BashCompletion {
    private static final String FUNCTION =
            """
            # The runs in the folders that are named, or in the usual one.
            _traindeck_runs() {
                local folder run
                (($#)) || set -- "${TRAINDECK_RUNS:-runs}"
                for folder; do
                    for run in "$folder"/*/; do
                        run=${run%/}
                        [[ ! -d $run ]] || printf '%s\\n' "${run##*/}"
                    done
                done
            }

            _traindeck() {
                local current=${COMP_WORDS[COMP_CWORD]} command= option= place=0 folders=() kind word i
                COMPREPLY=()
                # bash takes --name=value for three words.
                [[ $current != = ]] || current=
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    if [[ $word == = ]]; then
                        continue
                    elif [[ $option ]]; then
                        [[ $option != --runs ]] || folders+=("${word/#\\~\\//$HOME/}")
                        option=
                    elif [[ $word == -* ]]; then
                        [[ -z $(_traindeck_value "$command" "$word") ]] || option=$word
                    elif [[ -z $command ]]; then
                        command=$word
                    else
                        ((++place))
                    fi
                done
                if [[ $option ]]; then
                    kind=$(_traindeck_value "$command" "$option")
                elif [[ $current == -* ]]; then
                    kind="WORD $(_traindeck_options "$command")"
                else
                    kind=$(_traindeck_argument "$command" "$place")
                fi
                local IFS=$'\\n'
                case $kind in
                WORD*) COMPREPLY=($(compgen -W "$(tr ' ' '\\n' <<<"${kind#WORD }")" -- "$current")) ;;
                RUN*)
                    compopt -o filenames 2>/dev/null
                    while read -r word; do
                        [[ $word != "$current"* ]] || COMPREPLY+=("$word")
                    done < <(_traindeck_runs "${folders[@]}")
                    [[ $kind == RUN && $current != */* ]] || COMPREPLY+=($(compgen -f -- "$current"))
                    ;;
                FILE) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
                FOLDER) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current")) ;;
                esac
            }

            complete -F _traindeck traindeck
            """;

    private BashCompletion() {}

    static String of(Grammar root) {
        List<Grammar> all =
                Stream.concat(Stream.of(root), root.commands().stream()).toList();
        return "# Completion of traindeck for bash, made by: traindeck completion bash\n\n"
                + table(
                        "options",
                        "$1",
                        all.stream().map(command -> entry(label(command, root), "echo " + quoted(names(command)))))
                + table("value", "$1 $2", all.stream().flatMap(command -> command.options().stream()
                        .filter(option -> option.value().isPresent())
                        .map(option -> entry(
                                option.names().stream()
                                        .map(name -> "'" + word(command, root) + " " + name + "'")
                                        .collect(Collectors.joining(" | ")),
                                "echo " + quoted(kind(option.value().get()))))))
                + table("argument", "$1 $2", all.stream().flatMap(command -> arguments(command, root)))
                + FUNCTION;
    }

    private static Stream<String> arguments(Grammar command, Grammar root) {
        if (command == root) {
            return Stream.of(entry(
                    "' 0'",
                    "echo "
                            + quoted("WORD "
                                    + root.commands().stream()
                                            .map(Grammar::name)
                                            .collect(Collectors.joining(" ")))));
        }
        Stream.Builder<String> entries = Stream.builder();
        int place = 0;
        for (Grammar.Argument argument : command.arguments()) {
            String pattern = "'" + command.name() + " '" + (argument.repeated() ? "*" : Integer.toString(place));
            entries.add(entry(pattern, "echo " + quoted(kind(argument.value()))));
            place++;
        }
        return entries.build();
    }

    private static String table(String name, String key, Stream<String> entries) {
        return "_traindeck_" + name + "() {\n    case \"" + key + "\" in\n" + entries.collect(Collectors.joining())
                + "    esac\n}\n\n";
    }

    private static String entry(String pattern, String action) {
        return "    " + pattern + ") " + action + " ;;\n";
    }

    /** The word on the command line; empty for the program itself. */
    private static String word(Grammar command, Grammar root) {
        return command == root ? "" : command.name();
    }

    private static String label(Grammar command, Grammar root) {
        return "'" + word(command, root) + "'";
    }

    private static String names(Grammar command) {
        return command.options().stream()
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" "));
    }

    private static String kind(Value value) {
        return value.kind() == Value.Kind.WORD
                ? "WORD " + String.join(" ", value.words())
                : value.kind().name();
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
