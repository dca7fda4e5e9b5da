package io.traindeck.cli;

import io.traindeck.cli.ablation.AblateCommand;
import io.traindeck.cli.bench.BenchCommand;
import io.traindeck.cli.bench.RehearseCommand;
import io.traindeck.cli.doctor.DoctorCommand;
import io.traindeck.cli.evaluation.EvaluateCommand;
import io.traindeck.cli.install.CompletionCommand;
import io.traindeck.cli.install.ManCommand;
import io.traindeck.cli.log.ExportCommand;
import io.traindeck.cli.log.ShowCommand;
import io.traindeck.cli.option.ComputeOptions;
import io.traindeck.cli.option.DialChanges;
import io.traindeck.cli.sweep.SweepCommand;
import io.traindeck.cli.sweep.SweptDials;
import io.traindeck.cli.waiting.WaitCommand;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The subcommands. picocli takes longer to learn the options of all of them than most of them take to run, so a command
 * line is given only those that it needs.
 */
final class Commands {
    /** All commands, in the order of the help. */
    private static final List<Class<?>> ALL = List.of(
            TrainCommand.class,
            RunCommand.class,
            WatchCommand.class,
            ReplayCommand.class,
            ResumeCommand.class,
            BranchCommand.class,
            SendCommand.class,
            WaitCommand.class,
            RunsCommand.class,
            ShowCommand.class,
            ExportCommand.class,
            CompareCommand.class,
            EvaluateCommand.class,
            AblateCommand.class,
            SweepCommand.class,
            BenchCommand.class,
            PythonCommand.class,
            DoctorCommand.class,
            AdviceCommand.class,
            SettingsCommand.class,
            CommandLine.HelpCommand.class,
            TrainerCommand.class,
            SuperviseCommand.class,
            RehearseCommand.class,
            PerformCommand.class,
            CompletionCommand.class,
            ManCommand.class);

    /** Commands that look at the options of others. */
    private static final Set<Class<?>> ABOUT_OTHERS =
            Set.of(SweepCommand.class, CommandLine.HelpCommand.class, CompletionCommand.class, ManCommand.class);

    /** The options before a command's name that take a value; the launcher has to know them too. */
    static final List<String> WITH_VALUE = List.of("--runs", "--theme", "--notifications");

    private Commands() {}

    /** Returns the name of the command in these arguments, before which options alone may stand; empty if none is named. */
    static String nameIn(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (!arguments[i].startsWith("-")) {
                return arguments[i];
            }
            i += WITH_VALUE.contains(arguments[i]) ? 1 : 0;
        }
        return "";
    }

    /** Gives the program all its commands. */
    static void addAll(CommandLine root) {
        ALL.forEach(root::addSubcommand);
        root.getSubcommands().values().forEach(Commands::complete);
        SweptDials.addOptions(root);
    }

    /** Gives the program the commands that it needs to understand these arguments: one, if the first argument names it. */
    static void addFor(CommandLine root, String... arguments) {
        Optional<Class<?>> only = ALL.stream()
                .filter(type -> annotation(type).name().equals(arguments[0]) && !ABOUT_OTHERS.contains(type))
                .findFirst();
        only.ifPresentOrElse(
                type -> {
                    root.addSubcommand(type);
                    complete(root.getSubcommands().get(arguments[0]));
                },
                () -> addAll(root));
    }

    private static Command annotation(Class<?> command) {
        return command.getAnnotation(Command.class);
    }

    /** Gives a command what its annotations cannot say. */
    private static void complete(CommandLine command) {
        switch (command.getCommandName()) {
            case RunCommand.NAME -> RunCommand.leavingTheProgramsWords(command);
            case "advice" -> AdviceCommand.addPages(command);
            case "settings" -> SettingsCommand.addTable(command);
            case "resume", "branch" -> DialChanges.addOptions(command.getCommandSpec());
            case "train", "ablate", "sweep", "evaluate" -> ComputeOptions.addDefaults(command);
            default -> {
                // The other commands need nothing more.
            }
        }
    }
}
