package io.traindeck.run.slurm;

import io.traindeck.event.BatchJob;
import io.traindeck.event.BatchJob.Stage;
import io.traindeck.event.Liveness;
import io.traindeck.run.JobJson;
import io.traindeck.run.RunFolder;
import io.traindeck.text.SearchPath;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Slurm's queue, as its own {@code squeue} tells it: one call for all jobs that somebody wants to know about, now and
 * then, on a thread of its own. If that program is not installed, nothing is asked, and only the run folders are read.
 *
 * <p>For any thread.
 */
public final class JobQueue {
    private static final Duration ASK_EVERY = Duration.ofSeconds(15);

    /** A controller that is in trouble may take for ever to answer. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    /**
     * The most by which a trainer may seem to have begun before its job: Slurm tells whole seconds, and clocks differ.
     */
    private static final long START_TIME_ERROR_MS = 3000;

    /** Slurm's answer where it knows none of the jobs. */
    private static final String UNKNOWN_JOBS = "Invalid job id";

    private static final File DEV_NULL = new File("/dev/null");

    /** The program; null if it is not installed. */
    private final Path squeue;

    private final Duration askEvery;

    /** The last answer for each job; empty for a job that Slurm did not list. */
    private final Map<String, Optional<ListedJob>> told = new HashMap<>();

    /** The jobs that somebody has looked at since Slurm was asked last. */
    private final Set<String> wanted = new HashSet<>();

    private boolean asking;
    private long nextNs = System.nanoTime();

    JobQueue(Path squeue, Duration askEvery) {
        this.squeue = squeue;
        this.askEvery = askEvery;
    }

    /** The queue of the machine whose programs are on that search path. */
    public static JobQueue on(String searchPath) {
        return new JobQueue(SearchPath.find(searchPath, "squeue").orElse(null), ASK_EVERY);
    }

    /** The queue of a machine without Slurm. */
    public static JobQueue none() {
        return new JobQueue(null, ASK_EVERY);
    }

    /** Whether Slurm can be asked. */
    public boolean isThere() {
        return squeue != null;
    }

    /** Returns what the files of a run tell, and the job that has it in hand, if there is one. Never blocks. */
    public Liveness of(RunFolder run, Liveness files) {
        return JobJson.of(run).map(job -> of(run, job, files)).orElse(files);
    }

    /**
     * Returns what the files of a run tell, and this job that has it in hand, as far as Slurm has told. Never blocks.
     */
    public Liveness of(RunFolder run, JobJson job, Liveness files) {
        BatchJob now = look(job);
        // On the machine of the trainer its lock tells more than its job does.
        boolean hasEnded = now.stage() == Stage.TRAINING && !files.isOurTrainer() && run.isOfThisHost();
        return new Liveness.InBatch(hasEnded ? now.at(Stage.ENDING) : now, files);
    }

    private BatchJob look(JobJson job) {
        Optional<ListedJob> answer;
        synchronized (this) {
            if (squeue == null) {
                return new BatchJob(job.job(), Stage.UNSEEN);
            }
            answer = told.get(job.job());
            // A job that Slurm does not list is gone for good.
            if (answer == null || answer.isPresent()) {
                wanted.add(job.job());
            }
        }
        if (answer == null) {
            return new BatchJob(job.job(), Stage.ASKED);
        }
        ListedJob listed = answer.orElse(null);
        boolean again = job.begunMs() > 0;
        int ended = again ? job.restarts() + 1 : 0;
        if (listed != null && listed.waits()) {
            return new BatchJob(job.job(), Stage.WAITING, "", listed.reason(), ended, job.begunMs());
        } else if (listed != null && listed.works()) {
            boolean begun = again && job.begunMs() + START_TIME_ERROR_MS >= listed.startMs();
            return begun
                    ? new BatchJob(job.job(), Stage.TRAINING, listed.node(), "", job.restarts(), job.begunMs())
                    : new BatchJob(job.job(), Stage.STARTING, listed.node(), "", ended, job.begunMs());
        }
        return new BatchJob(job.job(), Stage.GONE);
    }

    /** Asks Slurm for the jobs that were looked at since it was asked last, unless that is too soon. Returns at once. */
    public void ask() {
        List<String> jobs = due();
        if (!jobs.isEmpty()) {
            Thread thread = new Thread(() -> ask(jobs), "squeue");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Asks Slurm for the jobs that were looked at, and waits for its answer.
     *
     * @return whether it has answered, or there was nothing to ask for
     */
    public boolean askNow() {
        List<String> jobs = due();
        return jobs.isEmpty() || ask(jobs);
    }

    private synchronized List<String> due() {
        if (asking || wanted.isEmpty() || System.nanoTime() - nextNs < 0) {
            return List.of();
        }
        List<String> jobs = List.copyOf(wanted);
        wanted.clear();
        asking = true;
        nextNs = System.nanoTime() + askEvery.toNanos();
        return jobs;
    }

    private boolean ask(List<String> jobs) {
        Optional<Map<String, ListedJob>> answer = Optional.empty();
        try {
            answer = call(jobs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                // If there is no answer, the last one stays.
                answer.ifPresent(all -> {
                    all.forEach((job, listed) -> told.put(job, Optional.of(listed)));
                    jobs.forEach(job -> told.put(job, Optional.ofNullable(all.get(job))));
                });
                asking = false;
            }
        }
        return answer.isPresent();
    }

    /** The jobs that Slurm lists; empty if it cannot be asked, or does not answer. */
    private Optional<Map<String, ListedJob>> call(List<String> jobs) throws InterruptedException {
        // An array is named once, however many tasks it has.
        String numbers = jobs.stream()
                .map(job -> job.replaceFirst("_.*", ""))
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            squeue.toString(), "-h", "-a", "-r", "-t", "all", "-j", numbers, "-o", ListedJob.FORMAT)
                    .redirectInput(DEV_NULL)
                    .redirectErrorStream(true);
            // A person may have chosen to see times in another form, such as "relative".
            builder.environment().put("SLURM_TIME_FORMAT", "standard");
            Process process = builder.start();
            CompletableFuture.delayedExecutor(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> end(process));
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0 && !text.contains(UNKNOWN_JOBS)) {
                return Optional.empty();
            }
            Map<String, ListedJob> listed = new HashMap<>();
            text.lines().flatMap(line -> ListedJob.parse(line).stream()).forEach(job -> listed.put(job.id(), job));
            return Optional.of(listed);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Ends a process with those that it has started, which would keep its output open. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
