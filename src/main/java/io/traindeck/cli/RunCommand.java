package io.traindeck.cli;

import io.traindeck.cli.option.TypedName;
import io.traindeck.cli.screen.StartOptions;
import io.traindeck.cli.slurm.SlurmOption;
import io.traindeck.cli.trainer.RunMaker;
import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.event.Command;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import io.traindeck.supervise.ShellVariables;
import io.traindeck.supervise.Signal;
import io.traindeck.supervise.Supervisor;
import io.traindeck.text.Safe;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: any program as a run. */
@CommandLine.Command(
        name = RunCommand.NAME,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Starts any program as a run: it can be watched, paused and stopped from any terminal, and outlives"
                        + " this one. What it measures is read from the lines that it prints.")
final class RunCommand implements Callable<Integer> {
    static final String NAME = "run";

    /** The commands that a signal can stand for. To pause and to go on, no program needs to know a signal. */
    private static final Set<Command> BY_SIGNAL = EnumSet.of(Command.CHECKPOINT, Command.PARK, Command.STOP);

    private static final Set<Signal> FOR_PROGRAMS =
            EnumSet.of(Signal.HUP, Signal.INT, Signal.QUIT, Signal.USR1, Signal.USR2, Signal.TERM);

    /** The longest name made of a program's: there must be room for a number after it. */
    private static final int LONGEST_NAME = 60;

    /** The endings of scripts. */
    private static final Set<String> SCRIPTS = Set.of("py", "sh", "R", "jl", "lua", "m", "js");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The run's name (default: that of the script or program).")
    private String name;

    @Option(
            names = "--log",
            paramLabel = "PATH",
            description = "A file or folder to which the program writes what it measures: TensorBoard, CSV, JSON lines"
                    + " and others. Then what it prints is not read. May be given several times.")
    private List<Path> logs = new ArrayList<>();

    @Option(
            names = "--on",
            paramLabel = "COMMAND=SIGNAL",
            description = "A signal for which the program has a handler, and what that does, such as checkpoint=USR1:"
                    + " checkpoint, park or stop.")
    private Map<String, String> on = new LinkedHashMap<>();

    @Mixin
    private StartOptions start;

    @Mixin
    private SlurmOption slurm;

    @Parameters(arity = "1..*", paramLabel = "CMD [ARG...]", description = "The program and its arguments, after --.")
    private List<String> command;

    /** Leaves all words after the program to the program: traindeck's options stand before it. */
    static CommandLine leavingTheProgramsWords(CommandLine run) {
        return run.setStopAtPositional(true);
    }

    @Override
    public Integer call() throws Exception {
        TrainerMode mode = start.telling(TrainerMode.fresh());
        Path cwd = Path.of("").toAbsolutePath();
        RunMaker maker = new RunMaker(start.dir(), InstantSource.system());
        RunTask.Program task = new RunTask.Program(
                command,
                cwd.toString(),
                null,
                logs.stream()
                        .map(log -> cwd.resolve(log).normalize().toString())
                        .toList(),
                signals(),
                ShellVariables.present(),
                null);
        TypedName.require(spec, name);
        Supervisor.requireStartable(task);
        RunJson json = maker.json(task, name, usualName());
        return slurm.isGiven(List.of())
                ? slurm.submit(new SlurmOption.Job(json, 0, List.of()), start)
                : start.trainNew(maker.create(json), mode);
    }

    /** The signals by the words of their commands. */
    private Map<String, String> signals() {
        Map<String, String> signals = new LinkedHashMap<>();
        on.forEach((word, typed) -> {
            if (BY_SIGNAL.stream().noneMatch(command -> command.word().equals(word))) {
                throw usage("--on " + Safe.forLine(word) + ": a signal can stand for "
                        + BY_SIGNAL.stream().map(Command::word).collect(Collectors.joining(", ")));
            }
            String signal = typed.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
            if (FOR_PROGRAMS.stream().noneMatch(known -> known.name().equals(signal))) {
                throw usage("--on " + word + ": the signal must be one of "
                        + FOR_PROGRAMS.stream().map(Signal::name).collect(Collectors.joining(", ")) + ", not "
                        + Safe.forLine(typed));
            }
            signals.put(word, signal);
        });
        return signals;
    }

    /** Returns the name of the script if there is one, of a module of Python, or else of the program. */
    private String usualName() {
        for (int i = 0; i < command.size(); i++) {
            String word = command.get(i);
            String file = word.substring(word.lastIndexOf('/') + 1);
            int dot = file.lastIndexOf('.');
            if (dot > 0 && SCRIPTS.contains(file.substring(dot + 1))) {
                return nameOf(file.substring(0, dot));
            }
            if (word.equals("-m") && i + 1 < command.size()) {
                return nameOf(command.get(i + 1));
            }
        }
        return nameOf(command.get(0).substring(command.get(0).lastIndexOf('/') + 1));
    }

    /** Turns a word into one that may be the name of a run. */
    private static String nameOf(String word) {
        String plain = word.replaceAll("[^A-Za-z0-9._+-]", "-")
                .replaceAll("^[.-]+", "")
                .replaceAll("\\.{2,}", ".");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
        return cut.isEmpty() ? "run" : cut;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
