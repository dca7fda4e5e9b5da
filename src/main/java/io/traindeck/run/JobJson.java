package io.traindeck.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code slurm.json}: the job of Slurm that has a run in hand. It is written when the run is submitted, and by each trainer
 * that begins in a job; a trainer that begins elsewhere removes it.
 *
 * @param job its number; in an array, followed by a low line and the number of the task
 * @param begunMs when a trainer of that job began last, Unix milliseconds; 0 before the first
 * @param restarts how often Slurm had started the job before that
 */
public record JobJson(int schema, String job, long begunMs, int restarts) {
    /** The layout of this file. */
    public static final int SCHEMA = 1;

    /** The file has fewer than 100 bytes; a file that is larger than this is another one. */
    private static final int MAX_BYTES = 4096;

    /** The file may come from anybody, and the number is handed to a program. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(_\\d{1,9})?");

    private static final RecordJson<JobJson> JSON = RecordJson.of(JobJson.class);
    private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().create();

    /** A job that has just been submitted. */
    public static JobJson submitted(String job) {
        return new JobJson(SCHEMA, job, 0, 0);
    }

    /** The job of Slurm in which this process runs; empty if it runs in none. */
    public static Optional<String> own(Map<String, String> environment) {
        String array = environment.get("SLURM_ARRAY_JOB_ID");
        String task = environment.get("SLURM_ARRAY_TASK_ID");
        String job = array != null && task != null ? array + "_" + task : environment.get("SLURM_JOB_ID");
        return Optional.ofNullable(job).filter(number -> NUMBER.matcher(number).matches());
    }

    /** Returns the job that has a run in hand; empty if there is none, or its file cannot be read. */
    public static Optional<JobJson> of(RunFolder run) {
        Path file = run.slurmJson();
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            RunFiles.requireRegular(file);
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MAX_BYTES);
                JobJson json = JSON.read(StrictJson.object(bytes, 0, bytes.length));
                return Optional.of(json)
                        .filter(known -> known.schema == SCHEMA
                                && NUMBER.matcher(known.job).matches());
            }
        } catch (IOException | JsonParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Notes that a job has been submitted for a run, unless a trainer of that job was faster.
     *
     * @throws IOException if it cannot be written
     */
    public static void submitted(RunFolder run, String job) throws IOException {
        if (of(run).filter(known -> known.job.equals(job)).isEmpty()) {
            submitted(job).write(run);
        }
    }

    /**
     * Notes that a trainer begins: in a job, or without one.
     *
     * @throws IOException if it cannot be written or removed
     */
    public static void begun(RunFolder run, Map<String, String> environment, long nowMs) throws IOException {
        Optional<String> own = own(environment);
        if (own.isPresent()) {
            new JobJson(SCHEMA, own.get(), nowMs, restarts(environment)).write(run);
        } else {
            Files.deleteIfExists(run.slurmJson());
        }
    }

    private static int restarts(Map<String, String> environment) {
        try {
            return Integer.parseInt(environment.getOrDefault("SLURM_RESTART_COUNT", "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void write(RunFolder run) throws IOException {
        RunFiles.replace(run.slurmJson(), (PRETTY.toJson(JSON.write(this)) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
