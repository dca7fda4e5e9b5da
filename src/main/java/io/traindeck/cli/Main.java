package io.traindeck.cli;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.ComputeOptions;
import io.traindeck.cli.option.DataChoice;
import io.traindeck.cli.option.HostFolder;
import io.traindeck.cli.option.NumberConverters;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.option.Settings;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.cli.option.Versions;
import io.traindeck.cli.option.Words;
import io.traindeck.cli.trainer.TrainerProcess;
import io.traindeck.data.DataException;
import io.traindeck.data.ImageChanges.Flip;
import io.traindeck.model.Precision;
import io.traindeck.model.TorchException;
import io.traindeck.plot.PlotException;
import io.traindeck.run.RunException;
import io.traindeck.terminal.Notifications;
import io.traindeck.terminal.SystemTerminal;
import io.traindeck.train.CheckpointException;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.Dials.ScheduleKind;
import io.traindeck.train.Ingredient;
import io.traindeck.train.Part;
import io.traindeck.train.Recipe;
import io.traindeck.train.TrainingFailedException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: usage errors exit with 2, failures with 1 and one line on stderr. */
@Command(
        name = "traindeck",
        description = "Trains a network, and lets you watch, steer, replay and compare its runs in the terminal.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class)
public final class Main implements Callable<Integer> {
    /** Failures whose message says all that a user needs; any other is a fault of ours. */
    private static final Set<Class<? extends Exception>> EXPECTED = Set.of(
            RunException.class,
            DataException.class,
            TorchException.class,
            CheckpointException.class,
            TrainingFailedException.class,
            PlotException.class,
            CliException.class,
            Settings.SettingsException.class);

    @Parameters(paramLabel = HostFolder.LABEL, arity = "0..*", description = HostFolder.DESCRIPTION)
    private List<HostFolder> hosts = List.of();

    @Mixin
    private RunsOption runs;

    @Mixin
    private ScreenOptions options;

    /** The commands that train: their output is not what they are for. */
    private static final Set<String> TRAINING =
            Set.of("train", "trainer", "resume", "branch", "ablate", "sweep", "run", "supervise");

    public static void main(String[] args) {
        // Libraries write and read numbers by the default locale. Here they are written as in English for everybody;
        // besides, this is the one locale for which Java need not read a table.
        Locale.setDefault(Locale.US);
        CheckedOutput out = CheckedOutput.install();
        int code;
        try {
            code = run(args);
        } catch (LinkageError | OutOfMemoryError e) {
            code = lacking(e);
        }
        System.out.flush();
        System.exit(out.exitCode(code, !TRAINING.contains(Commands.nameIn(args)), System.err));
    }

    /** Says what the program lacks: parts of itself, or memory. */
    private static int lacking(Error error) {
        String remedy = error instanceof OutOfMemoryError
                ? "give it more with TRAINDECK_JAVA_OPTIONS=-Xmx2g"
                : "install it anew, or see what is missing: traindeck doctor";
        System.err.println(
                "traindeck: " + (error instanceof OutOfMemoryError ? "out of memory" : "a part of it is missing") + " ("
                        + error + "); " + remedy);
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Runs a command, and returns its exit code. */
    static int run(String... args) {
        Optional<String> ready = ReadyAnswer.to(args);
        if (ready.isPresent()) {
            System.out.print(ready.get());
            return CommandLine.ExitCode.OK;
        }
        // Home, watch, replay and run do not wait until picocli has learned the options of all the other commands.
        // Without an option of their own, the first three do not wait for picocli at all, so that the first picture
        // comes sooner. A supervisor stays small.
        if (HomeCommand.isMeant(args)) {
            HomeCommand home = new HomeCommand(new SystemTerminal().prepared());
            return args.length == 0
                    ? call(home)
                    : configured(new CommandLine(home)).execute(args);
        }
        String run = args.length == 2 ? args[1] : null;
        Callable<Integer> alone =
                switch (args[0]) {
                    case "watch" -> new WatchCommand(run, new SystemTerminal().prepared());
                    case "replay" -> new ReplayCommand(run, new SystemTerminal().prepared());
                    case RunCommand.NAME -> new RunCommand();
                    case "supervise" -> new SuperviseCommand();
                    default -> null;
                };
        if (alone == null) {
            return commandLineFor(args).execute(args);
        }
        if (alone instanceof RunCommand) {
            CommandLine program = RunCommand.leavingTheProgramsWords(configured(new CommandLine(alone)));
            // An argument of the program may begin with @, which picocli would take for a file of more arguments.
            program.setExpandAtFiles(false).setCommandName("traindeck " + args[0]);
            return program.execute(Arrays.copyOfRange(args, 1, args.length));
        }
        if (alone instanceof WatchCommand || alone instanceof ReplayCommand) {
            // picocli reads more arguments from a file for @FILE.
            if (run != null && !run.startsWith("-") && !run.startsWith("@")) {
                return call(alone);
            }
        }
        CommandLine commandLine = configured(new CommandLine(alone)).setCommandName("traindeck " + args[0]);
        return commandLine.execute(Arrays.copyOfRange(args, 1, args.length));
    }

    private static int call(Callable<Integer> command) {
        try {
            return command.call();
        } catch (Exception e) {
            return report(e, configured(new CommandLine(command)));
        }
    }

    /** The whole command line, as picocli has it. */
    public static CommandLine commandLine() {
        CommandLine all = new CommandLine(new Main());
        Commands.addAll(all);
        return configured(all);
    }

    /** The command line that understands these arguments. */
    static CommandLine commandLineFor(String... arguments) {
        CommandLine some = new CommandLine(new Main());
        Commands.addFor(some, arguments);
        // A word of another's program may begin with @, which picocli would take for a file of more arguments.
        boolean hasProgram = Set.of(RunCommand.NAME, "sweep").contains(Commands.nameIn(arguments));
        return configured(some).setExpandAtFiles(!hasProgram);
    }

    /**
     * @param commandLine a command line with its subcommands, since converters are registered only for those that are
     *     there
     */
    private static CommandLine configured(CommandLine commandLine) {
        commandLine.registerConverter(Recipe.class, Words.of(Recipe.class));
        commandLine.registerConverter(Ingredient.class, Words.of(Ingredient.class));
        commandLine.registerConverter(Part.class, Words.of(Part.class));
        commandLine.registerConverter(ScheduleKind.class, Words.of(ScheduleKind.class));
        commandLine.registerConverter(Flip.class, Words.of(Flip.class));
        commandLine.registerConverter(Precision.class, Words.of(Precision.class));
        commandLine.registerConverter(OptimizerKind.class, Words.of(OptimizerKind.class));
        commandLine.registerConverter(DataChoice.Name.class, Words.of(DataChoice.Name.class));
        commandLine.registerConverter(ComputeOptions.Device.class, Words.of(TrainOptions.Device.class));
        commandLine.registerConverter(Notifications.class, Words.of(Notifications.class));
        commandLine.registerConverter(io.traindeck.event.Command.class, Words.of(io.traindeck.event.Command.class));
        commandLine.registerConverter(HostFolder.class, HostFolder.CONVERTER);
        commandLine.registerConverter(int.class, NumberConverters.INT);
        commandLine.registerConverter(Integer.class, NumberConverters.INT);
        commandLine.registerConverter(long.class, NumberConverters.LONG);
        commandLine.registerConverter(Double.class, NumberConverters.DOUBLE);
        commandLine.setUsageHelpAutoWidth(true);
        // There is a command "runs", and a folder of runs often has that name.
        commandLine.setAllowSubcommandsAsOptionParameters(true);
        commandLine.setParameterExceptionHandler(Main::usageError);
        commandLine.setExecutionExceptionHandler((exception, failed, parsed) -> report(exception, failed));
        commandLine.setExecutionStrategy(Main::execute);
        return commandLine;
    }

    /**
     * Runs the last command on the line. {@code --help train} means {@code train --help}: a person who names a
     * subcommand wants its help.
     */
    private static int execute(ParseResult parsed) {
        if (parsed.isUsageHelpRequested() && parsed.hasSubcommand()) {
            CommandLine subcommand = parsed.subcommand().commandSpec().commandLine();
            subcommand.usage(subcommand.getOut());
            return CommandLine.ExitCode.OK;
        }
        ScreenOptions.requireEffect(parsed);
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Shows the list of runs, as the program does without a subcommand. */
    @Override
    public Integer call() throws Exception {
        return new HomeCommand(hosts, runs, options).call();
    }

    /** Says in one line what is wrong with the arguments: a page of usage would push that off the screen. */
    private static int usageError(ParameterException exception, String[] args) {
        CommandLine commandLine = exception.getCommandLine();
        PrintWriter err = commandLine.getErr();
        List<String> meant =
                exception instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        err.println("traindeck: " + exception.getMessage()
                + (meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?") + "; see: "
                + commandLine.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** Says in one line why a command failed; a fault of ours shows its trace too. */
    private static int report(Exception exception, CommandLine commandLine) {
        PrintWriter err = commandLine.getErr();
        if (EXPECTED.contains(exception.getClass())) {
            err.println("traindeck: " + exception.getMessage());
            if (exception.getCause() != null && System.getenv(TrainerProcess.IN_BACKGROUND) != null) {
                // In the background stderr is trainer.log, where a trace is in nobody's way.
                exception.getCause().printStackTrace(err);
            }
        } else {
            err.println(
                    "traindeck: a fault of the program; please report it, with what \"traindeck doctor --json\" prints: "
                            + exception);
            exception.printStackTrace(err);
        }
        err.flush();
        return exception instanceof CliException failure ? failure.exitCode() : CommandLine.ExitCode.SOFTWARE;
    }
}
