package io.traindeck.cli.evaluation;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.ComputeOptions;
import io.traindeck.cli.option.DataChoice;
import io.traindeck.cli.option.DialsJson;
import io.traindeck.cli.option.Edition;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.option.StandardStreams;
import io.traindeck.cli.plain.ProgressLine;
import io.traindeck.cli.trainer.EngineSignals;
import io.traindeck.data.DataException;
import io.traindeck.data.DataSet;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.Values;
import io.traindeck.model.Architecture;
import io.traindeck.model.Torch;
import io.traindeck.model.TorchException;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import io.traindeck.terminal.ColorLevel;
import io.traindeck.terminal.GlyphSet;
import io.traindeck.terminal.TerminalFeatures;
import io.traindeck.train.CheckpointException;
import io.traindeck.train.Dials;
import io.traindeck.train.ModelEvaluator;
import io.traindeck.train.ModelFile;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: measures what weights achieve on the validation set, class by class. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures weights on the validation set: accuracy, loss, and which class is taken for which. Of a"
                + " run, its best weights.")
public final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN|FILE",
            description = "A run's name, the path of its folder, or a .safetensors file: best, last or step-* of a run,"
                    + " or one that PyTorch wrote. last and step-* count by the weights training would go on with.")
    private String runOrFile;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Option(
            names = "--eval-flip",
            negatable = true,
            description = "Also measure val_acc_flip: scores averaged over each image and its mirror image (default: as"
                    + " the run has it).")
    private Boolean evalFlip;

    @Mixin
    private ComputeOptions options;

    @Mixin
    private RunsOption runs;

    @Option(names = ScreenOptions.ASCII, description = "Draw with ASCII characters alone.")
    private Boolean ascii;

    @Override
    public Integer call() throws Exception {
        Edition.requireEngine();
        EvaluationTarget target = EvaluationTarget.find(runs.dirs(), runOrFile);
        EvaluationReport report;
        try (ProgressLine progress = new ProgressLine(System.err, StandardStreams.errIsTerminal());
                EngineSignals signals = new EngineSignals(progress::close)) {
            report = evaluate(target, progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.toJson());
        } else {
            text().lines(report).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private EvaluationReport evaluate(EvaluationTarget target, ProgressLine progress)
            throws RunException, CliException, CheckpointException, DataException, TorchException,
                    InterruptedException {
        ModelFile weights = ModelFile.read(target.file());
        Optional<RunTask.Training> run = Optional.empty();
        if (target.run().isPresent()) {
            run = Optional.of(RunJson.read(target.run().get().runJson()).training());
        }
        Optional<DataChoice> trainedOn = Optional.empty();
        if (run.isPresent()) {
            trainedOn = Optional.of(
                    DataChoice.of(run.get().images(), target.run().get().runJson()));
        } else if (!options.namesData()) {
            throw options.usage(target.file() + " lies in no run that tells its images: name them with --data");
        }
        DataChoice choice = options.data(trainedOn.orElse(DataChoice.USUAL));

        progress.show("reading " + choice.name());
        DataSet data = choice.load(progress::downloaded);
        Optional<Dials> dials = run.isPresent()
                ? Optional.of(DialsJson.read(
                        run.get().dials(), target.run().get().runJson().toString()))
                : Optional.empty();
        Architecture architecture = architecture(target, dials, weights, data);
        boolean withMirrored = evalFlip != null
                ? evalFlip
                : dials.map(ofRun -> ofRun.extras().validation().evalFlip()).orElse(false);
        progress.show("loading PyTorch");
        Torch torch = Torch.load(
                options.device(run.map(RunTask.Training::engine)
                        .map(RunTask.Engine::device)
                        .orElse(ComputeOptions.Device.auto.name())),
                options.threads(run.map(RunTask.Training::engine)
                        .map(RunTask.Engine::threads)
                        .orElse(0)));
        String images = " of " + data.validation().size() + " images";
        progress.show("validated 0" + images);
        ModelEvaluator.Result result = ModelEvaluator.evaluate(
                weights, architecture, data, withMirrored, torch, done -> progress.show("validated " + done + images));

        boolean sameImages = trainedOn.isEmpty() || trainedOn.get().hasImagesOf(choice);
        return new EvaluationReport(
                new EvaluationReport.Weights(
                        target.run().map(RunFolder::name),
                        target.file(),
                        weights.origin().epoch(),
                        weights.origin().step()),
                new EvaluationReport.Images(data.name(), data.classNames()),
                new RunTask.Engine(torch.device(), torch.threads()),
                result,
                recorded(target, weights.origin(), sameImages));
    }

    /**
     * Returns the network as run.json has it, so that weights of another network in its folder are noticed; without a
     * run, the network that the shapes of the weights tell.
     */
    private static Architecture architecture(
            EvaluationTarget target, Optional<Dials> ofRun, ModelFile weights, DataSet data)
            throws CliException, CheckpointException {
        int classes = data.classNames().size();
        if (ofRun.isPresent()) {
            return ofRun.get().architecture(classes);
        }
        Architecture architecture = weights.architecture();
        if (architecture.classes() != classes) {
            throw new CliException(target.file() + " tells " + architecture.classes() + " classes apart, and "
                    + data.name() + " has " + classes + "; choose another --data");
        }
        return architecture;
    }

    private static Optional<EvaluationReport.Recorded> recorded(
            EvaluationTarget target, ModelFile.Origin weights, boolean sameImages) {
        Optional<Measured> logged = target.run().flatMap(run -> LoggedEpoch.find(run.events(), weights));
        if (logged.isPresent()) {
            Values epoch = logged.get().values();
            Optional<Double> flipped = epoch.has(OwnMetrics.VAL_ACC_FLIP)
                    ? Optional.of(epoch.get(OwnMetrics.VAL_ACC_FLIP))
                    : Optional.empty();
            return Optional.of(new EvaluationReport.Recorded(
                    "log",
                    epoch.get(OwnMetrics.VAL_ACC),
                    Optional.of(epoch.get(OwnMetrics.VAL_LOSS)),
                    flipped,
                    sameImages));
        }
        return weights.valAcc()
                .map(valAcc ->
                        new EvaluationReport.Recorded("file", valAcc, Optional.empty(), Optional.empty(), sameImages));
    }

    private EvaluationText text() {
        TerminalFeatures features = ScreenOptions.features(spec);
        // If the locale says UTF-8 but is not installed, Java prints question marks.
        boolean unicode = StandardCharsets.UTF_8.name().equals(System.getProperty("native.encoding"));
        return new EvaluationText(
                unicode ? features.glyphs() : GlyphSet.ASCII,
                features.colors() != ColorLevel.NONE && StandardStreams.outIsTerminal());
    }
}
