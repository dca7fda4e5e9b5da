package io.traindeck.run;

import io.traindeck.text.IoReason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder in which runs lie. */
public final class RunsDir {
    private RunsDir() {}

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
