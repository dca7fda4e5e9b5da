package io.traindeck.cli.install;

import java.util.List;
import java.util.stream.Collectors;

/** The completion for zsh, in the form that its function {@code _arguments} takes. */
final class ZshCompletion {
    private static final String HEAD =
            """
            #compdef traindeck
            # Completion of traindeck for zsh, made by: traindeck completion zsh

            # The runs in the folders that are named, or in the usual one.
            _traindeck_runs() {
                local named=${opt_args[--runs]:-$_traindeck_folders}
                local -a runs=(${^${(s.:.)${named:-${TRAINDECK_RUNS:-runs}}}}/*(N/:t))
                compadd -- $runs
            }

            _traindeck_runs_or_files() {
                _alternative 'runs:run:_traindeck_runs' 'files:file:_files'
            }

            _traindeck() {
                local curcontext="$curcontext" context state line _traindeck_folders
                typeset -A opt_args
            """;

    private ZshCompletion() {}

    static String of(Grammar root) {
        StringBuilder script = new StringBuilder(HEAD);
        // Options after the command are the command's.
        script.append(arguments(root.options(), List.of("'1: :->command'", "'*:: :->rest'"), "-C -A '-*' ", "    "));
        script.append("    case $state in\n    command)\n        local -a commands=(\n");
        for (Grammar command : root.commands()) {
            script.append("            ")
                    .append(quoted(command.name() + ":" + command.about().replace(":", "\\:")))
                    .append('\n');
        }
        script.append("        )\n        _describe command commands\n        ;;\n    rest)\n");
        script.append("        _traindeck_folders=${opt_args[--runs]}\n        case $words[1] in\n");
        for (Grammar command : root.commands()) {
            script.append("        ").append(command.name()).append(")\n");
            List<String> places = command.arguments().stream()
                    .map(argument -> quoted((argument.repeated() ? "*" : "") + ":" + spoken(argument.value())))
                    .toList();
            script.append(arguments(command.options(), places, "", "            "));
            script.append("            ;;\n");
        }
        return script.append("        esac\n        ;;\n    esac\n}\n\n_traindeck \"$@\"\n")
                .toString();
    }

    private static String arguments(List<Grammar.Flag> options, List<String> places, String flags, String indent) {
        StringBuilder call = new StringBuilder(indent + "_arguments " + flags);
        for (Grammar.Flag option : options) {
            for (String name : option.names()) {
                call.append("\\\n").append(indent).append("    ").append(quoted(option(option, name)));
            }
        }
        places.forEach(
                place -> call.append("\\\n").append(indent).append("    ").append(place));
        return call.append('\n').toString();
    }

    private static String option(Grammar.Flag option, String name) {
        String about = option.about().replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]");
        return "*" + name
                + option.value().map(value -> name.startsWith("--") ? "=" : "+").orElse("")
                + "[" + about + "]"
                + option.value().map(value -> ":" + spoken(value)).orElse("");
    }

    /** Returns the label of a value, and the action by which zsh completes it. */
    private static String spoken(Value value) {
        return value.label().replace(":", "\\:") + ":"
                + switch (value.kind()) {
                    case WORD -> value.words().stream().collect(Collectors.joining(" ", "(", ")"));
                    case RUN -> "_traindeck_runs";
                    case RUN_OR_FILE -> "_traindeck_runs_or_files";
                    case FILE -> "_files";
                    case FOLDER -> "_files -/";
                    case ANYTHING -> " ";
                };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
