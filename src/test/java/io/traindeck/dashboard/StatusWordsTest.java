package io.traindeck.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusWordsTest {

    @Test
    void aBareStateSaysWhatIsGoingOnAndWhichKeyHelps() {
        assertThat(words("loading")).contains("loading data").contains("? helps");
        assertThat(words("fresh")).contains("Waiting for the first step").contains("? helps");
        assertThat(words("paused")).contains("Paused at step 4 512").contains("p goes on");
        assertThat(words("stalled-gpus")).contains("No progress for 2m15s").contains("trainer.log");
        assertThat(words("crashed")).contains("died").contains("r goes on from its last checkpoint");
        assertThat(words("nan")).contains("not a number at step 3 961").contains("r goes on");
        assertThat(words("finished")).contains("runs/cifar10-upgraded/checkpoints/best.safetensors");
        assertThat(words("mid-run")).isEmpty();
    }

    @Test
    void aRunThatDiedBeforeItsFirstCheckpointCannotGoOn() {
        SampleRun run = new SampleRun(3, 50).steps(10);
        Frame frame = Screens.frame(run.state(), run.nowMs(), false);
        assertThat(StatusWords.of(frame).text()).contains("start it anew").doesNotContain("r goes on");
    }

    @Test
    void leavingAndAnEmptyListSayHowToComeBackAndHowToBegin() {
        assertThat(StatusWords.leaving(4711, "cifar10-upgraded"))
                .isEqualTo("Training goes on (pid 4711). Come back with: traindeck watch cifar10-upgraded");
        assertThat(StatusWords.noRuns("runs")).contains("traindeck train");
    }

    private static String words(String scenario) {
        return StatusWords.of(Scenarios.all().get(scenario)).text();
    }
}
