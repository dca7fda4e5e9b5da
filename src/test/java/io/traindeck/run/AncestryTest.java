package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.Ancestry.Ancestor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests where the history of a branch comes from, and what is said if it cannot be had. */
class AncestryTest {
    private static final long LATER = SampleRun.START_MS + 3_600_000;

    @TempDir
    Path runs;

    private RunFolder log(String name, List<? extends TrainEvent> events) throws IOException {
        RunFolder folder = new RunFolder(Files.createDirectories(runs.resolve(name)));
        Files.write(folder.events(), events.stream().map(EventCodec::encode).toList());
        return folder;
    }

    private static RunStarted start(long timeMs, String name, Parent parent) {
        RunStarted own = SampleRun.started(name, 3, 10, 1);
        return new RunStarted(timeMs, name, own.about(), parent);
    }

    private static Measured step(long timeMs, int step) {
        return OwnMetrics.step(timeMs, step, 1, 2.3, 1e-3, 1.25, 300);
    }

    private RunFolder run(String name, long timeMs, Parent parent, int first, int last) throws IOException {
        List<TrainEvent> events = new ArrayList<>(List.of(start(timeMs, name, parent)));
        for (int step = first; step <= last; step++) {
            events.add(step(timeMs + step, step));
        }
        return log(name, events);
    }

    private static List<Long> steps(Ancestor ancestor) throws IOException {
        List<Long> steps = new ArrayList<>();
        ancestor.read(event -> {
            if (event instanceof Measured step) {
                steps.add(step.step());
            }
        });
        return steps;
    }

