package io.traindeck.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a run is besides its dials: its data, where it computes, how often it saves. */
final class TrainOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "NAME",
            defaultValue = "shapes",
            description = "The images: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). shapes are drawn by the"
                    + " program; cifar10 is downloaded once unless --data-dir names its folder.")
    private DataChoice.Name data;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The folder with CIFAR-10's binary batches, or its parent.")
    private Path dataDir;

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N training and N/5 validation images.")
    private Integer limit;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the CPU kernels (default: the cores).")
    private Integer threads;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "Where to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Device device;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "STEPS",
            defaultValue = "0",
            description = "Save the last checkpoint every so many steps, besides after each epoch; 0: don't.")
    private int checkpointEvery;

    /** Where to compute; the names are the words on the command line. */
    enum Device {
        auto,
        cpu,
        cuda
    }

    DataChoice data() {
        if (limit != null && limit < MIN_LIMIT) {
            throw usage("--limit must be at least " + MIN_LIMIT + ", not " + limit
                    + ": a fifth of it is the validation set");
        }
        if (dataDir != null && data == DataChoice.Name.SHAPES) {
            throw usage("--data-dir is for --data cifar10; the shapes are drawn by the program");
        }
        return new DataChoice(data, Optional.ofNullable(dataDir), limit == null ? 0 : limit);
    }

    /** 0 for the engine's own choice. */
    int threads() {
        if (threads != null && (threads < 1 || threads > MAX_THREADS)) {
            throw usage("--threads must be 1 to " + MAX_THREADS + ", not " + threads);
        }
        return threads == null ? 0 : threads;
    }

    String device() {
        return device.name();
    }

    int checkpointEvery() {
        if (checkpointEvery < 0) {
            throw usage("--checkpoint-every must be 0 (off) or more, not " + checkpointEvery);
        }
        return checkpointEvery;
    }

    /** The fewest images whose fifth is one validation image. */
    private static final int MIN_LIMIT = 5;

    /** No machine has more cores: catches a slip of the keyboard. */
    private static final int MAX_THREADS = 1024;

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
