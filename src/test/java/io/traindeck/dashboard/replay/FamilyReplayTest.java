package io.traindeck.dashboard.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.NoTrainers;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.ReplayClock;
import io.traindeck.testing.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The replay of a branch begins with what it has in common with its parent. */
class FamilyReplayTest {
    private static final String PARENT = "cifar10-upgraded";
    private static final int SHARED = 400;

    @TempDir
    Path runs;

    private final SampleRun parent = new SampleRun(10, 200).epochsMore(5);

    /** The whole family in the order in which it is played: the history, and then the branch. */
    private final SampleRun whole = parent.branch("rescued", SHARED).epochsMore(3);

    private final Changes changes = new Changes();

    private LoggedRun branch() throws IOException {
        int start = whole.events.indexOf(whole.events.stream()
                .filter(event -> event instanceof TrainEvent.RunStarted started && started.parent() != null)
                .findFirst()
                .orElseThrow());
        return log("rescued", whole.events.subList(start, whole.events.size()));
    }

    private LoggedRun log(String name, List<TrainEvent> events) throws IOException {
        RunFolder folder = new RunFolder(Files.createDirectories(runs.resolve(name)));
        Files.write(folder.events(), events.stream().map(EventCodec::encode).toList());
        return LoggedRun.of(folder);
    }

    private ReplayReader.Result await(ReplayReader reader, Predicate<ReplayReader.Result> condition)
            throws InterruptedException {
        return changes.await(reader::result, condition);
    }

    /**
     * Returns the events that are played: the last one of its parent is the one that was measured last before the
     * branch.
     */
    private List<TrainEvent> played() {
        int last = 0;
        int start = 0;
        for (int i = 0; i < whole.events.size(); i++) {
            if (whole.events.get(i) instanceof Measured && start == 0) {
                last = i + 1;
            } else if (whole.events.get(i) instanceof TrainEvent.RunStarted started && started.parent() != null) {
                start = i;
            }
        }
        List<TrainEvent> played = new ArrayList<>(whole.events.subList(0, last));
        played.addAll(whole.events.subList(start, whole.events.size()));
        return played;
    }

    @Test
    void theHistoryComesFirstAndThenTheBranchAndEachIsSeekedInBoth() throws Exception {
        log(PARENT, parent.events);
        try (ReplayReader reader = new ReplayReader(branch(), false, 5, changes)) {
            ReplayReader.Result first = await(reader, result -> result.clock() != null);
            assertThat(first.state().run()).isEqualTo(PARENT);
            assertThat(first.shown().run().name()).isEqualTo(PARENT);
            assertThat(first.shown().words())
                    .isEqualTo("This is " + PARENT + ", from which rescued branches after step " + SHARED + ".");
            Random random = new Random(7);
            List<TrainEvent> read = played();
            int size = first.clock().timeline().size();
            for (int i = 0; i < 40; i++) {
                ReplayClock wanted = first.clock().to(i == 0 ? size : random.nextInt(size + 1));
                reader.want(wanted);
                ReplayReader.Result result = await(reader, one -> one.clock().equals(wanted));
                assertThat(result.state()).isEqualTo(ReplayReaderTest.readOnce(read, wanted.events()));
                assertThat(result.state().run()).isEqualTo(result.shown().run().name());
                if (i == 0) {
                    assertThat(result.shown().words()).isEmpty();
                    assertThat(result.state().lastStep()).isEqualTo(whole.step());
                    assertThat(result.state().ancestors())
                            .singleElement()
                            .satisfies(history -> assertThat(history.lastStep()).isEqualTo(SHARED));
                }
            }
        }
    }

    /** Whatever the command line named: a run that is seen is called by its own name. */
    @Test
    void theRunThatIsSeenIsCalledByTheNameOfItsFolder() throws Exception {
        log(PARENT, parent.events);
        Workplace place =
                new Workplace(new KeyTable(), List.of(runs), RunFolder::name, null, new NoTrainers(), ZoneOffset.UTC);
        try (ReplayPage page = new ReplayPage(branch(), "rescued", false, 5, place, changes)) {
            Supplier<String> screen = () -> {
                page.refresh(0);
                return Screens.text(page.draw(80, 24, Screens.ROLES, Glyphs.UNICODE));
            };
            changes.await(screen, shown -> shown.contains("REPLAY  " + PARENT));
            assertThat(screen.get()).contains("This is " + PARENT).doesNotContain("begun as", "started as");
            page.press(Action.GO_TO_END, new TerminalSize(80, 24));
            changes.await(screen, shown -> shown.contains("REPLAY  rescued"));
            assertThat(screen.get()).doesNotContain("begun as", "started as", "This is");
        }
    }

    @Test
    void theBranchCanBePlayedAlone() throws Exception {
        log(PARENT, parent.events);
        try (ReplayReader reader = new ReplayReader(branch(), true, 5, changes)) {
            ReplayReader.Result first = await(reader, result -> result.clock() != null);
            assertThat(first.state().run()).isEqualTo("rescued");
            assertThat(first.shown().words()).isEmpty();
        }
    }

    @Test
    void aParentThatIsGoneIsSaidAndTheBranchPlaysAlone() throws Exception {
        try (ReplayReader reader = new ReplayReader(branch(), false, 5, changes)) {
            ReplayReader.Result first = await(reader, result -> result.clock() != null);
            assertThat(first.state().run()).isEqualTo("rescued");
            assertThat(first.shown().words())
                    .isEqualTo("rescued branches from " + PARENT + ", which is not shown: it is not in " + runs + ".");
        }
    }
}
