package io.traindeck.cli.bench;

import com.google.gson.GsonBuilder;
import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.ComputeOptions;
import io.traindeck.cli.option.Edition;
import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.trainer.EngineSignals;
import io.traindeck.model.Precision;
import io.traindeck.model.Torch;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.train.Dials;
import io.traindeck.train.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: measures how fast this machine trains, and what everything around the bare step costs. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures training on this machine: bare steps and the whole loop in turn, medians.")
public final class BenchCommand implements Callable<Integer> {
    /** The most metrics that a line of a log may have and still be read fast. */
    private static final int MOST_SERIES = 1000;

    /** Seed of the measured training. */
    private static final long SEED = 42;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Option(
            names = "--screen",
            description = "Measure the screen instead: bytes and CPU of a frame, and how soon it answers.")
    private boolean screen;

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "" + SyntheticRun.OWN_SERIES,
            description = "With --screen: metrics a step in the long log (default: ${DEFAULT-VALUE}).")
    private int series;

    @Option(
            names = "--logs",
            description = "Measure instead how soon a long log of each kind is on the screen; takes 1 GB of disk.")
    private boolean logs;

    @Option(
            names = "--to-accuracy",
            paramLabel = "X",
            description =
                    "Measure nothing, but tell of runs that were trained how long each took from its command to the"
                            + " first validation with a val_acc of at least X, such as 0.874.")
    private Double toAccuracy;

    @Parameters(paramLabel = "RUN", arity = "0..*", description = "With --to-accuracy: runs of our own trainer.")
    private List<String> named = List.of();

    @Option(
            names = "--lesson",
            paramLabel = "STEPS",
            description =
                    "With --to-accuracy: also time so many steps of the lesson's loop in PyTorch, if python3 has it,"
                            + " and tell how long its 30 epochs would take.")
    private int lessonSteps;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            defaultValue = "12",
            description =
                    "Blocks of ten steps of each sort (default: ${DEFAULT-VALUE}, some two minutes on two cores).")
    private int blocks;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the CPU kernels (default: as many as cores).")
    private Integer threads;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "Where to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ComputeOptions.Device device;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "upgraded",
            description = "The training that is measured: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Recipe recipe;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            defaultValue = "fp32",
            description = "Numbers in which its layers compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Mixin
    private RunsOption runs;

    /** The number of times that a folder is deleted in which a thread may still write. */
    private static final int MOST_DELETES = 100;

    /** Whether the program was told to end: after that, a missing folder is no fault. */
    private volatile boolean ending;

    @Override
    public Integer call() throws Exception {
        if (blocks < 1) {
            throw new ParameterException(spec.commandLine(), "--blocks must be at least 1, not " + blocks);
        }
        if (threads != null) {
            ComputeOptions.requireThreads(spec, threads);
        }
        if (series < SyntheticRun.OWN_SERIES || series > MOST_SERIES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--series must be " + SyntheticRun.OWN_SERIES + " to " + MOST_SERIES + ", not " + series);
        }
        if (toAccuracy != null) {
            tellTimesToAccuracy();
        } else if (!named.isEmpty() || lessonSteps != 0) {
            throw new ParameterException(spec.commandLine(), "runs and --lesson are for --to-accuracy");
        } else if (screen) {
            measure(folder -> new ScreenBench(folder, series, ScreenBench.Size.FULL).run());
        } else if (logs) {
            measure(folder -> new LogsBench(folder, LogsBench.STARTS, 1).run());
        } else {
            measureTraining();
        }
        return 0;
    }

    private void tellTimesToAccuracy() throws CliException, RunException, InterruptedException {
        if (!(toAccuracy > 0 && toAccuracy <= 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--to-accuracy must be above 0 and at most 1, such as 0.874, not " + toAccuracy);
        }
        if (lessonSteps < 0 || named.isEmpty() && lessonSteps == 0) {
            throw new ParameterException(
                    spec.commandLine(), "--to-accuracy wants the names of runs, or --lesson with a number of steps");
        }
        if (lessonSteps > 0 && toAccuracy != LessonLoop.ACCURACY) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--lesson is for --to-accuracy " + LessonLoop.ACCURACY
                            + ": the lesson does not tell when it came to another");
        }
        AccuracyTable table = new AccuracyTable(toAccuracy);
        if (lessonSteps > 0) {
            table.add(lesson(), lessonSteps);
        }
        for (String name : named) {
            LoggedRun found = RunOrPath.find(runs, name);
            RunFolder run = found.folder()
                    .orElseThrow(() -> new CliException(
                            found.shown() + " is not a run of our own trainer, which --to-accuracy wants"));
            table.add(found.name(), TimeToAccuracy.of(run, toAccuracy));
        }
        PrintWriter out = spec.commandLine().getOut();
        (json ? List.of(table.json()) : table.lines()).forEach(out::println);
        out.flush();
    }

    /**
     * Times the loop of the lesson, on as many threads as our trainer takes: PyTorch itself might choose another
     * number.
     */
    private LessonLoop lesson() throws CliException, InterruptedException {
        return LessonLoop.measure(
                lessonSteps, threads == null ? Runtime.getRuntime().availableProcessors() : threads);
    }

    private void measureTraining() throws Exception {
        Edition.requireEngine();
        inFolder(folder -> {
            Torch torch = Torch.load(device.name(), threads == null ? 0 : threads);
            Dials dials = recipe.dials(SEED);
            dials = dials.with(dials.extras().with(precision));
            TrainingBench bench = new TrainingBench(folder, torch, recipe.toString(), dials, blocks, () -> ending);
            bench.print(
                    bench.figures(spec.commandLine().getErr()),
                    json,
                    spec.commandLine().getOut());
            return null;
        });
    }

    /** Does something in an empty folder. */
    private interface Work<T> {
        T in(Path folder) throws Exception;
    }

    /** Does something in an empty folder, which is removed after it, also if a signal ends it. */
    private <T> T inFolder(Work<T> work) throws Exception {
        Path folder = Files.createTempDirectory("traindeck-bench");
        try (EngineSignals signals = new EngineSignals(() -> {
            ending = true;
            deleteAtTheEnd(folder);
        })) {
            T result = work.in(folder);
            delete(folder);
            return result;
        } catch (Exception e) {
            if (ending) {
                // The folder is gone from under the work; the signal ends the process in a moment.
                new CountDownLatch(1).await();
            }
            delete(folder);
            throw e;
        }
    }

    /** @param bench returns figures by name, and each name ends with the unit */
    private void measure(Work<Map<String, Double>> bench) throws Exception {
        Map<String, Double> figures = inFolder(bench);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new GsonBuilder().create().toJson(figures));
        } else {
            figures.forEach((name, value) -> out.printf(Locale.ROOT, "%-32s %10.1f%n", name, value));
        }
        out.flush();
    }

    private static void deleteAtTheEnd(Path folder) {
        for (int tries = 0; tries < MOST_DELETES && Files.exists(folder); tries++) {
            try {
                delete(folder);
            } catch (IOException e) {
                // Something has been written meanwhile, so it is tried again.
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
