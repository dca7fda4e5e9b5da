package io.traindeck.cli.ablation;

import io.traindeck.cli.screen.Screen;
import io.traindeck.cli.trainer.DetachedProcess;
import io.traindeck.dashboard.comparison.AblationPage;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** An ablation on the screen: one ladder's runs side by side, while a process in the background trains them. */
final class AblationScreen {
    private final Ablation ablation;
    private final DetachedProcess process;
    private final String command;

    /** The seed of the ladder that is shown; {@link #runs} are its runs. */
    private long seed;

    private List<RunFolder> runs;

    /**
     * @param seed of the ladder that is the first to be trained
     * @param process the one that was started for this; null if another was there already
     * @param command the one by which the user comes back
     */
    AblationScreen(Ablation ablation, long seed, DetachedProcess process, String command) {
        this.ablation = ablation;
        this.process = process;
        this.command = command;
        go(seed);
    }

    /** Shows the first ladder, and then those that are trained after it, until the user leaves. */
    void show(Screen screen) throws RunException, IOException {
        Workplace place = screen.workplace();
        screen.show(
                place,
                changed -> new AblationPage(this::ladder, place, changed, () -> goesOn() ? "" : end(), this::farewell));
    }

    /** The ladder that is being trained, as the locks of its runs tell; if none is, the one that was trained last. */
    AblationPage.Ladder ladder() {
        if (runs.stream().noneMatch(RunFolder::isLive)) {
            // Not just the next one: a ladder that was whole before is passed over.
            ablation.seedValues()
                    .filter(later -> later > seed)
                    .takeWhile(later -> Files.exists(folders(later).get(0).path()))
                    .filter(later -> folders(later).stream().anyMatch(RunFolder::isLive))
                    .findFirst()
                    .ifPresent(this::go);
        }
        int number = 1 + (int) (seed - ablation.firstSeed());
        return new AblationPage.Ladder(runs, number, ablation.seeds(), seed);
    }

    private void go(long to) {
        seed = to;
        runs = folders(to);
    }

    private List<RunFolder> folders(long of) {
        return ablation.ladder(of).stream().map(Ablation.Run::folder).toList();
    }

    /** Whether the process lives. */
    boolean goesOn() {
        return process != null ? process.ended().isEmpty() : RunLock.isHeld(ablation.lock());
    }

    /** How the process ended; empty if it has not. */
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
