package io.traindeck.supervise;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The commit of a folder, asked for while other things are done. */
public final class GitState {
    /**
     * The longest wait for git. A folder with very many files on a slow disk may take longer: its commit is not told.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Process commit;
    private final Process changes;

    /** Begins to ask. */
    public GitState(File folder) {
        commit = git(folder, "rev-parse", "HEAD");
        changes = git(folder, "--no-optional-locks", "diff", "--quiet", "HEAD", "--");
    }

    private static Process git(File folder, String... words) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        try {
            return new ProcessBuilder(command)
                    .directory(folder)
                    .redirectInput(new File("/dev/null"))
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // There is no git, so the folder is under no version control that we know.
            return null;
        }
    }

    /**
     * Returns the commit, with {@code -dirty} after it if files were changed since; null if there is none, or git is
     * too slow.
     */
    public String get() {
        if (commit == null || changes == null) {
            return null;
        }
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            if (!hasEnded(commit, deadline) || !hasEnded(changes, deadline) || commit.exitValue() != 0) {
                return null;
            }
            String id = new String(commit.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return changes.exitValue() == 0 ? id : id + "-dirty";
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            commit.destroyForcibly();
            changes.destroyForcibly();
        }
    }

    private static boolean hasEnded(Process process, long deadline) throws InterruptedException {
        return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
}
