package io.traindeck.cli.doctor;

import io.traindeck.cli.option.Edition;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.Settings.SettingsException;
import io.traindeck.cli.option.StandardStreams;
import io.traindeck.run.RunsDir;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: tells whether training and watching can work here, and what to do if they cannot. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Looks at this machine, this terminal and this installation, and says what to do where something is"
                        + " in the way. It changes nothing. Exits with 1 if something stops training or watching.")
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object, for a report of a fault.")
    private boolean json;

    @Mixin
    private RunsOption runs;

    @Override
    public Integer call() {
        Site site = Site.here();
        boolean hasEngine = Edition.hasEngine();
        boolean isTerminal = StandardStreams.inIsTerminal() && StandardStreams.outIsTerminal();
        List<Finding> findings = Stream.of(
                        ProgramCheck.findings(site),
                        EngineCheck.findings(site, hasEngine),
                        GpuCheck.findings(site, hasEngine),
                        TerminalCheck.findings(site, isTerminal),
                        SettingsCheck.findings(site),
                        FilesCheck.findings(site, folders()),
                        MachineCheck.findings(
                                site, hasEngine, Runtime.getRuntime().availableProcessors()))
                .flatMap(List::stream)
                .toList();
        Report report = new Report(findings);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
        return report.problems() == 0 ? 0 : 1;
    }

    /** The folders of runs; those without the settings if the settings are wrong, which a finding of its own says. */
    private List<Path> folders() {
        try {
            return runs.dirs();
        } catch (SettingsException e) {
            return List.of(RunsDir.usual());
        }
    }
}
