package io.traindeck.cli.option;

import io.traindeck.run.RunException;
import io.traindeck.run.RunNames;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The name that the user gives to a new run. */
public final class TypedName {
    private TypedName() {}

    /**
     * Refuses a name that no run can have.
     *
     * @param name the name as it was typed; null if none was
     * @throws ParameterException if a run cannot have that name, with the reason
     */
    public static void require(CommandSpec command, String name) {
        if (name != null) {
            try {
                RunNames.require(name);
            } catch (RunException e) {
                throw new ParameterException(command.commandLine(), e.getMessage(), e);
            }
        }
    }
}
