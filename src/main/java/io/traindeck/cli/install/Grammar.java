package io.traindeck.cli.install;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The words that may be typed after a command: its options, its arguments and the commands below it. Hidden ones are
 * left out.
 *
 * @param name the command's own name, without those above it
 * @param about the description of the command, in sentences
 * @param arguments the arguments, in their order
 */
record Grammar(String name, String about, List<Flag> options, List<Argument> arguments, List<Grammar> commands) {
    /**
     * An option.
     *
     * @param names all names that mean the same, with their dashes
     * @param value the value that follows it; empty if it has none
     */
    record Flag(List<String> names, String about, Optional<Value> value) {
        /** The longest of its names, which tells the most. */
        String longest() {
            return names.stream()
                    .reduce((a, b) -> b.length() > a.length() ? b : a)
                    .orElseThrow();
        }
    }

    /**
     * An argument.
     *
     * @param repeated whether more of the same kind may follow
     */
    record Argument(Value value, String about, boolean optional, boolean repeated) {}

    static Grammar of(CommandLine commandLine) {
        CommandSpec spec = commandLine.getCommandSpec();
        List<Grammar> commands = new ArrayList<>();
        for (CommandLine below : spec.subcommands().values()) {
            if (!below.getCommandSpec().usageMessage().hidden()) {
                commands.add(of(below));
            }
        }
        return new Grammar(
                spec.name(),
                sentences(spec.usageMessage().description()),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(option -> flag(option, spec))
                        .toList(),
                spec.positionalParameters().stream()
                        .filter(argument -> !argument.hidden())
                        .map(argument -> new Argument(
                                Value.of(argument, spec),
                                sentences(argument.description()),
                                argument.arity().min() == 0,
                                argument.index().isVariable()
                                        || argument.arity().isVariable()))
                        .toList(),
                commands);
    }

    private static Flag flag(OptionSpec option, CommandSpec command) {
        List<String> names = new ArrayList<>(Arrays.asList(option.names()));
        if (option.negatable()) {
            names.add(command.negatableOptionTransformer().makeNegative(option.longestName(), command));
        }
        Optional<Value> value = option.arity().max() == 0 ? Optional.empty() : Optional.of(Value.of(option, command));
        return new Flag(List.copyOf(names), sentences(option.description()), value);
    }

    private static String sentences(String... lines) {
        return String.join(" ", lines).replace("%n", " ").replace("%%", "%").strip();
    }
}
