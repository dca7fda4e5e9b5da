package io.traindeck.cli.install;

import java.util.List;
import java.util.stream.Collectors;

/** The manual page, in the language of man(7). */
final class ManPage {
    private static final String REST =
            """
            .SH ENVIRONMENT
            .TP
            .B TRAINDECK_RUNS
            The folder of runs, if no --runs says otherwise; else that of the settings, else ./runs.
            .TP
            .B TRAINDECK_SSH
            The program, with its options, that connects to other machines; else ssh.
            .TP
            .B NO_COLOR\\fR, \\fBCOLORTERM\\fR, \\fBTERM\\fR, \\fBLC_ALL
            Which colours and characters are drawn.
            .TP
            .B XDG_CONFIG_HOME\\fR, \\fBXDG_STATE_HOME
            Where your settings and themes, and the history of typed commands, are.
            .SH FILES
            .TP
            .I runs/NAME/
            A run: run.json, events.jsonl, checkpoints, commands, trainer.log, lock.
            .TP
            .I ~/.config/traindeck/config.properties
            Your settings: traindeck help settings.
            .TP
            .I ~/.config/traindeck/themes/NAME.properties
            A theme of your own.
            .SH EXIT STATUS
            0 if all went well, 2 for a wrong use of the command line, 130 or 143 after INT or TERM, 75 if another trainer has
            the run in hand, 141 if the reader of a pipe has closed it, 1 for any other failure, with one line on stderr that
            says what is wrong.
            .PP
            traindeck run with --plain, or without a terminal, ends with the exit status of the program, or with 130 or 143 if
            it was told to end. traindeck wait ends with 3 if a run has ended otherwise than it should, and with 124 if the time
            was over. traindeck doctor ends with 1 if something stops training or watching.
            """;

    private ManPage() {}

    static String of(Grammar root, String version) {
        StringBuilder page = new StringBuilder();
        page.append(".TH TRAINDECK 1 \"\" \"traindeck ").append(text(version)).append("\"\n");
        // Lines are not stretched to one width, and words are not cut.
        page.append(".ad l\n.nh\n.SH NAME\ntraindeck \\- htop for training, and the trainer under it\n.SH SYNOPSIS\n");
        page.append(synopsis("traindeck", root));
        root.commands()
                .forEach(command -> page.append(".br\n").append(synopsis("traindeck " + command.name(), command)));
        page.append(".SH DESCRIPTION\n").append(paragraph(root.about()));
        options(page, root.options());
        page.append(".SH COMMANDS\n");
        for (Grammar command : root.commands()) {
            page.append(".SS traindeck ")
                    .append(text(command.name()))
                    .append('\n')
                    .append(paragraph(command.about()));
            for (Grammar.Argument argument : command.arguments()) {
                item(page, "\\fI" + text(argument.value().label()) + "\\fR", argument.about());
            }
            options(page, command.options());
        }
        return page.append(REST.replace("-", "\\-")).toString();
    }

    private static String synopsis(String name, Grammar command) {
        String arguments = command.arguments().stream()
                .map(argument -> {
                    String label =
                            "\\fI" + text(argument.value().label()) + "\\fR" + (argument.repeated() ? "..." : "");
                    return argument.optional() ? " [" + label + "]" : " " + label;
                })
                .collect(Collectors.joining());
        return ".B " + text(name) + "\\fR" + (command.commands().isEmpty() ? " [options]" : " [options] [command]")
                + arguments + "\n";
    }

    private static void options(StringBuilder page, List<Grammar.Flag> options) {
        for (Grammar.Flag option : options) {
            String value = option.value()
                    .map(what -> " \\fI" + text(what.label()) + "\\fR")
                    .orElse("");
            String names = option.names().stream()
                    .map(name -> "\\fB" + text(name) + "\\fR")
                    .collect(Collectors.joining(", "));
            item(page, names + value, option.about());
        }
    }

    private static void item(StringBuilder page, String term, String about) {
        page.append(".TP\n").append(term).append('\n').append(paragraph(about));
    }

    private static String paragraph(String words) {
        return text(words) + "\n";
    }

    /** Escapes words so that they are read as they are: nothing in them is a command of roff. */
    private static String text(String words) {
        String escaped = words.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
