package io.traindeck.cli.sweep;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.cli.option.Versions;
import io.traindeck.cli.queue.QueueOptions;
import io.traindeck.cli.queue.QueueStart;
import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.cli.queue.RunQueue;
import io.traindeck.cli.trainer.RunMaker;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code sweep}: trains a run for each of many points, and shows their results. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a run for each combination of the values of the dials, such as --max-lr 1e-3,3e-3 --seed"
                + " 1..4, and prints a table, the best first, and the mean by value of each dial. The same command"
                + " again goes on where it was interrupted, and prints the table once all is trained.")
public final class SweepCommand implements Callable<Integer> {
    /** Options of our own trainer that also say how many runs there is room for. */
    private static final Set<String> FOR_ANY_PROGRAM = Set.of("--threads", "--device");

    private final InstantSource clock = InstantSource.system();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Instead of all combinations, N random ones. A range such as 1e-4..1e-2 may then have any"
                    + " number in it, evenly by the logarithm if its ends differ tenfold.")
    private Integer samples;

    @Option(
            names = "--sample-seed",
            paramLabel = "N",
            description = "Seed of the random combinations (default: 0). A larger --samples adds to those there are.")
    private Long sampleSeed;

    @Option(
            names = "--stop-worst",
            description = "Stop a run early if after a validation its best is worse than the median of what at least"
                    + " three others had by then.")
    private boolean stopWorst;

    @Option(
            names = "--vary",
            paramLabel = "NAME=VALUES",
            description =
                    "Instead of dials: a value that stands in the place of {NAME} in a command of any program, which"
                            + " follows after --, as in: sweep --vary lr=1e-3,3e-4 -- python train.py --lr {lr}")
    private List<String> varied = new ArrayList<>();

    @Mixin
    private TrainOptions options;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "How the names of the runs begin (default: DATA-sweep).")
    private String name;

    @Mixin
    private QueueOptions queueOptions;

    @Override
    public Integer call() throws Exception {
        SweptDials dials = new SweptDials(spec);
        List<DialValues> values = dials.values();
        RunQueue queue;
        Sweep sweep;
        if (varied.isEmpty()) {
            sweep = sweep(values, options.data().name() + "-sweep");
            Map<Point, SweptDials.Chosen> chosen = chosen(dials, values, sweep);
            queue = sweep.queue((run, point) -> wanted(run, chosen.get(point)));
        } else {
            VariedCommand program = new VariedCommand(queueOptions.command());
            values = values(program, values);
            sweep = sweep(values, "sweep");
            List<DialValues> all = values;
            queue = sweep.queue((run, point) -> wanted(run, program.at(point, all)));
        }
        Optional<QueueStart> start = queueOptions.start(queue, options, stopWorst);
        if (start.isEmpty()) {
            return 0;
        }
        if (samples != null) {
            queueOptions.progress().out().println(samples + " random points, drawn with --sample-seed " + seed());
        }
        ShownPoints shown = new ShownPoints(sweep, clock);
        OptionalInt exit = start.get().train(shown::shown);
        if (exit.isPresent()) {
            return exit.getAsInt();
        }
        print(sweep.results(), values.stream().filter(DialValues::varies).toList());
        return 0;
    }

    private void print(List<PointResult> results, List<DialValues> dials) throws CliException {
        PrintStream out = System.out;
        if (queueOptions.json()) {
            out.println(new SweepJson(results, dials).text());
        } else {
            SweepTable.print(results, dials, queueOptions.runs()::nameOf, out);
        }
        RunOutcome.requireResults(results.stream().map(PointResult::outcome).toList());
    }

    /** Returns the values that vary in another's program, which has no dials of ours. */
    private List<DialValues> values(VariedCommand program, List<DialValues> dials) {
        if (!dials.isEmpty()) {
            throw usage("--" + dials.get(0).dial().replace('_', '-')
                    + " is a dial of our own trainer; with --vary name it after a place in the command");
        }
        ParseResult typed = spec.commandLine().getParseResult();
        for (OptionSpec option : spec.mixins().get("options").options()) {
            if (typed.hasMatchedOption(option) && !FOR_ANY_PROGRAM.contains(option.longestName())) {
                throw usage(
                        option.longestName() + " is an option of our own trainer; give the program its own after --");
            }
        }
        try {
            return program.values(varied);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private Sweep sweep(List<DialValues> values, String usualName) {
        String prefix = name != null ? name : usualName;
        try {
            if (samples == null && sampleSeed != null) {
                throw new IllegalArgumentException("--sample-seed is for --samples");
            }
            List<Point> points = samples == null ? Points.grid(values) : Points.random(values, samples, seed());
            return new Sweep(queueOptions.runs().dir(), prefix, points);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private long seed() {
        return sampleSeed == null ? 0 : sampleSeed;
    }

    /** Returns the dials of each point; refuses whatever makes no sense. */
    private Map<Point, SweptDials.Chosen> chosen(SweptDials dials, List<DialValues> values, Sweep sweep) {
        Map<Point, SweptDials.Chosen> byPoint = new HashMap<>();
        Map<SweptDials.Chosen, Point> seen = new HashMap<>();
        for (Point point : sweep.points()) {
            SweptDials.Chosen chosen = dials.dials(values, point);
            byPoint.put(point, chosen);
            Point same = seen.put(chosen, point);
            if (same != null) {
                throw usage("the points " + same.values() + " and " + point.values() + " are the same run");
            }
        }
        return byPoint;
    }

    private RunJson wanted(String run, RunTask.Program program) {
        return new RunJson(run, clock.millis(), program, RunJson.Trainer.thisProcess(Versions.all()));
    }

    private RunJson wanted(String run, SweptDials.Chosen dials) {
        return new RunMaker(queueOptions.runs().dir(), clock).json(run, dials.recipe(), dials.dials(), options);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
