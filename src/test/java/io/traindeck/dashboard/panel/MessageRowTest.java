package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import org.junit.jupiter.api.Test;

class MessageRowTest {
    private static final String NOTICE = "No command \"foo\" here";

    private final SampleRun run = new SampleRun(3, 50).steps(10);

    private String row(ViewState view) {
        Frame frame = Screens.frame(run.state(), run.nowMs() + 1_000);
        return Screens.text(frame.with(view), 80, 24).lines().toList().get(22);
    }

    @Test
    void theNewestIsSaidOfANoticeAndACommandsLife() {
        run.add(new CommandAnswered(run.nowMs() + 500, "a", "pause", CommandStatus.DONE, ""));
        ViewState view = Screens.frame(run.state(), run.nowMs()).view();
        assertThat(row(view.withNotice(NOTICE, run.nowMs()))).contains(NOTICE);
        assertThat(row(view.withNotice(NOTICE, run.nowMs() - 1))).contains("pause: done");
        assertThat(row(view.withNotice(NOTICE))).contains("pause: done");
    }

    @Test
    void aNoticeIsSaidWhereThereIsNothingElse() {
        ViewState view = Screens.frame(run.state(), run.nowMs()).view();
        assertThat(row(view.withNotice(NOTICE))).contains(NOTICE);
    }
}
