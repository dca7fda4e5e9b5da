package io.traindeck.cli.log;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.LoggedRun;
import io.traindeck.text.IoReason;
import io.traindeck.text.Safe;
import io.traindeck.text.Typed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}: every point of a log in a format that other programs read. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes every point of a log for other programs, without those that a later session has replaced.")
public final class ExportCommand implements Callable<Integer> {
    private static final String STDOUT = "-";
    private static final int BUFFER = 1 << 16;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "RUN|PATH",
            description = "A run's name, or the path of a run folder or of a log that another program has written.")
    private String run;

    @ArgGroup(multiplicity = "1")
    private Form form;

    /** The form of the export; exactly one of these is set. */
    private static final class Form {
        @Option(
                names = "--csv",
                description = "Comma-separated values: kind of line, step, epoch, time (Unix seconds), and a column"
                        + " for each metric.")
        private boolean csv;

        @Option(names = "--jsonl", description = "The lines of an events.jsonl, which every command here reads.")
        private boolean jsonl;

        @Option(names = "--tensorboard", description = "An event file of TensorBoard, which keeps seven digits.")
        private boolean tensorboard;
    }

    @Parameters(
            index = "1",
            paramLabel = "FILE|DIR",
            description = "The new file, or - for stdout; of --tensorboard the new folder.")
    private String target;

    @Option(
            names = "--metric",
            paramLabel = "REGEX",
            description = "Only metrics in whose names this is found; may be given several times.")
    private List<String> metrics = List.of();

    @Mixin
    private RunsOption runs;

    @Override
    public Integer call() throws CliException {
        MetricChoice choice =
                new MetricChoice(metrics.stream().map(this::pattern).toList());
        if (form.tensorboard && isStream()) {
            throw new ParameterException(
                    spec.commandLine(), "--tensorboard makes a folder, and " + target + " is none");
        }
        LoggedRun found = RunOrPath.find(runs, run);
        // This comes before the log is read, which may take a while.
        NewFile file = isStream() ? null : new NewFile(Path.of(target));
        ReadLog log = read(found);
        List<String> names = log.figures().metrics().stream()
                .map(MetricFigures::name)
                .filter(choice::has)
                .toList();
        if (names.isEmpty()) {
            throw new CliException(found.shown()
                    + (metrics.isEmpty() ? " has no metric yet" : " has no metric that --metric finds")
                    + "; see: " + Safe.forLine(Typed.command("show", run)));
        }
        try {
            if (file == null) {
                write(log, choice, () -> lines(log, names, stream()));
            } else {
                write(log, choice, file, names);
            }
        } catch (UncheckedIOException e) {
            requireOther(cannotWrite(e.getCause()));
        } catch (CliException e) {
            requireOther(e);
        }
        return 0;
    }

    /** Throws a failure, unless it is that of standard output, which is told when the program ends. */
    private void requireOther(CliException failure) throws CliException {
        if (!target.equals(STDOUT) || !System.out.checkError()) {
            throw failure;
        }
    }

    private Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(
                    spec.commandLine(), "--metric '" + Safe.forLine(regex) + "': " + e.getDescription(), e);
        }
    }

    private static ReadLog read(LoggedRun found) throws CliException {
        try {
            return ReadLog.of(found);
        } catch (IOException e) {
            throw RunOrPath.cannotRead(found, e);
        }
    }

    private CliException cannotWrite(IOException e) {
        return new CliException("cannot write " + Safe.forLine(target) + ": " + IoReason.of(e), e);
    }

    /** Whether the target is a stream, so that there is nothing to replace: stdout, a pipe, a device. */
    private boolean isStream() {
        Path path = Path.of(target);
        return target.equals(STDOUT) || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
    }

    private OutputStream stream() throws IOException {
        return target.equals(STDOUT) ? new StandardOutput() : Files.newOutputStream(Path.of(target));
    }

    /** Standard output that fails at the first write that does not go through. */
    private static final class StandardOutput extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            System.out.write(bytes, offset, length);
            if (System.out.checkError()) {
                throw new IOException("a write to standard output has failed");
            }
        }
    }

    private void write(ReadLog log, MetricChoice choice, NewFile file, List<String> names) throws CliException {
        try (file) {
            write(log, choice, () -> open(log, names, file.half()));
            file.finish();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        spec.commandLine().getOut().println("wrote " + Safe.forLine(target));
        spec.commandLine().getOut().flush();
    }

    private PointWriter open(ReadLog log, List<String> names, Path half) throws IOException {
        return form.tensorboard
                ? new TensorBoardExport(Files.createDirectory(half))
                : lines(log, names, Files.newOutputStream(half));
    }

    private PointWriter lines(ReadLog log, List<String> names, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
        return form.csv ? new CsvWriter(writer, names) : new EventLinesWriter(writer, log, names);
    }

    private interface Opening {
        PointWriter open() throws IOException;
    }

    private void write(ReadLog log, MetricChoice choice, Opening opening) throws CliException {
        try (PointWriter writer = opening.open()) {
            try {
                log.forEach(m -> write(choice.of(m), writer));
            } catch (IOException e) {
                throw RunOrPath.cannotRead(log.run(), e);
            }
            writer.finish();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static void write(Measured m, PointWriter writer) {
        try {
            if (m.values().size() > 0) {
                writer.write(m);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
