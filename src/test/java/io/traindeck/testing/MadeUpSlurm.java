package io.traindeck.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Programs that stand in for Slurm's: {@code squeue} prints what a test has put into a file, {@code sbatch} keeps its
 * input.
 */
public final class MadeUpSlurm {
    private final Path dir;

    /** @param dir an empty folder */
    public MadeUpSlurm(Path dir) throws IOException {
        this.dir = dir;
        lists();
        program(
                "squeue",
                "[ \"$SLURM_TIME_FORMAT\" = standard ] || exit 1; echo \"$*\" >>'DIR/asked'; cat 'DIR/queue'");
        program("sbatch", "echo \"$*\" >>'DIR/submitted'; cat >'DIR/script'; echo 71");
    }

    private void program(String name, String lines) throws IOException {
        Path file = dir.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + lines.replace("DIR", dir.toString()) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Returns the search path on which they are found. */
    public String path() {
        return dir + ":" + System.getenv("PATH");
    }

    /** Makes {@code squeue} print these lines from now on. */
    public void lists(String... lines) throws IOException {
        Files.write(dir.resolve("queue"), List.of(lines));
    }

    /** Makes {@code squeue} fail from now on, with that last word. */
    public void fails(String words) throws IOException {
        program("squeue", "echo '" + words + "' >&2; exit 1");
    }

    /** Returns a line of {@code squeue} of a job that got its turn just now. */
    public static String atWork(String job, String state, String node) {
        return job + "|" + state + "|" + node + "|None|" + LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns a line of {@code squeue} of a job that waits. */
    public static String waiting(String job, String reason) {
        return job + "|PENDING||" + reason + "|N/A";
    }

    /** Returns the arguments of each call of {@code squeue}. */
    public List<String> asked() throws IOException {
        return lines("asked");
    }

    /** Returns the arguments of each call of {@code sbatch}. */
    public List<String> submitted() throws IOException {
        return lines("submitted");
    }

    /** Returns the script that was submitted last. */
    public String script() throws IOException {
        return Files.readString(dir.resolve("script"));
    }

    private List<String> lines(String name) throws IOException {
        Path file = dir.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
