package io.traindeck.cli.evaluation;

import io.traindeck.cli.option.CliException;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.text.Safe;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file of weights that the user means by RUN|FILE.
 *
 * @param run the run in whose folder of checkpoints the file lies, if it lies in one and that run has a run.json
 */
record EvaluationTarget(Path file, Optional<RunFolder> run) {
    private static final String SUFFIX = ".safetensors";
    private static final String BEST_FILE = "best" + SUFFIX;

    /**
     * Finds the weights: a file as it is, or the best weights of a run.
     *
     * @throws RunException if there is no such run
     * @throws CliException if there is no such file, or the run has no best weights
     */
    static EvaluationTarget find(List<Path> runsDirs, String runOrFile) throws RunException, CliException {
        Optional<Path> file = regularFile(runOrFile);
        if (file.isPresent()) {
            return new EvaluationTarget(file.get(), runOf(file.get()));
        }
        if (runOrFile.endsWith(SUFFIX)) {
            throw new CliException("no file " + Safe.forLine(runOrFile));
        }
        RunFolder run = RunFolder.open(runsDirs, runOrFile);
        Path best = run.checkpoints().resolve(BEST_FILE);
        if (!Files.isRegularFile(best)) {
            throw new CliException("run " + Safe.forLine(run.name()) + " has no best weights: there is no " + best
                    + ", which a trainer writes when it has validated its first epoch");
        }
        return new EvaluationTarget(best, runOf(best));
    }

    private static Optional<Path> regularFile(String name) {
        try {
            return Optional.of(Path.of(name)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            // It is no path at all; if it is no run either, the search for the run says so.
            return Optional.empty();
        }
    }

    private static Optional<RunFolder> runOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return Optional.ofNullable(folder.getParent())
                .map(RunFolder::new)
                .filter(run -> run.checkpoints().equals(folder) && Files.exists(run.runJson()));
    }
}
