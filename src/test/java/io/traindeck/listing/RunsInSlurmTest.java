package io.traindeck.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.JobJson;
import io.traindeck.run.Logs;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunJsonTest;
import io.traindeck.run.RunLock;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.state.Status;
import io.traindeck.testing.MadeUpSlurm;
import io.traindeck.testing.OwnEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the list says of runs that Slurm has in hand. */
class RunsInSlurmTest {
    private static final Map<String, String> FIRST_TIME = Map.of("SLURM_JOB_ID", "5");

    @TempDir
    Path dir;

    private Path runs;
    private MadeUpSlurm slurm;

    @BeforeEach
    void makeASlurm() throws IOException {
        runs = Files.createDirectory(dir.resolve("runs"));
        slurm = new MadeUpSlurm(Files.createDirectory(dir.resolve("bin")));
    }

    /** Returns a run whose trainer is on another machine, as it is seen from here. */
    private RunFolder run(String name, TrainEvent... events) throws Exception {
        RunFolder run = new RunFolder(Files.createDirectory(runs.resolve(name)));
        RunJsonTest.json(name, 1_000, null).write(run.runJson());
        Files.writeString(run.runJson(), Files.readString(run.runJson()).replace(RunJson.thisHost(), "node7"));
        if (events.length > 0) {
            Files.createFile(run.lock());
            Logs.write(run.events(), events);
        }
        return run;
    }

    private static TrainEvent[] interrupted() {
        return new TrainEvent[] {
            OwnEvents.started(500, "a", 30), OwnEvents.step(15), saved(15), OwnEvents.ended(EndReason.TERMINATED, 15)
        };
    }

    private static TrainEvent saved(long step) {
        return new TrainEvent.Checkpoint(
                900, TrainEvent.CheckpointKind.SIGNAL, "checkpoints/last.safetensors", step, 1, 10, 0.1);
    }

    private List<RunSummary> list() {
        return RunList.list(List.of(runs), JobQueue.on(slurm.path()), new HashMap<>());
    }

    private String words() {
        return list().get(0).stateWords();
    }

    private JsonObject json() {
        return JsonParser.parseString(RunsJson.of(list()))
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
    }

    @Test
    void aRunThatWasMadeAndNotBegunIsQueuedWithTheReason() throws Exception {
        JobJson.submitted(run("a"), "5_3");
        slurm.lists(MadeUpSlurm.waiting("5_3", "Priority"), MadeUpSlurm.waiting("5_4", "Resources"));

        assertThat(words()).isEqualTo("queued: Priority");
        assertThat(json().get("state").getAsString()).isEqualTo("queued");
        assertThat(json().get("job").toString())
                .isEqualTo("{\"id\":\"5_3\",\"node\":null,\"reason\":\"Priority\",\"requeued\":0}");
        slurm.lists(MadeUpSlurm.waiting("5_3", "None"));
        assertThat(words()).isEqualTo("queued");
    }

    @Test
    void aRunThatIsBackInTheQueueTellsHowOftenAndFromWhereItGoesOn() throws Exception {
        JobJson.begun(run("a", interrupted()), Map.of("SLURM_JOB_ID", "5", "SLURM_RESTART_COUNT", "1"), now());
        slurm.lists(MadeUpSlurm.waiting("5", "BeginTime"));

        assertThat(words()).isEqualTo("requeued 2x from step 15");
        assertThat(list().get(0).state()).isEqualTo(Status.QUEUED);
    }

    @Test
    void aJobThatHasGotItsTurnIsStartingUntilItsTrainerBegins() throws Exception {
        RunFolder fresh = run("a");
        JobJson.submitted(fresh, "5");
        slurm.lists(MadeUpSlurm.atWork("5", "CONFIGURING", "n1"));
        assertThat(words()).isEqualTo("starting on n1");
        assertThat(list().get(0).state().code()).isEqualTo("running");

        slurm.lists(MadeUpSlurm.atWork("5", "RUNNING", "n1"));
        assertThat(words()).isEqualTo("starting on n1");
    }

