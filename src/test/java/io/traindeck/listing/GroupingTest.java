package io.traindeck.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.listing.Grouping.Group;
import io.traindeck.listing.RunSummary.About;
import io.traindeck.listing.RunSummary.Best;
import io.traindeck.listing.RunSummary.Reached;
import io.traindeck.listing.RunSummary.Trend;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The groups of a list of runs. */
class GroupingTest {
    private static RunSummary run(String name, String host, Status state) {
        return new RunSummary(
                LoggedRun.of(new RunFolder(Path.of("/runs").resolve(name))),
                name,
                state,
                new About(
                        "",
                        "",
                        1,
                        2,
                        null,
                        null,
                        new Details.Maker().addText("host", host).make()),
                Reached.NOTHING,
                Best.NONE,
                Trend.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "HOST,   gpu2:runs/a,                      gpu2,           runs/a",
        "FOLDER, gpu2:runs/a,                      gpu2:runs,      a",
        "FOLDER, nlp/bert/a,                       nlp/bert,       a",
        "FOLDER, a,                                '',             a",
        "SWEEP,  lr-max-lr=1e-3-dropout=0.15,      lr,             max-lr=1e-3-dropout=0.15",
        "SWEEP,  my-big-run-seed=1,                my-big-run,     seed=1",
        "SWEEP,  gpu2:runs/lr-lr=0.1,              gpu2:runs/lr,   lr=0.1",
        "SWEEP,  cifar10-ablation-2-adamw-s42,     cifar10-ablation, 2-adamw-s42",
        "SWEEP,  upgraded-2,                       '',             upgraded-2",
        "NONE,   gpu2:runs/a,                      '',             gpu2:runs/a",
    })
    void aRunIsNamedBelowItsGroup(Grouping by, String name, String title, String below) {
        RunSummary run = run(name, name.startsWith("gpu2:") ? "gpu2" : "", Status.COMPLETED);
        assertThat(by.title(run)).isEqualTo(title);
        assertThat(by.nameBelow(run)).isEqualTo(below);
    }

    @Property
    void everyRunIsInOneGroupAndThoseAtWorkComeFirst(@ForAll Grouping by, @ForAll("runs") List<RunSummary> runs) {
        List<Group> groups = by.of(runs);
        assertThat(groups.stream().flatMap(group -> group.runs().stream())).containsExactlyInAnyOrderElementsOf(runs);
        assertThat(groups).extracting(Group::title).doesNotHaveDuplicates();
        if (by != Grouping.NONE) {
            assertThat(groups).allSatisfy(group -> {
                assertThat(group.runs()).allMatch(run -> by.title(run).equals(group.title()));
                assertThat(group.runs().subList(0, (int) group.live())).allMatch(RunSummary::isLive);
                assertThat(group.runs().stream().filter(run -> !run.isLive()))
                        .as("the others keep their order")
                        .containsExactlyElementsOf(runs.stream()
                                .filter(run -> !run.isLive() && by.title(run).equals(group.title()))
                                .toList());
            });
        }
    }

    @Property
    void theOrderOfGroupsDoesNotDependOnThatOfTheirRuns(@ForAll Grouping by, @ForAll("runs") List<RunSummary> runs) {
        List<RunSummary> turned = new ArrayList<>(runs);
        Collections.reverse(turned);
        assertThat(by.of(turned).stream().map(Group::title))
                .containsExactlyElementsOf(
                        by.of(runs).stream().map(Group::title).toList());
    }

    @Provide
    Arbitrary<List<RunSummary>> runs() {
        Arbitrary<String> names = Arbitraries.of("a", "x/a", "x/b", "s-lr=1", "s-lr=2", "gpu2:r/s-lr=1", "gpu1:r/q");
        Arbitrary<Status> states = Arbitraries.of(Status.class).injectNull(0.1);
        return Combinators.combine(names, states)
                .as((name, state) -> run(name, name.substring(0, Math.max(0, name.indexOf(':'))), state))
                .list()
                .ofMaxSize(12);
    }
}
