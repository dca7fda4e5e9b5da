package io.traindeck.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.traindeck.text.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code run.json}: enough to start the run again.
 *
 * @param schema {@link #SCHEMA}
 * @param createdMs when the run was first started, Unix milliseconds
 * @param data name of the data set
 * @param dataDir where its files lie; null if it needs none
 * @param limit training images taken of the set; 0 for all
 * @param threads threads of the engine's CPU kernels
 * @param host where the trainer was started last
 * @param pid its process there
 * @param versions of traindeck and of what it stands on, by name
 * @param dials as the trainer writes and reads them
 */
public record RunJson(
        int schema,
        String run,
        long createdMs,
        String recipe,
        String data,
        @RecordJson.MayBeNull String dataDir,
        int limit,
        long seed,
        String device,
        int threads,
        String host,
        long pid,
        Map<String, String> versions,
        JsonObject dials) {
    /** Stands for the name of a machine that does not know its own. */
    private static final String UNKNOWN_HOST = "unknown";

    /** The layout of this file, which is another than that of the log. */
    public static final int SCHEMA = 1;

    /**
     * How much later than it did a process may seem to have started: the kernel tells the time of its own start in
     * whole seconds.
     */
    private static final Duration START_TIME_ERROR = Duration.ofSeconds(2);

    /** A run.json has about 2 KB; a file that is larger than this is not one. */
    private static final int MAX_BYTES = 1 << 20;

    private static final RecordJson<RunJson> JSON = RecordJson.of(RunJson.class);
    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    public RunJson {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        dials = dials.deepCopy();
    }

    /** @throws RunException if it is missing, damaged, or of another schema */
    public static RunJson read(Path file) throws RunException {
        try {
            byte[] bytes = content(file);
            if (bytes.length > MAX_BYTES) {
                throw damaged(file, "larger than " + MAX_BYTES + " bytes", null);
            }
            JsonObject object = StrictJson.object(bytes, 0, bytes.length);
            RunJson json = JSON.read(object);
            if (json.schema != SCHEMA) {
                throw new RunException(file + " has schema " + json.schema + ", this traindeck knows only " + SCHEMA
                        + "; use the version that wrote it");
            }
            return json;
        } catch (JsonParseException e) {
            throw damaged(file, e.getMessage(), e);
        } catch (IOException e) {
            throw new RunException("cannot read " + file + ": " + IoReason.of(e) + "; is this a run folder?", e);
        }
    }

    /** This machine's name, as far as it knows it. */
    public static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return UNKNOWN_HOST;
        }
    }

    /** The same run, with so many threads of the engine's CPU kernels. */
    public RunJson withThreads(int number) {
        return new RunJson(
                schema, run, createdMs, recipe, data, dataDir, limit, seed, device, number, host, pid, versions, dials);
    }

    /** Whether the process that made this run lives, on this machine; false if that cannot be known. */
    boolean makerLives() {
        Instant latestStart = Instant.ofEpochMilli(createdMs).plus(START_TIME_ERROR);
        return ProcessHandle.of(pid)
                        .map(ProcessHandle::info)
                        // A process that only waits to be reaped has no command.
                        .filter(process -> process.command().isPresent())
                        .flatMap(ProcessHandle.Info::startInstant)
                        // A younger process has got the number of one that is gone.
                        .filter(start -> !start.isAfter(latestStart))
                        .isPresent()
                && host.equals(thisHost());
    }

    /** Whether the last trainer, as far as is known, was on another machine than this. */
    boolean isOfAnotherHost() {
        String here = thisHost();
        return !host.equals(here) && !host.equals(UNKNOWN_HOST) && !here.equals(UNKNOWN_HOST);
    }

    private static byte[] content(Path file) throws IOException {
        RunFiles.requireRegular(file);
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private static RunException damaged(Path file, String what, Exception cause) {
        return new RunException(file + " is damaged: " + what + "; restore it, or start a new run", cause);
    }

    /** Writes it whole, durably and with mode 0600, or leaves what was there. */
    public void write(Path file) throws RunException {
        try {
            RunFiles.replace(file, (PRETTY.toJson(JSON.write(this)) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RunException(
                    "cannot write " + file + ": " + IoReason.of(e) + "; make room or choose another --runs", e);
        }
    }
}
