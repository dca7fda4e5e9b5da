package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.event.Description;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.state.RunState;
import io.traindeck.testing.OwnEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The overview of a branch shows the epochs that it has in common with the runs that it comes from, dim. */
class FamilyTableTest {
    private static final Names VAL_LOSS = Names.of("val_loss");

    /** A run with ten steps an epoch. */
    private static RunStarted start(String name, Parent parent, Map<String, String> facts) {
        RunStarted plain = OwnEvents.started(0, name, new Plan(0, 9, 10, 7, 1, 3e-3, "onecycle"), facts);
        return new RunStarted(plain.timeMs(), name, plain.about(), parent);
    }

    /** Returns a run after some of its epochs, of which {@code best} was better than all before; 0 for none. */
    private static RunState epochs(RunState run, int first, int last, int best) {
        RunState state = run;
        for (int epoch = first; epoch <= last; epoch++) {
            for (int step = 10 * epoch - 9; step <= 10 * epoch; step++) {
                state = state.apply(OwnEvents.step(step));
            }
            state = state.apply(OwnEvents.epoch(epoch, 10 * epoch, 0.1 * epoch, epoch == best));
        }
        return state;
    }

    private static RunState parent(int epochs, int best) {
        return epochs(RunState.EMPTY.apply(start("base", null, Map.of())), 1, epochs, best);
    }

    private static RunState branch(RunState parent, String name, int epoch, Map<String, String> facts) {
        return parent.apply(start(name, new Parent(parent.run(), 10L * epoch), facts));
    }

    private static Picture picture(RunState state) {
        return Screens.draw(Screens.frame(state, 500_000), 80, 24, Glyphs.UNICODE);
    }

    /** Returns the rows of the table, each after the roles of its number, of its star and of its first value. */
    private static List<String> rows(Picture picture) {
        List<String> lines = Screens.text(picture).lines().toList();
        List<String> roles = Screens.roles(picture).lines().toList();
        List<String> rows = new ArrayList<>();
        for (int y = header(lines) + 1; y < lines.size() && lines.get(y).matches(" +\\d+ [ ★] .*"); y++) {
            String cells = roles.get(y);
            rows.add(cells.replaceAll("(.)\\1+", "$1").replaceAll(" +", "").substring(0, 2) + " "
                    + lines.get(y).substring(1, 8).strip());
        }
        return rows;
    }

    private static int header(List<String> lines) {
        for (int y = 0; y < lines.size(); y++) {
            if (lines.get(y).startsWith(" epoch  ")) {
                return y;
            }
        }
        throw new AssertionError("there is no table");
    }

    @Test
    void theEpochsOfTheParentStandDimBeforeItsOwn() {
        RunState parent = parent(3, 3);
        assertThat(rows(picture(parent))).containsExactly(".t 1", ".t 2", "gg 3 ★");
        RunState begun = branch(parent, "kid", 3, Map.of());
        assertThat(rows(picture(begun))).containsExactly("dd 1", "dd 2", "dd 3");
        RunState trained = epochs(begun, 4, 5, 4);
        assertThat(rows(picture(trained))).containsExactly("dd 1", "dd 2", "dd 3", "gg 4 ★", ".t 5");
    }

    @Test
    void theyStandThereAlsoForABranchOfABranch() {
        RunState kid = epochs(branch(parent(2, 2), "kid", 2, Map.of()), 3, 4, 4);
        RunState grandchild = epochs(branch(kid, "grandchild", 4, Map.of()), 5, 5, 5);
        assertThat(rows(picture(grandchild))).containsExactly("dd 1", "dd 2", "dd 3", "dd 4", "gg 5 ★");
    }

    /** The words stand where its first row will be. A table that is full has no place for them. */
    @Test
    void aBranchInItsFirstEpochSaysSoBelowTheRowsOfItsParent() {
        List<String> lines = Screens.text(picture(branch(parent(3, 3), "kid", 3, Map.of())))
                .lines()
                .toList();
        assertThat(lines.get(header(lines) + 4)).isEqualTo(" no epoch is done yet since it branched from base");
        RunState late = branch(parent(8, 8), "kid", 8, Map.of());
        assertThat(Screens.text(picture(late)))
                .doesNotContain("no epoch is done yet")
                .contains("↑1");
    }

