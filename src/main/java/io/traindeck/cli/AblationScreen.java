package io.traindeck.cli;

import io.traindeck.dashboard.comparison.AblationPage;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.run.RunException;
import io.traindeck.run.RunLock;
import java.io.IOException;

/** An ablation on the screen: one ladder's runs side by side, while a process in the background trains them. */
final class AblationScreen {
    private final Ablation ablation;
    private final DetachedProcess process;
    private final String command;

    /**
     * @param process the one that was started for this; null where another was there already
     * @param command with which the user comes back
     */
    AblationScreen(Ablation ablation, DetachedProcess process, String command) {
        this.ablation = ablation;
        this.process = process;
        this.command = command;
    }

    /** Shows the ladder with that seed, and then those that are trained after it, until the user leaves. */
    void show(Screen screen, long seed) throws RunException, IOException {
        Workplace place = screen.workplace();
        LadderInWork ladder = new LadderInWork(ablation, seed);
        screen.show(
                place,
                changed -> new AblationPage(ladder, place, changed, () -> goesOn() ? "" : end(), this::farewell));
    }

    /** Whether the process lives. */
    boolean goesOn() {
        return process != null ? process.ended().isEmpty() : RunLock.isHeld(ablation.lock());
    }

    /** How it ended, where it has. */
    String end() {
        if (process == null) {
            return "The process that trained these runs has ended; the same command tells how far they are.";
        }
        return process.succeeded()
                ? "Every run has had its turn; q prints what each rung has bought."
                : process.ended()
                        .map(how -> how + "; the same command goes on from there")
                        .orElse("");
    }

    private String farewell() {
        if (!goesOn()) {
            return "";
        }
        String pid =
                process == null ? "" : " (pid " + process.pid() + "; kill " + process.pid() + " saves and ends it)";
        return "The ablation goes on" + pid + ". Come back with: " + command;
    }
}
