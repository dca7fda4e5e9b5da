package io.traindeck.cli.option;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** An option that may stand before the command as well as after it; the one after it wins. */
final class InheritedOption {
    private InheritedOption() {}

    /**
     * The value of the option; empty if it is not given.
     *
     * @param command the innermost command on the command line, or a mixin of it; null if there was nothing to parse
     */
    static <T> Optional<T> value(CommandSpec command, String name) {
        for (CommandSpec spec = owner(command, name); spec != null; spec = spec.parent()) {
            OptionSpec option = spec.findOption(name);
            T value = option == null ? null : option.getValue();
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** The command that has the option: a mixin within a mixin knows only the outer one. */
    static CommandSpec owner(CommandSpec mixee, String name) {
        OptionSpec option = mixee == null ? null : mixee.findOption(name);
        return option == null ? mixee : option.command();
    }
}