    @Test
    void theStarStandsAtTheBestThatTheBranchTellsOfUntilOneOfItsOwnIsBetter() {
        RunState begun = branch(parent(3, 2), "kid", 3, Map.of("best_before", "0.2 2 20"));
        RunState worse = epochs(begun, 4, 4, 0);
        assertThat(rows(picture(worse))).containsExactly("dd 1", "dg 2 ★", "dd 3", ".t 4");
        assertThat(Screens.text(picture(worse))).contains("best 20.00% @ 2");
        RunState better = epochs(begun, 4, 5, 5);
        assertThat(rows(picture(better))).containsExactly("dd 1", "dd 2", "dd 3", ".t 4", "gg 5 ★");
    }

    /** The rows are the parent's: what the branch says of itself does not count them. */
    @Test
    void nothingElseOfTheBranchCountsThem() {
        RunState begun = branch(parent(3, 3), "kid", 3, Map.of());
        assertThat(begun.rows().size()).isZero();
        assertThat(begun.best()).isNull();
        assertThat(begun.epochsDone()).isZero();
        RunState alone = RunState.EMPTY.apply(start("kid", new Parent("base", 30), Map.of()));
        List<String> shown =
                Screens.text(picture(epochs(begun, 4, 5, 5))).lines().toList();
        List<String> same =
                Screens.text(picture(epochs(alone, 4, 5, 5))).lines().toList();
        assertThat(shown.subList(0, 3)).isEqualTo(same.subList(0, 3));
    }

    @Test
    void aBranchWithoutItsParentShowsItsOwnRowsAlone() {
        RunState alone = RunState.EMPTY.apply(start("kid", new Parent("base", 30), Map.of()));
        assertThat(Screens.text(picture(alone))).contains("no epoch is done yet since it branched from base");
        assertThat(rows(picture(epochs(alone, 4, 5, 5)))).containsExactly(".t 4", "gg 5 ★");
    }

    /** Without colours, a sign tells its parent's rows from its own. */
    @Test
    void aSignTellsThemWhereNoColourDoes() {
        RunState state = epochs(branch(parent(2, 2), "kid", 2, Map.of()), 3, 3, 3);
        String ascii = Screens.text(Screens.draw(Screens.frame(state, 500_000), 80, 24, Glyphs.ASCII));
        assertThat(ascii)
                .containsPattern("\\n +1 : ")
                .containsPattern("\\n +2 : ")
                .containsPattern("\\n +3 \\* ");
    }

    /** The sparklines are as long as what was trained: three of four epochs are the parent's here. */
    @Test
    void theSparklinesBeginDimWithWhatTheParentHad() {
        RunState state = epochs(branch(parent(3, 3), "kid", 3, Map.of()), 4, 4, 4);
        assertThat(Screens.roles(picture(state))).containsPattern("\\n \\.{4} .* d{8}t{2}  ddd .* d{8}[vg] ");
        RunState alone = RunState.EMPTY.apply(start("kid", new Parent("base", 30), Map.of()));
        assertThat(Screens.roles(picture(epochs(alone, 4, 4, 4)))).containsPattern("\\n \\.{4} .* t{10}  ddd ");
    }

    /** A metric of rows that a branch of another's loop has not told yet has its column at once. */
    @Test
    void aBranchOfAnotherProgramHasTheColumnsOfItsParent() {
        Description about = new Description(Plan.UNKNOWN, null, Set.of(), Map.of());
        RunState parent = RunState.EMPTY.apply(new RunStarted(0, "loop", about, null));
        for (int step = 100; step <= 300; step += 100) {
            Measured row =
                    new Measured(step * 1_000L, Kind.VALIDATION, step, Double.NaN, null, VAL_LOSS.with(300.0 / step));
            parent = parent.apply(row);
        }
        RunState branch = parent.apply(new RunStarted(400_000, "further", about, new Parent("loop", 300)));
        assertThat(Screens.text(picture(branch)))
                .containsPattern("\\n +100 +3\\.000")
                .containsPattern("\\n +300 +1\\.000");
    }
}
