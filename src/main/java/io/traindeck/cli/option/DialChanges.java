package io.traindeck.cli.option;

import io.traindeck.event.Dial;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Gives a command an option for each dial that can be turned, and reads which of them were given. */
public final class DialChanges {
    private DialChanges() {}

    /** Gives the command its options. */
    public static void addOptions(CommandSpec command) {
        for (Dial dial : Dial.values()) {
            OptionSpec.Builder option =
                    OptionSpec.builder(dial.option()).description(dial.help()).required(false);
            command.addOption(
                    dial.isTruth()
                            ? option.type(Boolean.class).negatable(true).build()
                            : option.type(String.class).paramLabel(label(dial)).build());
        }
    }

    /** The label of a dial's value, as {@code train} has it. */
    private static String label(Dial dial) {
        return dial == Dial.CHECKPOINT_EVERY ? "STEPS" : dial.isCount() ? "N" : "X";
    }

    /** Returns the dials that were given, with their values; a value that a dial cannot have is a usage error. */
    public static Map<Dial, String> of(CommandSpec command) {
        Map<Dial, String> changes = new EnumMap<>(Dial.class);
        for (Dial dial : Dial.values()) {
            Object given = command.commandLine().getParseResult().matchedOptionValue(dial.option(), null);
            if (given != null) {
                changes.put(dial, checked(command, dial, given.toString()));
            }
        }
        return changes;
    }

    private static String checked(CommandSpec command, Dial dial, String value) {
        try {
            return dial.text(dial.value(value));
        } catch (IllegalArgumentException e) {
            String named = e.getMessage().replaceFirst(dial.word(), dial.option());
            throw new ParameterException(command.commandLine(), named, e);
        }
    }
}
