package io.traindeck.run.slurm;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * A job as {@code squeue} lists it.
 *
 * @param state Slurm's word for it, such as {@code PENDING}
 * @param node its nodes, one or several; empty if it has none
 * @param reason why it waits, in Slurm's words; empty if Slurm does not say
 * @param startMs when it got its turn last, or is expected to get it, Unix milliseconds; 0 if unknown
 */
record ListedJob(String id, String state, String node, String reason, long startMs) {
    /** The fields that {@code squeue -o} prints for each job. */
    static final String FORMAT = "%i|%T|%N|%r|%S";

    private static final int FIELDS = 5;

    private static final Set<String> WAITS =
            Set.of("PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "RESV_DEL_HOLD", "SPECIAL_EXIT");
    private static final Set<String> WORKS = Set.of(
            "CONFIGURING", "RUNNING", "COMPLETING", "SUSPENDED", "STOPPED", "RESIZING", "SIGNALING", "STAGE_OUT");

    /** Reads a line; empty if it does not have that shape. */
    static Optional<ListedJob> parse(String line) {
        String[] fields = line.strip().split("\\|", -1);
        if (fields.length < FIELDS) {
            return Optional.empty();
        }
        String reason = fields[3].strip().replaceAll("^\\(|\\)$", "");
        return Optional.of(new ListedJob(
                fields[0].strip(),
                fields[1].strip(),
                fields[2].strip(),
                reason.equals("None") ? "" : reason,
                startMs(fields[4].strip())));
    }

    /** Reads a time, which Slurm writes in the time zone of its caller; 0 for N/A, which stands for none. */
    private static long startMs(String text) {
        try {
            return LocalDateTime.parse(text)
                    .atZone(ZoneId.systemDefault())
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException e) {
            return 0;
        }
    }

    boolean waits() {
        return WAITS.contains(state);
    }

    /** Whether it has a node, or is just giving it back. */
    boolean works() {
        return WORKS.contains(state);
    }
}
