package io.traindeck.dashboard;

import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.event.Dial;
import io.traindeck.run.RunFolder;
import java.util.Map;

/** The trainers of pages on which nobody starts one. */
public final class NoTrainers implements Workplace.Trainers {
    @Override
    public LaunchedTrainer resume(RunFolder run, Map<Dial, String> changes) {
        throw new AssertionError("nobody starts a trainer here");
    }
}
