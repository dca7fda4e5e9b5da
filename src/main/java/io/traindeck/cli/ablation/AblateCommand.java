package io.traindeck.cli.ablation;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.DialOptions;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.option.StandardStreams;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.cli.screen.Screen;
import io.traindeck.cli.screen.WhereOption;
import io.traindeck.cli.trainer.DetachedProcess;
import io.traindeck.cli.trainer.EndSignals;
import io.traindeck.cli.trainer.RunMaker;
import io.traindeck.cli.trainer.ThisCommand;
import io.traindeck.cli.trainer.TrainerLauncher;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.text.Typed;
import io.traindeck.train.Dials;
import io.traindeck.train.Ingredient;
import io.traindeck.train.Ladder;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
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
public final class AblateCommand implements Callable<Integer> {
    /** More than anybody has the time to train; the limit catches a slip of the keyboard. */
    private static final int MAX_SEEDS = 1000;

    private final PrintStream out = System.out;

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

    @ArgGroup
    private WhereOption where = new WhereOption();

    @Mixin
    private ScreenOptions screenOptions;

    @Override
    public Integer call() throws Exception {
        Ablation ablation = ablation();
        requireWanted(ablation);
        Optional<Ablation.Run> left = ablation.firstLeft();
        if (left.isPresent()) {
            OptionalInt exit = train(ablation, left.get());
            if (exit.isPresent()) {
                return exit.getAsInt();
            }
        }
        AblationTable.print(ablation, out);
        return 0;
    }

    /** Trains the runs that are left, and returns the exit code; empty if every run has had its turn. */
    private OptionalInt train(Ablation ablation, Ablation.Run left) throws Exception {
        if (where.detach()) {
            detach(ablation, left.folder());
            return OptionalInt.of(0);
        }
        Screen screen = new Screen(screenOptions, runs);
        return where.plain() || !screen.isPossible() ? trainHere(ablation) : show(ablation, left, screen);
    }

    private void detach(Ablation ablation, RunFolder left)
            throws CliException, RunException, IOException, InterruptedException {
        if (RunLock.isHeld(ablation.lock())) {
            throw underWay(ablation);
        }
        if (RunLock.isHeld(left.lock())) {
            // Its trainer has begun long ago: there is nothing to wait for.
            startInBackground(ablation);
        } else {
            new TrainerLauncher(left).start(() -> startInBackground(ablation));
        }
        out.println(ablation.name());
    }

    private OptionalInt show(Ablation ablation, Ablation.Run left, Screen screen) throws Exception {
        boolean underWay = RunLock.isHeld(ablation.lock());
        DetachedProcess process = underWay ? null : startInBackground(ablation);
        AblationScreen shown =
                new AblationScreen(ablation, left.rung().dials().seed(), process, new ThisCommand(spec).text());
        shown.show(screen);
        if (shown.goesOn()) {
            return OptionalInt.of(0);
        }
        if (ablation.firstLeft().isPresent()) {
            throw new CliException(shown.end());
        }
        return OptionalInt.empty();
    }

    private OptionalInt trainHere(Ablation ablation) throws Exception {
        try (EndSignals signals = new EndSignals(signal -> {});
                RunLock lock = RunLock.acquire(ablation.lock()).orElseThrow(() -> underWay(ablation))) {
            boolean terminal = StandardStreams.outIsTerminal();
            OptionalInt exit = new Ablator(ablation, maker(), this::wanted, out, terminal, signals).run();
            if (exit.isPresent()) {
                System.err.println(
                        "traindeck: a signal ended the ablation; go on with: " + new ThisCommand(spec).text());
            } else {
                out.println();
            }
            return exit;
        }
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

    /**
     * Refuses, before anything starts, names that no run can have, a folder that cannot be made, and runs that are
     * there and are others.
     */
    private void requireWanted(Ablation ablation) throws CliException, RunException {
        try {
            ablation.requireNames();
        } catch (RunException e) {
            throw usage(e.getMessage());
        }
        RunFolder.makeRunsDir(ablation.runsDir());
        for (Ablation.Run run : ablation.runs()) {
            RunJson wanted = wanted(run);
            if (RunOutcome.of(run.folder()).begun()) {
                AblationCheck.requireSame(run.folder(), wanted);
            }
        }
    }

    private RunJson wanted(Ablation.Run run) {
        return maker().json(run.folder().name(), run.recipe(), run.rung().dials(), options);
    }

    private RunMaker maker() {
        return new RunMaker(runs.dir(), InstantSource.system());
    }

    private static CliException underWay(Ablation ablation) {
        return new CliException("the ablation " + ablation.name()
                + " is under way in another process, so none was started; look on with: "
                + Typed.command("watch"));
    }

    private DetachedProcess startInBackground(Ablation ablation) throws RunException, IOException {
        RunFolder.makeLog(ablation.log());
        return new DetachedProcess(new ThisCommand(spec).without("--detach"), ablation.log());
    }
}
