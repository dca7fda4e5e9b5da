package io.traindeck.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.NoTrainers;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.testing.Changes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a branch whose parent's folder stands beside its own, and trained on after the branch began. */
class BranchPageTest {
    private static final int SHARED = 12;

    @TempDir
    Path runs;

    private final SampleRun parent = new SampleRun(30, 10).epochsMore(SHARED + 4);
    private final SampleRun family = parent.branch("rescued", 10 * SHARED).steps(3);
    private final Changes changes = new Changes();

    private RunFolder log(String name, List<TrainEvent> events) throws Exception {
        RunFolder folder = RunFolder.create(runs, name);
        Files.createFile(folder.runJson());
        Files.write(folder.events(), events.stream().map(EventCodec::encode).toList());
        return folder;
    }

    private LivePage page() throws Exception {
        List<TrainEvent> all = family.events;
        int begin = 0;
        while (!(all.get(begin) instanceof RunStarted started) || started.parent() == null) {
            begin++;
        }
        RunFolder branch = log("rescued", all.subList(begin, all.size()));
        Workplace place =
                new Workplace(new KeyTable(), List.of(runs), RunFolder::name, null, new NoTrainers(), ZoneOffset.UTC);
        return new LivePage(LoggedRun.of(branch), null, place, changes);
    }

    private String screen(LivePage page) {
        page.refresh(family.nowMs());
        return Screens.text(page.draw(80, 24, Screens.ROLES, Glyphs.UNICODE));
    }

    private String await(LivePage page, String words) throws InterruptedException {
        return changes.await(() -> screen(page), screen -> screen.contains(words));
    }

    @Test
    void itsTableEndsWithTheEpochsUpToTheBranchAndGoesBackToTheFirst() throws Exception {
        log("cifar10-upgraded", parent.events);
        try (LivePage page = page()) {
            assertThat(await(page, "\n    12 "))
                    .containsPattern("\\n +10 .*\\n +11 .*\\n +12 ")
                    .doesNotContainPattern("\\n +13 ");
            page.obey(TypedCommand.of("goto 8"));
            assertThat(screen(page))
                    .containsPattern("\\n +7 .*\\n +8 .*\\n *\\n")
                    .doesNotContainPattern("\\n +9 ");
            page.obey(TypedCommand.of("goto 13"));
            assertThat(screen(page)).containsPattern("\\n +12 ").contains("epoch 13", "epoch 12");
        }
    }

    @Test
    void withoutItsParentItsTableIsEmptyAsItsOwnIs() throws Exception {
        try (LivePage page = page()) {
            assertThat(await(page, "since it branched from cifar10-upgraded")).doesNotContainPattern("\\n +12 ");
        }
    }
}
