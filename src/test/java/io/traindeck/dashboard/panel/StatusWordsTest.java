package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Scenarios;
import io.traindeck.dashboard.Screens;
import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.state.ReplayClock;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.state.Timeline;
import io.traindeck.testing.OwnEvents;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusWordsTest {

    @Test
    void aBareStateSaysWhatIsGoingOnAndWhichKeyHelps() {
        assertThat(words("loading")).contains("It is loading").contains("? helps");
        assertThat(words("fresh")).contains("Waiting for the first step").contains("? helps");
        assertThat(words("paused")).contains("Paused at step 4 512").contains("p goes on");
        assertThat(words("stalled-gpus")).contains("No progress for 2m15s").contains("trainer.log");
        assertThat(words("crashed")).contains("died").contains("r goes on from its last checkpoint");
        assertThat(words("nan"))
                .contains("not a number at step 3 961", "b branches with other dials")
                .doesNotContain("r goes on");
        assertThat(words("finished")).contains("runs/cifar10-upgraded/checkpoints/best.safetensors");
        assertThat(words("mid-run")).isEmpty();
    }

    @Test
    void aParkedRunSaysThatItGoesOn() {
        SampleRun run = new SampleRun(3, 50).steps(10);
        run.add(OwnEvents.ended(run.nowMs(), EndReason.PARKED, run.step(), 0, 0, ""));
        assertThat(StatusWords.of(Screens.frame(run.state(), run.nowMs(), false))
                        .text())
                .startsWith("Parked at step 10. ");
    }

    @Test
    void weightsThatAreNotThereAreNotPromised() {
        assertThat(words("finished-log-alone")).startsWith("Finished: ").doesNotContain("Weights");
    }

    @Test
    void aReplayLoadsNothing() {
        assertThat(words("replay-start")).isEqualTo("The log begins here.");
        Frame before = Scenarios.all().get("loading");
        ReplayClock clock = ReplayClock.start(new Timeline(), 1);
        Frame reading = new Frame(RunState.EMPTY, Status.LOADING, before.view(), "log", 0, ZoneOffset.UTC, clock);
        assertThat(StatusWords.of(reading).text()).isEmpty();
    }

    @Test
    void aTrainerThatLoadsAgainHasAHistory() {
        assertThat(words("reloading")).startsWith("It is loading what it needs to go on. ");
    }

    @Test
    void aProgramThatOutlivesItsSupervisorMayStandStill() {
        Frame crashed = Scenarios.all().get("crashed");
        Frame.Files files =
                new Frame.Files(new Frame.Files.Place("runs/a", "a"), "", "", "", Resumption.STANDING, 4711, null);
        Frame frame = new Frame(
                crashed.state(), Status.CRASHED, crashed.view(), files, crashed.nowMs(), ZoneOffset.UTC, null);
        assertThat(StatusWords.of(frame).text()).contains("(pid 4711) stands still, paused: kill -CONT lets it go on.");
    }

    /** It may have ended well after its supervisor was killed, and it need not have a trainer.log. */
    @Test
    void ofAProgramOnlyWhatIsKnownIsSaid() {
        RunState others = RunState.EMPTY.apply(new RunStarted(
                1, "a", new Description(Plan.UNKNOWN, null, Set.of("stop"), Map.of("command", "sh")), null));
        Frame any = Scenarios.all().get("crashed");
        Frame crashed = new Frame(others, Status.CRASHED, any.view(), "log", any.nowMs(), ZoneOffset.UTC, null);
        assertThat(StatusWords.of(crashed).text())
                .isEqualTo(
                        "Nobody has told of its end: it was killed, or its supervisor was. r starts its program again,"
                                + " from the beginning unless it finds by itself what it has saved.");
        Frame stalled = new Frame(others, Status.STALLED, any.view(), "log", 60_001, ZoneOffset.UTC, null);
        assertThat(StatusWords.of(stalled).text())
                .endsWith(", but the program still runs. What it has printed may say why.");
    }

    @Test
    void aProgramWithoutACheckpointIsNotPromisedToGoOn() {
        SampleRun run = new SampleRun(3, 50).steps(10);
        Plan plan = Plan.UNKNOWN;
        RunState others = RunState.EMPTY.apply(
                new RunStarted(1, "a", new Description(plan, null, Set.of("stop"), Map.of("command", "sh")), null));
        assertThat(Resumption.of(others, true, false)).isEqualTo(Resumption.PROGRAM_ANEW);
        assertThat(Resumption.of(others, true, true)).isEqualTo(Resumption.PROGRAM);
        Frame frame = Screens.frame(run.state(), run.nowMs(), false);
        assertThat(Screens.text(frame, 80, 24)).contains("r start again").doesNotContain("r resume");
    }

    @Test
    void aRunThatDiedBeforeItsFirstCheckpointStartsAgain() {
        SampleRun run = new SampleRun(3, 50).steps(10);
        Frame frame = Screens.frame(run.state(), run.nowMs(), false);
        assertThat(StatusWords.of(frame).text())
                .contains("It had no checkpoint yet: r starts it from the beginning")
                .doesNotContain("r goes on");
    }

    @Test
    void aFinishedRunIsComparedWithAnotherWhereThereIsOneAndAShellTakesTheNames() {
        assertThat(words("finished-beside-another"))
                .endsWith("best.safetensors\nCompare: traindeck compare cifar10-upgraded cifar10-vanilla");
        assertThat(words("finished")).doesNotContain("Compare");
        assertThat(StatusWords.comparing("../runs/a+b_1.2", "c")).isEqualTo("traindeck compare ../runs/a+b_1.2 c");
        assertThat(StatusWords.comparing("a b", "c")).isEmpty();
        assertThat(StatusWords.comparing("a", "$(reboot)")).isEmpty();
        assertThat(StatusWords.comparing("a", "--plain")).isEmpty();
    }

    @Test
    void leavingAndAnEmptyListSayHowToComeBackAndHowToBegin() {
        assertThat(StatusWords.leaving(4711, "cifar10-upgraded", false))
                .isEqualTo("Training goes on (pid 4711). Come back with: traindeck watch cifar10-upgraded");
        assertThat(StatusWords.leavingContainer("a b"))
                .endsWith("training with it. Go on from the last checkpoint with:" + " traindeck resume 'a b'");
        assertThat(StatusWords.leaving(4711, "a b", true))
                .isEqualTo("Training is paused (pid 4711) until: traindeck send 'a b' resume\n"
                        + "Come back with: traindeck watch 'a b'");
        assertThat(StatusWords.noRuns("runs", "traindeck train")).endsWith("with: traindeck train");
    }

    private static String words(String scenario) {
        return StatusWords.of(Scenarios.all().get(scenario)).text();
    }
}