    @Test
    void aRequeuedJobIsStartingWhereItsTrainerIsThatOfAnEarlierTurn() throws Exception {
        JobJson.begun(run("a", interrupted()), FIRST_TIME, now() - 60_000);
        slurm.lists(MadeUpSlurm.atWork("5", "RUNNING", "n2"));

        assertThat(words()).isEqualTo("starting on n2");
    }

    @Test
    void aTrainerThatLoadsWhatAnEarlierOneHasSavedIsStarting() throws Exception {
        RunFolder run = run("a", interrupted());
        JobJson.begun(run, FIRST_TIME, now());
        slurm.lists(MadeUpSlurm.atWork("5", "RUNNING", "n2"));

        assertThat(words()).isEqualTo("starting on n2");
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            assertThat(words()).isEqualTo("starting on n2");
        }
    }

    /** Its lock is not seen from here, and its log has not grown for long. */
    @Test
    void aTrainerOnANodeIsRunningThoughNothingElseShowsIt() throws Exception {
        RunFolder run = run("a", OwnEvents.started(now(), "a", 30), OwnEvents.step(15));
        JobJson.begun(run, FIRST_TIME, now());
        slurm.lists(MadeUpSlurm.atWork("5", "RUNNING", "n1"));

        assertThat(words()).isEqualTo("running on n1");
    }

    @Test
    void aRunWhoseJobIsGoneIsWhatItsFilesTell() throws Exception {
        JobJson.begun(run("a", interrupted()), FIRST_TIME, now());
        slurm.lists("5|CANCELLED||None|2026-01-01T00:00:00");
        assertThat(words()).isEqualTo("terminated");

        slurm.fails("slurm_load_jobs error: Invalid job id specified");
        assertThat(words()).isEqualTo("terminated");
    }

    @Test
    void whereSlurmDoesNotAnswerNobodyCallsARunEnded() throws Exception {
        JobJson.begun(run("a", interrupted()), FIRST_TIME, now());
        slurm.fails("slurm_load_jobs error: Unable to contact slurm controller (connect failure)");

        assertThat(words()).isEqualTo("unknown");
    }

    @Test
    void withoutSlurmAnInterruptedRunIsWhatItsFilesTellAndASubmittedOneIsQueued() throws Exception {
        JobJson.begun(run("a", interrupted()), FIRST_TIME, now());
        JobJson.submitted(run("b"), "6");

        assertThat(RunList.list(List.of(runs)))
                .extracting(RunSummary::stateWords)
                .containsExactlyInAnyOrder("terminated", "queued");
    }

    @Test
    void slurmIsAskedOnceForAllAndNotForWhatIsOver() throws Exception {
        for (int task = 1; task <= 3; task++) {
            JobJson.submitted(run("a" + task), "5_" + task);
        }
        JobJson.submitted(run("b"), "7");
        JobJson.begun(
                run("c", OwnEvents.started(500, "c", 30), OwnEvents.ended(EndReason.COMPLETED, 15)),
                Map.of("SLURM_JOB_ID", "8"),
                now());
        slurm.lists(MadeUpSlurm.waiting("5_1", "Priority"));

        JobQueue jobs = JobQueue.on(slurm.path());
        RunList.list(List.of(runs), jobs, new HashMap<>());
        RunList.list(List.of(runs), jobs, new HashMap<>());

        assertThat(slurm.asked()).containsExactly("-h -a -r -t all -j 5,7 -o %i|%T|%N|%r|%S");
    }

    @Test
    void aTrainerOutsideSlurmTakesTheRunOutOfItsJob() throws Exception {
        RunFolder run = run("a", interrupted());
        JobJson.submitted(run, "5");
        JobJson.begun(run, Map.of(), now());

        assertThat(run.slurmJson()).doesNotExist();
    }

    @Test
    void aFileThatIsNoneOfOursNamesNoJob() throws Exception {
        RunFolder run = run("a", interrupted());
        for (String text : List.of(
                "",
                "{}",
                "[]",
                "{\"schema\":1,\"job\":\"--help\",\"begun_ms\":0,\"restarts\":0}",
                "{\"schema\":2,\"job\":\"5\",\"begun_ms\":0,\"restarts\":0}")) {
            Files.writeString(run.slurmJson(), text);
            assertThat(words()).as(text).isEqualTo("terminated");
        }
        assertThat(slurm.asked()).isEmpty();
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
