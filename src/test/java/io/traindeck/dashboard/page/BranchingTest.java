package io.traindeck.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.event.Dial;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The typed {@code branch}. */
class BranchingTest {
    private static final RunFolder PARENT = new RunFolder(Path.of("runs", "parent"));
    private static final Next.Open OPENED = new Next.Open(LoggedRun.of(new RunFolder(Path.of("runs", "parent-40"))));

    private final List<String> begun = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    /** Begins branches without a trainer. */
    private final class Trainers implements Workplace.Trainers {
        @Override
        public LaunchedTrainer resume(RunFolder run, Map<Dial, String> changes) {
            throw new AssertionError("nobody resumes a run here");
        }

        @Override
        public Next.Open branch(RunFolder run, long step, Map<Dial, String> changes) {
            begun.add(run.name() + " " + step + " " + changes);
            return OPENED;
        }
    }

    private Next branch(String typed, Optional<RunFolder> parent) {
        Workplace place =
                new Workplace(new KeyTable(), List.of(), RunFolder::name, null, new Trainers(), ZoneOffset.UTC);
        return Branching.begin(typed, parent, place, said::add);
    }

    @Test
    void aStepAndDialsBeginABranch() {
        assertThat(branch("40", Optional.of(PARENT))).isEqualTo(OPENED);
        assertThat(branch("  40  max_lr=0.002   augment=off", Optional.of(PARENT)))
                .isEqualTo(OPENED);
        assertThat(begun).containsExactly("parent 40 {}", "parent 40 {MAX_LR=0.002, AUGMENT=false}");
        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'branch needs a step, and dials if you like'",
        "soon, 'branch needs a step, and dials if you like'",
        "-4, 'branch needs a step, and dials if you like'",
        "40 max_lr, 'branch needs a step, and dials if you like'",
        "40 widths=8, 'there is no dial widths; there are max_lr, '",
        "40 max_lr=NaN, 'max_lr must be a number above 0, not NaN'",
        "40 max_lr=-1, 'max_lr must be a number above 0, not -1'",
        "40 max_lr=, 'max_lr must be a number above 0, not '",
        "40 patience=some, 'patience must be 0 (off) or more, not some'",
        "40 epochs=2.5, 'epochs must be a whole number, not 2.5'"
    })
    void whatIsNoBranchIsSaidAndBeginsNothing(String typed, String why) {
        assertThat(branch(typed, Optional.of(PARENT))).isEqualTo(Next.STAY);
        assertThat(said).singleElement().asString().startsWith(why);
        assertThat(begun).isEmpty();
    }

    @Test
    void onlyARunOfOursCanBeBranchedFrom() {
        assertThat(branch("40", Optional.empty())).isEqualTo(Next.STAY);
        assertThat(said).containsExactly("Only a run of our own trainer can be branched from.");
    }
}
