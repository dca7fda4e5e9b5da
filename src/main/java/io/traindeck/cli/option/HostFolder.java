package io.traindeck.cli.option;

import io.traindeck.remote.RemotePath;
import io.traindeck.text.Safe;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A folder of runs on another machine, as a user names it.
 *
 * @param path its path on that machine
 */
public record HostFolder(RemotePath path) {
    /** The label of the parameter in the help. */
    public static final String LABEL = "HOST:DIR";

    /** The description of the parameter in the help. */
    public static final String DESCRIPTION =
            "Folders of runs on other machines, which are listed too, over ssh (default: the settings).";

    /** The description of the parameter in commands that ask no other machines than those named. */
    public static final String DESCRIPTION_OF_ASKED =
            "Folders of runs on other machines, which are listed too, over ssh; those of the settings are not asked.";

    /** Reads what was typed. */
    public static final ITypeConverter<HostFolder> CONVERTER = typed -> new HostFolder(RemotePath.of(typed)
            .orElseThrow(() -> new TypeConversionException(
                    "\"" + Safe.forLine(typed) + "\" is neither a command nor a folder on another machine, HOST:DIR")));

    /** The folders of other machines that the settings name. */
    public static List<HostFolder> usual() {
        return Settings.ofUser().hosts().stream().map(HostFolder::new).toList();
    }
}
