package io.traindeck.cli.ablation;

import io.traindeck.cli.option.DialOptions;
import io.traindeck.cli.option.ListOnce;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.cli.queue.QueueOptions;
import io.traindeck.cli.queue.QueueStart;
import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.cli.queue.RunQueue;
import io.traindeck.cli.trainer.RunMaker;
import io.traindeck.train.AblationPlan;
import io.traindeck.train.Dials;
import io.traindeck.train.Ingredient;
import io.traindeck.train.Ladder;
import io.traindeck.train.LeaveOneOut;
import io.traindeck.train.Part;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
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

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--ladder",
            split = ",",
            preprocessor = ListOnce.class,
            paramLabel = "WORD",
            description =
                    "The ingredients in the order in which they are added: ${COMPLETION-CANDIDATES} (default: all,"
                            + " in this order). What is left out stays as in vanilla.")
    private List<Ingredient> ladder = List.of();

    @Option(
            names = "--leave-one-out",
            description = "Train the recipe and dials given instead, and then the same without each of its parts.")
    private boolean leaveOneOut;

    @Option(
            names = "--parts",
            split = ",",
            preprocessor = ListOnce.class,
            paramLabel = "WORD",
            description =
                    "With --leave-one-out, what is left out in turn: ${COMPLETION-CANDIDATES} (default: all of these"
                            + " that the recipe and dials have).")
    private List<Part> parts = List.of();

    @Option(
            names = "--seeds",
            defaultValue = "1",
            paramLabel = "N",
            description = "How often to train all of this, each time with the next seed (default: ${DEFAULT-VALUE}).")
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
    private QueueOptions queueOptions;

    @Override
    public Integer call() throws Exception {
        Path runsDir = queueOptions.runs().dir();
        Ablation ablation = ablation(runsDir);
        RunQueue queue = ablation.queue(run -> new RunMaker(runsDir, InstantSource.system())
                .json(run.folder().name(), run.recipe(), run.variant().dials(), options));
        Optional<QueueStart> start = queueOptions.start(queue, options, false);
        if (start.isEmpty()) {
            return 0;
        }
        ShownLadder shown = new ShownLadder(ablation, ablation.firstSeedLeft());
        OptionalInt exit = start.get().train(shown::shown);
        if (exit.isPresent()) {
            return exit.getAsInt();
        }
        List<AblationRow> rows = ablation.rows();
        PrintStream out = System.out;
        if (queueOptions.json()) {
            out.println(new AblationJson(ablation, rows).text());
        } else {
            AblationTable.print(ablation, rows, out);
        }
        RunOutcome.requireResults(
                rows.stream().flatMap(row -> row.outcomes().stream()).toList());
        return 0;
    }

    private Ablation ablation(Path runsDir) {
        Dials target = dials.dials();
        if (seeds < 1 || seeds > MAX_SEEDS) {
            throw usage("--seeds must be 1 to " + MAX_SEEDS + ", not " + seeds);
        }
        String prefix = name != null ? name : options.data().name() + "-ablation";
        try {
            return new Ablation(runsDir, prefix, plan(target), target.seed(), seeds);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private AblationPlan plan(Dials target) {
        if (!leaveOneOut) {
            if (!parts.isEmpty()) {
                throw new IllegalArgumentException("--parts is for --leave-one-out");
            }
            return new Ladder(target, ladder.isEmpty() ? Ladder.all() : ladder);
        }
        if (!ladder.isEmpty()) {
            throw new IllegalArgumentException(
                    "--ladder is the way up from vanilla; with --leave-one-out name --parts");
        }
        return new LeaveOneOut(dials.recipe(), target, parts.isEmpty() ? LeaveOneOut.partsOf(target) : parts);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
