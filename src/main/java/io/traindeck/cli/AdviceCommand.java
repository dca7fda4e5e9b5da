package io.traindeck.cli;

import io.traindeck.advice.AdvicePage;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Spec;

/** {@code advice}: a topic of the help, which is a command so that {@code help} knows it. */
@Command(
        name = "advice",
        mixinStandardHelpOptions = true,
        description = {
            "Explains the warnings that say what is going wrong in a run, and what to turn.",
            "",
            "They stand among a run's events, on the dashboard and in its log. Each is raised once, and again only when"
                    + " it had gone well in between, at most three times a run. What the page of dials (d) lists is turned"
                    + " while the run trains, there or by :set DIAL VALUE; resume and branch take it as an option. What"
                    + " else traindeck train --help lists is chosen when a run starts. Logs of other trainers are advised as far as their metrics go; what"
                    + " is said of epochs holds for validations, and a trainer's own settings stand for the options."
        })
final class AdviceCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Puts the pages at the end of this command's help, wherever that is asked for. */
    static void addPages(CommandLine advice) {
        UsageMessageSpec usage = advice.getCommandSpec().usageMessage();
        // A section and not the footer, which picocli takes for a format string.
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> pages());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static String pages() {
        return AdvicePage.all().stream()
                .map(page -> "\n" + page.code() + ": " + page.title() + "\n\n"
                        + page.text().indent(2))
                .collect(Collectors.joining())
                .replace("\n", System.lineSeparator());
    }
}
