package io.traindeck.dashboard.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.page.Next;
import io.traindeck.listing.Details;
import io.traindeck.listing.RunSummary;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Status;
import io.traindeck.testing.TestTerminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {
    @TempDir
    private Path runs;

    private final List<String> said = new ArrayList<>();
    private final Housekeeping housekeeping = new Housekeeping(said::add, () -> {});

    private RunSummary run(String name, Status state) throws Exception {
        return summary(LoggedRun.of(RunFolder.create(runs, name)), state);
    }

    private static RunSummary summary(LoggedRun run, Status state) {
        RunSummary.About about = new RunSummary.About("", "", 0, 0, null, null, new Details.Maker().make());
        RunSummary.Best best = new RunSummary.Best("", true, Double.NaN, "", -1, 0, Double.NaN);
        return new RunSummary(
                run, run.name(), state, about, new RunSummary.Reached(0, 0, 0), best, RunSummary.Trend.of());
    }

    @Test
    void saysWhyARunIsLeftAlone() throws Exception {
        housekeeping.ask(run("queued", Status.QUEUED));
        housekeeping.ask(run("paused", Status.PAUSED));
        housekeeping.ask(run("far", Status.UNKNOWN));
        housekeeping.ask(run("unread", null));
        LoggedRun copy = LoggedRun.of(RunFolder.create(runs, "copy"))
                .copiedFrom(new LoggedRun.Elsewhere("gpu1:runs/copy", () -> ""));
        housekeeping.ask(summary(copy, Status.COMPLETED));
        housekeeping.ask(summary(LoggedRun.text(runs.resolve("nohup.out")), Status.QUIET));
        assertThat(said)
                .containsExactly(
                        "queued waits for its turn in the queue: take it out first.",
                        "Somebody may be at work on paused: stop it first.",
                        "Somebody may be at work on far: stop it first.",
                        "The log of unread is still being read.",
                        "copy is on another machine: rename or delete it there.",
                        "nohup.out is not a run of traindeck's: rename or delete its files yourself.");
        assertThat(housekeeping.question()).isEmpty();
    }

    @Test
    void aRunIsDeletedOnceItIsKnownWhatGoes() throws Exception {
        RunSummary run = run("old", Status.COMPLETED);
        housekeeping.ask(run);
        TestTerminal.await(
                "the question", () -> housekeeping.question().orElse("").contains("no checkpoint"));
        assertThat(housekeeping.question()).contains("Delete old? 0 B, no checkpoint. It cannot be brought back.");
        assertThat(housekeeping.answer(Action.DOWN)).isTrue();
        housekeeping.answer(Action.YES);
        TestTerminal.await("the end of the run", () -> {
            housekeeping.refresh();
            return said.contains("Deleted old.");
        });
        assertThat(runs).isEmptyDirectory();
        assertThat(housekeeping.answer(Action.DOWN)).isFalse();
    }

    @Test
    void aSlowDiskThatRenamesARunHoldsNobodyUp() throws Exception {
        RunSummary run = run("old", Status.COMPLETED);
        housekeeping.begunName(run);
        housekeeping.rename(run, "new");
        assertThat(said).as("another thread renames it").isEmpty();
        TestTerminal.await("the new name", () -> {
            housekeeping.refresh();
            return said.contains("Renamed old to new.");
        });
        Path place = runs.resolve("new");
        assertThat(place).exists();
        assertThat(housekeeping.renamed(Set.of(run.place()))).isEmpty();
        assertThat(housekeeping.renamed(Set.of(place))).contains(place);
        assertThat(housekeeping.renamed(Set.of(place))).as("told already").isEmpty();
    }

    @Test
    void whoLeavesWaitsForARunThatIsBeingRenamed() throws Exception {
        RunSummary run = run("old", Status.COMPLETED);
        housekeeping.rename(run, "new");
        housekeeping.close();
        assertThat(runs.resolve("new")).exists();
    }

    @Test
    void aNameThatIsTypedIsForTheRunOnWhichItWasBegun() throws Exception {
        RunSummary gone = run("gone", Status.COMPLETED);
        RunSummary neighbour = run("neighbour", Status.COMPLETED);
        assertThat(housekeeping.begunName(gone)).contains(new Next.Type("rename gone"));
        housekeeping.rename(neighbour, "new");
        assertThat(said).containsExactly("gone is not in the list any more.");
        assertThat(neighbour.place()).exists();
    }
}
