package io.traindeck.cli.slurm;

import io.traindeck.cli.option.CliException;
import io.traindeck.text.IoReason;
import io.traindeck.text.Safe;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The cluster, by its own programs. Scripts are kept beside the runs, and each job's comment names its script, so that
 * the queue tells which runs are in it.
 *
 * @param runsDir the folder of the runs, an absolute path
 */
public record Slurm(Path runsDir) {
    private static final String ENDING = ".sbatch";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * Submits a script.
     *
     * @param options further options of sbatch, which take precedence over those in the script
     * @return the job's number
     * @throws CliException with Slurm's own reason
     */
    public String submit(JobScript script, List<String> options) throws CliException, InterruptedException {
        Path file = runsDir.resolve(script.name() + "-" + TIME.format(Instant.now()) + ENDING);
        try {
            Files.writeString(file, script.text());
        } catch (IOException e) {
            throw new CliException("cannot write " + file + ": " + IoReason.of(e) + "; see who owns its folder", e);
        }
        List<String> command = new ArrayList<>(List.of("sbatch", "--parsable", "--comment=" + file.getFileName()));
        command.addAll(options);
        try {
            // The name of the cluster may follow the number.
            return last(run(command, script.text())).split(";")[0];
        } catch (CliException e) {
            delete(file);
            throw e;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The file stays, and does no harm.
        }
    }

    /**
     * Returns the names of the runs that are in the queue, waiting or at work.
     *
     * @param name the name of the jobs
     * @throws CliException with Slurm's own reason
     */
    public Set<String> queued(String name) throws CliException, InterruptedException {
        Set<String> runs = new HashSet<>();
        String jobs = run(List.of("squeue", "-h", "-r", "--me", "--name=" + name, "-o", "%i|%k"), "");
        for (String job : jobs.lines().toList()) {
            String[] parts = job.split("\\|", 2);
            int task = parts[0].lastIndexOf('_');
            if (parts.length == 2 && task >= 0) {
                List<String> inScript = runsIn(parts[1].strip());
                int number = Integer.parseInt(parts[0].substring(task + 1));
                if (number <= inScript.size()) {
                    runs.add(inScript.get(number - 1));
                }
            }
        }
        return runs;
    }

    /** Returns the runs of a script that is kept here; none if it is another's. */
    private List<String> runsIn(String comment) {
        if (!comment.endsWith(ENDING) || comment.contains("/")) {
            return List.of();
        }
        try {
            return JobScript.runsIn(Files.readString(runsDir.resolve(comment)));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Runs one of Slurm's programs; returns what it prints, and passes on what it says beside that. */
    private static String run(List<String> command, String input) throws CliException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<String> beside = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It has ended without reading, and says why.
            }
            String printed = text(process.getInputStream());
            String said = beside.join();
            if (process.waitFor() != 0) {
                throw new CliException(Safe.forLine(last(said.isEmpty() ? printed : said)) + " (" + command.get(0)
                        + "); no job was submitted");
            }
            said.lines().map(Safe::forLine).forEach(System.err::println);
            return printed;
        } catch (IOException e) {
            throw new CliException("cannot start " + command.get(0) + ": is Slurm on this machine?", e);
        }
    }

    private static String text(InputStream printed) {
        try {
            return new String(printed.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String last(String lines) {
        return lines.lines().reduce("", (earlier, later) -> later);
    }
}
