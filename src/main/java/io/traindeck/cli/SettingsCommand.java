package io.traindeck.cli;

import io.traindeck.cli.option.Setting;
import io.traindeck.cli.option.UserFolders;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.text.Safe;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Spec;

/** {@code settings}: a topic of the help, which is a command so that {@code help} knows it. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description =
                "Explains the file of settings: what you always want, a line \"setting = value\" each. The option of"
                        + " the same meaning wins over it, and a line that is wrong is refused.")
final class SettingsCommand implements Runnable {
    private static final int WIDTH = 76;

    @Spec
    private CommandSpec spec;

    /** Puts the table at the end of this command's help, wherever that is asked for. */
    static void addTable(CommandLine settings) {
        UsageMessageSpec usage = settings.getCommandSpec().usageMessage();
        // A section and not the footer, which picocli takes for a format string.
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> table());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static String table() {
        String file = Safe.forLine(new UserFolders(System.getenv()).settings().toString());
        return Stream.of(Setting.values())
                .map(setting -> "\n" + setting.key() + " = " + setting.example() + "   (" + setting.twin() + ")\n"
                        + String.join("\n", Text.wrap(setting.meaning(), WIDTH)).indent(2))
                .collect(Collectors.joining("", "\nYour file: " + file + "\n", ""))
                .replace("\n", System.lineSeparator());
    }
}
