package io.traindeck.cli;

import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.run.RunStatus;
import io.traindeck.train.Dials;
import io.traindeck.train.Ingredient;
import io.traindeck.train.Ladder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ablate}: a run for each ingredient of a recipe, and what each has bought. */
@Command(
        name = "ablate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains the recipe vanilla, then the same with one ingredient more, and so on up to the recipe"
                + " and dials given, and prints what each ingredient has bought. The same command again goes on where"
                + " it was interrupted, and prints the table once all is trained.")
final class AblateCommand implements Callable<Integer> {
    private static final int MAX_SEEDS = 1000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--ladder",
            split = ",",
            paramLabel = "WORD",
            description =
                    "The ingredients in the order in which they are added: ${COMPLETION-CANDIDATES} (default: all,"
                            + " in this order). What is left out stays as in vanilla.")
    private List<Ingredient> ladder = Ladder.all();

    @Option(
            names = "--seeds",
            defaultValue = "1",
            paramLabel = "N",
            description = "Ladders to train, each with the next seed (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Mixin
    private DialOptions dials;

    @Mixin
    private TrainOptions options;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "How the names of the runs begin (default: DATA-ablation).")
    private String name;

    @Mixin
    private RunsOption runs;

    @Option(names = "--detach", description = "Train in the background; print the ablation's name and return.")
    private boolean detach;

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        Ablation ablation = ablation();
        requireWanted(ablation);
        if (ablation.isFinished()) {
            return report(ablation, out);
        }
        if (RunLock.isHeld(ablation.lock())) {
            throw underWay(ablation);
        }
        Files.createDirectories(ablation.runsDir());
        if (detach) {
            startInBackground(ablation);
            out.println(ablation.name());
            return 0;
        }
        OptionalInt signalled = train(ablation, out);
        if (signalled.isPresent()) {
            System.err.println("traindeck: a signal ended the ablation; go on with: " + new ThisCommand(spec).text());
            return signalled.getAsInt();
        }
        return report(ablation, out);
    }

    private Ablation ablation() {
        Dials target = dials.dials();
        if (seeds < 1 || seeds > MAX_SEEDS) {
            throw usage("--seeds must be 1 to " + MAX_SEEDS + ", not " + seeds);
        }
        String prefix = name != null ? name : options.data().name() + "-ablation";
        try {
            return new Ablation(runs.dir(), prefix, new Ladder(target, ladder), target.seed(), seeds);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Before anything starts: names that no run can have, and runs that are there and are others. */
    private void requireWanted(Ablation ablation) throws CliException, RunException {
        for (Ablation.Run run : ablation.runs()) {
            RunFolder.requireName(run.folder().name());
            RunJson wanted = wanted(run);
            if (RunOutcome.of(run.folder()).begun()) {
                AblationCheck.requireSame(run.folder(), wanted);
            }
        }
    }

    private RunJson wanted(Ablation.Run run) {
        return starter().json(run.folder().name(), run.recipe(), run.rung().dials(), options);
    }

    private RunStarter starter() {
        return new RunStarter(runs.dir(), InstantSource.system());
    }

    private CliException underWay(Ablation ablation) {
        return new CliException("the ablation " + ablation.name()
                + " is under way in another process, so none was started; look on with: traindeck watch");
    }

    private void startInBackground(Ablation ablation)
            throws CliException, RunException, IOException, InterruptedException {
        RunFolder.makeLog(ablation.log());
        RunFolder first = null;
        for (Ablation.Run run : ablation.runs()) {
            if (first == null && !RunOutcome.of(run.folder()).isFinal()) {
                first = run.folder();
            }
        }
        List<String> arguments = new ThisCommand(spec).without("--detach");
        new BackgroundTrainer(first).awaitStart(() -> new BackgroundProgram(arguments, ablation.log()));
    }

    private OptionalInt train(Ablation ablation, PrintStream out) throws Exception {
        try (EndSignals signals = new EndSignals(signal -> {});
                RunLock lock = RunLock.acquire(ablation.lock()).orElseThrow(() -> underWay(ablation))) {
            boolean terminal = StandardStreams.outIsTerminal();
            return new Ablator(ablation, starter(), this::wanted, out, terminal, signals).run();
        }
    }

    private int report(Ablation ablation, PrintStream out) throws CliException, RunException {
        List<AblationTable.Row> rows = ablation.rows();
        out.println();
        new AblationTable(rows, Charset.defaultCharset()).lines().forEach(out::println);
        out.println();
        out.println("traindeck compare "
                + ablation.ladder(ablation.firstSeed()).stream()
                        .map(run -> runs.nameOf(run.folder()))
                        .collect(Collectors.joining(" ")));
        List<RunOutcome> failed = rows.stream()
                .flatMap(row -> row.outcomes().stream())
                .filter(outcome -> outcome.status() == RunStatus.FAILED || !outcome.isFinal())
                .toList();
        if (!failed.isEmpty()) {
            throw new CliException(failed.size() + " of " + ablation.runs().size() + " runs have no result: "
                    + failed.stream().map(outcome -> outcome.folder().name()).collect(Collectors.joining(", ")));
        }
        return 0;
    }
}