    @Test
    void theEldestComesFirstAndEachHasWhatTheNextHasInCommonWithIt() throws Exception {
        run("first", 1_000, null, 1, 9);
        run("second", 2_000, new Parent("first", 4), 5, 9);
        RunFolder third = run("third", 3_000, new Parent("second", 6), 7, 9);
        Ancestry ancestry = Ancestry.of(third);
        assertThat(ancestry.trouble()).isEmpty();
        assertThat(ancestry.ancestors())
                .extracting(ancestor -> ancestor.folder().name())
                .containsExactly("first", "second");
        assertThat(steps(ancestry.ancestors().get(0))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(steps(ancestry.ancestors().get(1))).containsExactly(5L, 6L);
        assertThat(Ancestry.of(new RunFolder(runs.resolve("first")))).isEqualTo(new Ancestry(List.of(), ""));
    }

    @Test
    void aParentHasTheHistoryThatItHadWhenTheBranchBegan() throws Exception {
        List<TrainEvent> events = new ArrayList<>(List.of(start(1_000, "parent", null)));
        for (int step = 1; step <= 9; step++) {
            events.add(step(1_000 + step, step));
        }
        events.add(new RunResumed(2_000, 5, 1, ""));
        events.add(step(2_001, 6));
        events.add(step(2_002, 7));
        events.add(new RunResumed(9_000, 3, 1, ""));
        events.add(step(9_001, 4));
        log("parent", events);
        Ancestry ancestry = Ancestry.of(run("child", 5_000, new Parent("parent", 6), 7, 9));
        assertThat(steps(ancestry.ancestors().get(0))).endsWith(7L, 8L, 9L, 6L);
    }

    @Test
    void whatIsMissingIsSaidAndTheRestIsThere() throws Exception {
        RunFolder orphan = run("orphan", LATER, new Parent("gone", 4), 5, 9);
        assertThat(Ancestry.of(orphan))
                .isEqualTo(new Ancestry(
                        List.of(), "orphan branches from gone, which is not shown: it is not in " + runs + "."));
        Ancestry ofChild = Ancestry.of(run("child", LATER + 1, new Parent("orphan", 6), 7, 9));
        assertThat(ofChild.ancestors()).hasSize(1);
        assertThat(ofChild.trouble()).contains("orphan branches from gone");
    }

    @Test
    void aParentThatWasRenamedIsFoundByTheNameInItsLog() throws Exception {
        run("parent", 1_000, null, 1, 9);
        RunFolder child = run("child", 2_000, new Parent("parent", 4), 5, 9);
        Files.move(runs.resolve("parent"), runs.resolve("best"));
        Ancestry ancestry = Ancestry.of(child);
        assertThat(ancestry.trouble()).isEmpty();
        assertThat(ancestry.ancestors())
                .extracting(ancestor -> ancestor.folder().name())
                .containsExactly("best");
        assertThat(steps(ancestry.ancestors().get(0))).containsExactly(1L, 2L, 3L, 4L);

        run("parent", 9_000, null, 1, 9);
        assertThat(Ancestry.of(child).ancestors())
                .as("a younger run has the name now")
                .extracting(ancestor -> ancestor.folder().name())
                .containsExactly("best");

        log("older", List.of(start(500, "parent", null), step(501, 4)));
        assertThat(Ancestry.of(child).ancestors())
                .as("an older run had the name before")
                .extracting(ancestor -> ancestor.folder().name())
                .containsExactly("best");
    }

    /** A person who is in the folder of the branch names it with a dot. */
    @Test
    void theParentOfABranchThatIsNamedWithADotIsBesideIt() throws Exception {
        run("parent", 1_000, null, 1, 9);
        Path child = run("child", 2_000, new Parent("parent", 4), 5, 9).path();
        for (String name : List.of(".", "./.", "../child")) {
            Ancestry ancestry = Ancestry.of(new RunFolder(child.resolve(name)));
            assertThat(ancestry.trouble()).as(name).isEmpty();
            assertThat(ancestry.ancestors())
                    .as(name)
                    .extracting(ancestor -> ancestor.folder().name())
                    .containsExactly("parent");
        }
    }

    @Test
    void aRunThatComesFromItselfIsNotFollowedForEver() throws Exception {
        run("one", 1_000, new Parent("other", 2), 3, 9);
        RunFolder other = run("other", 1_000, new Parent("one", 4), 5, 9);
        assertThat(Ancestry.of(other).trouble()).endsWith("it comes from itself.");
        assertThat(Ancestry.of(run("own", 1_000, new Parent("own", 4), 5, 9)).ancestors())
                .isEmpty();
    }

    @Test
    void ofALongChainOfBranchesTheNearestAncestorsAreThere() throws Exception {
        run("run0", 1_000, null, 1, 1);
        RunFolder last = null;
        for (int i = 1; i <= Ancestry.MOST + 2; i++) {
            last = run("run" + i, 1_000 + 10L * i, new Parent("run" + (i - 1), i), i + 1, i + 1);
        }

        Ancestry ancestry = Ancestry.of(last);

        assertThat(ancestry.ancestors()).hasSize(Ancestry.MOST);
        assertThat(ancestry.ancestors().get(0).folder().name()).isEqualTo("run2");
        assertThat(ancestry.trouble())
                .isEqualTo("run2 branches from run1, which is not shown: only 64 runs before a branch are.");
    }

    @Test
    void aNameThatNoFileCanHaveIsNoRunsName() throws Exception {
        RunFolder branch = run("a", 1_000, new Parent("b\0c", 4), 5, 9);

        assertThat(Ancestry.of(branch).trouble()).endsWith("that is no run's name.");
    }

    @Test
    void damagedLogsAndNamesThatAreNoneTellNothing() throws Exception {
        RunFolder garbage = new RunFolder(Files.createDirectories(runs.resolve("garbage")));
        Files.writeString(garbage.events(), "garbage\n\u0000\u0000\n");
        assertThat(Ancestry.of(run("child", 1_000, new Parent("garbage", 4), 5, 9))
                        .trouble())
                .endsWith("its log has nothing up to step 4.");
        assertThat(Ancestry.of(run("sly", 1_000, new Parent("../garbage", 4), 5, 9))
                        .trouble())
                .endsWith("that is no run's name.");
        run("younger", 9_000, null, 1, 9);
        assertThat(Ancestry.of(run("elder", 1_000, new Parent("younger", 4), 5, 9))
                        .trouble())
                .as("another run has got the name of the parent")
                .endsWith("its log has nothing up to step 4.");
    }
}
