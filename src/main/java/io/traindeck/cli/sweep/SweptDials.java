package io.traindeck.cli.sweep;

import io.traindeck.cli.option.DialOptions;
import io.traindeck.train.Dials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The dials of a sweep on the command line. Each is an option of {@code train} that takes several values here, and a
 * point is read as {@code train} would read its values.
 */
public final class SweptDials {
    private static final String ON = "on";
    private static final String OFF = "off";

    private final CommandSpec sweep;
    private final CommandLine train;

    SweptDials(CommandSpec sweep) {
        this.sweep = sweep;
        this.train = train(sweep.root().commandLine());
    }

    private static CommandLine train(CommandLine root) {
        return root.getSubcommands().get("train");
    }

    /** The options of {@code train} that set dials. */
    private static List<OptionSpec> options(CommandLine train) {
        return mixin(train).options();
    }

    private static CommandSpec mixin(CommandLine train) {
        return train.getCommandSpec().mixins().get("dials");
    }

    /** Gives {@code sweep} the dials of {@code train}. */
    public static void addOptions(CommandLine root) {
        CommandSpec sweep = root.getSubcommands().get("sweep").getCommandSpec();
        for (OptionSpec option : options(train(root))) {
            sweep.addOption(OptionSpec.builder(option.names())
                    .type(String.class)
                    .arity("1")
                    .paramLabel(isSwitch(option) ? "on,off" : "VALUES")
                    .description(description(option))
                    .build());
        }
    }

    private static String[] description(OptionSpec option) {
        String separator = separator(option);
        return Stream.of(option.description())
                .map(line -> separator.equals(",") ? line : line + " Values are separated by " + separator + ".")
                .toArray(String[]::new);
    }

    private static boolean isSwitch(OptionSpec option) {
        return option.type() == Boolean.class;
    }

    /** Returns the text between two values; it is no comma for dials whose values have commas. */
    private static String separator(OptionSpec option) {
        return option.splitRegex().isEmpty() ? "," : "/";
    }

    /** Returns a dial as run.json has it: {@code max_lr} for {@code --max-lr}. */
    private static String dial(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "").replace('-', '_');
    }

    /** Returns the values of each dial that is given. */
    List<DialValues> values() {
        List<DialValues> values = new ArrayList<>();
        for (OptionSpec option : inOrderGiven()) {
            try {
                String text = sweep.findOption(option.longestName()).getValue();
                values.add(DialValues.parse(dial(option), text, separator(option)));
            } catch (IllegalArgumentException e) {
                throw usage(option.longestName()
                        + e.getMessage().substring(dial(option).length()));
            }
        }
        return values;
    }

    /** Returns the options that are given, in the order in which they are typed. */
    private List<OptionSpec> inOrderGiven() {
        List<OptionSpec> typed = sweep.commandLine().getParseResult().matchedOptions();
        Map<String, OptionSpec> ofTrain =
                options(train).stream().collect(Collectors.toMap(OptionSpec::longestName, option -> option));
        return typed.stream()
                .map(OptionSpec::longestName)
                .distinct()
                .filter(ofTrain::containsKey)
                .map(ofTrain::get)
                .toList();
    }

    /**
     * The dials of one run.
     *
     * @param recipe the recipe's word
     */
    record Chosen(String recipe, Dials dials) {}

    /**
     * Returns all dials of a point: those that vary as the point has them, other given ones as they are given, and the
     * rest as the recipe has them.
     */
    Chosen dials(List<DialValues> all, Point point) {
        List<String> words = new ArrayList<>();
        for (OptionSpec option : options(train)) {
            String dial = dial(option);
            all.stream()
                    .filter(values -> values.dial().equals(dial))
                    .map(values -> values.varies()
                            ? point.values().get(dial)
                            : values.listed().get(0))
                    .forEach(value -> words.addAll(words(option, value)));
        }
        try {
            train.parseArgs(words.toArray(String[]::new));
            DialOptions chosen = (DialOptions) mixin(train).userObject();
            return new Chosen(chosen.recipe(), chosen.dials());
        } catch (ParameterException e) {
            throw usage(e.getMessage());
        }
    }

    private List<String> words(OptionSpec option, String value) {
        String name = option.longestName();
        if (!isSwitch(option)) {
            return List.of(name + "=" + value);
        }
        return switch (value) {
            case ON -> List.of(name);
            case OFF -> List.of("--no-" + name.substring(2));
            default -> throw usage(name + " can be on or off, not '" + value + "'");
        };
    }

    ParameterException usage(String message) {
        return new ParameterException(sweep.commandLine(), message);
    }
}
