package io.traindeck.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.cli.option.RunsOption;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.event.Dial;
import io.traindeck.remote.RemotePath;
import io.traindeck.remote.RemoteRuns;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the screen says of a run of another machine, on which no trainer can be started from here. */
class RemoteRunTest {
    /** Any command with a screen. */
    @Command(name = "any")
    private static final class Any {
        @Mixin
        private RunsOption runs;
    }

    /** No machine has such a name. */
    private static final String HOST = "gpu2.invalid";

    private RemoteRuns remote;
    private Workplace.Trainers trainers;
    private RunFolder copy;

    @BeforeEach
    void makeCopy() throws Exception {
        Any any = new Any();
        new CommandLine(any).parseArgs();
        trainers = new Screen(null, any.runs, null).workplace().trainers();
        remote = any.runs.remote();
        copy = new RunFolder(remote.expect(RemotePath.of(HOST + ":my runs/a").orElseThrow()));
    }

    @AfterEach
    void endConnections() {
        remote.close();
    }

    @Test
    void tellsHowToResumeItThere() {
        assertThatThrownBy(() -> trainers.resume(copy, Map.of()))
                .isInstanceOf(RunException.class)
                .hasMessage("It is on " + HOST + ": start it again there, with: traindeck resume 'my runs/a'");
        assertThatThrownBy(() -> trainers.resume(copy, Map.of(Dial.EPOCHS, "4")))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "It is on " + HOST + ": start it again there, with: traindeck resume 'my runs/a' --epochs 4");
        assertThat(trainers.howToResume(copy, " --epochs N"))
                .isEqualTo("on " + HOST + ", traindeck resume 'my runs/a' --epochs N");
    }

    @Test
    void tellsHowToBranchItThere() {
        assertThatThrownBy(() -> trainers.branch(copy, 40, Map.of(Dial.AUGMENT, "false")))
                .isInstanceOf(RunException.class)
                .hasMessage("It is on " + HOST + ": branch it there, with:"
                        + " traindeck branch 'my runs/a' --at-step 40 --no-augment");
    }
}
