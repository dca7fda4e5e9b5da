package io.traindeck.run;

import io.traindeck.text.IoReason;
import io.traindeck.text.Typed;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder in which runs lie. */
public final class RunsDir {
    private RunsDir() {}

    /** Returns the folder of runs if none is given: that of the environment, or {@code runs} in the current folder. */
    public static Path usual() {
        return ofEnvironment().orElse(Path.of("runs"));
    }

    /** Returns the folder of runs that the environment names; empty if the variable is unset or an empty text. */
    public static Optional<Path> ofEnvironment() {
        return Optional.ofNullable(System.getenv("TRAINDECK_RUNS"))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }

    /** The command that lists the runs of a folder. */
    static String listing(Path runsDir) {
        return runsDir.equals(usual()) ? Typed.command("runs") : Typed.command("runs", "--runs", runsDir.toString());
    }

    /**
     * Makes the folder if it is missing.
     *
     * @throws RunException if it cannot be made, or is something else
     */
    public static void make(Path runsDir) throws RunException {
        try {
            Files.createDirectories(runsDir);
        } catch (FileAlreadyExistsException e) {
            throw new RunException(runsDir + " is not a folder; choose another --runs", e);
        } catch (IOException e) {
            throw new RunException(
                    "cannot make the folder " + runsDir + " for runs: " + IoReason.of(e) + "; choose another --runs",
                    e);
        }
    }
}
