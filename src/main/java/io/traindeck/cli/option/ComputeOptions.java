package io.traindeck.cli.option;

import java.nio.file.Path;
import java.util.ListResourceBundle;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Options that say which images are used and which device computes. An option that is not given has the run's value.
 */
public class ComputeOptions {
    /** The fewest images whose fifth is one validation image. */
    private static final int MIN_LIMIT = 5;

    /** No machine has more cores; the limit catches a slip of the keyboard. */
    private static final int MAX_THREADS = 1024;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "NAME",
            description = "The images: ${COMPLETION-CANDIDATES} (default: ${bundle:usual.data}). shapes are"
                    + " drawn by the program; cifar10 is downloaded once unless --data-dir names its folder.")
    private DataChoice.Name data;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The folder with CIFAR-10's binary batches, or its parent.")
    private Path dataDir;

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N training and N/5 validation images.")
    private Integer limit;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the CPU kernels (default: ${bundle:usual.threads}).")
    private Integer threads;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Where to compute: ${COMPLETION-CANDIDATES} (default: ${bundle:usual.device}).")
    private Device device;

    /** The device on which to compute; the names are the words on the command line. */
    public enum Device {
        auto,
        cpu,
        cuda
    }

    /** Tells the help of a command the defaults of these options. */
    public static void addDefaults(CommandLine command) {
        if (command.getCommandName().equals("evaluate")) {
            addDefaults(command.getCommandSpec(), "the run's", "the run's", "where the run did, else auto");
        } else {
            addDefaults(command.getCommandSpec(), "shapes", "as many as cores", "auto");
        }
    }

    private static void addDefaults(CommandSpec spec, String data, String threads, String device) {
        spec.resourceBundle(new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {{"usual.data", data}, {"usual.threads", threads}, {"usual.device", device}};
            }
        });
    }

    /** Whether the images are named here. */
    public boolean namesData() {
        return data != null;
    }

    public DataChoice data(DataChoice otherwise) {
        if (limit != null && limit < MIN_LIMIT) {
            throw usage("--limit must be at least " + MIN_LIMIT + ", not " + limit
                    + ": a fifth of it is the validation set");
        }
        DataChoice.Name name = data == null ? otherwise.name() : data;
        if (dataDir != null && name == DataChoice.Name.SHAPES) {
            throw usage("--data-dir is for --data cifar10; the shapes are drawn by the program");
        }
        Optional<Path> dir =
                dataDir == null && name == otherwise.name() ? otherwise.dir() : Optional.ofNullable(dataDir);
        return new DataChoice(name, dir, limit == null ? otherwise.limit() : limit);
    }

    /** @param otherwise the number if none was given; 0 for the engine's own choice */
    public int threads(int otherwise) {
        if (threads == null) {
            return otherwise;
        }
        requireThreads(spec, threads);
        return threads;
    }

    /** @param command the command that has the option {@code --threads} */
    public static void requireThreads(CommandSpec command, int threads) {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new ParameterException(
                    command.commandLine(), "--threads must be 1 to " + MAX_THREADS + ", not " + threads);
        }
    }

    public String device(String otherwise) {
        return device == null ? otherwise : device.name();
    }

    public ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
