package io.traindeck.cli.option;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;

/**
 * Allows an option whose value is a list with commas only once, as any other option. By itself picocli would join the
 * lists.
 */
public final class ListOnce implements IParameterPreprocessor {
    @Override
    public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec arg, Map<String, Object> info) {
        if (arg instanceof OptionSpec option && !option.stringValues().isEmpty()) {
            String message =
                    "option '" + option.longestName() + "' (" + option.paramLabel() + ") should be specified only once";
            throw new OverwrittenOptionException(command.commandLine(), option, message);
        }
        return false;
    }
}
