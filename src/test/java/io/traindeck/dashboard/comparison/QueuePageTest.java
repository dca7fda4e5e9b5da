package io.traindeck.dashboard.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.NoTrainers;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueuePageTest {
    @TempDir
    Path dir;

    private static String text(Page page) {
        return Screens.text(page.draw(80, 24, Screens.ROLES, Glyphs.UNICODE));
    }

    @Test
    void showsTheLadderThatIsTrainedNowInTheWayThatWasChosen() throws Exception {
        AtomicReference<QueuePage.Shown> ladder = new AtomicReference<>(ladder(1, ""));
        AtomicReference<String> end = new AtomicReference<>("");
        try (QueuePage page = new QueuePage(ladder::get, workplace(), () -> {}, end::get, () -> "")) {
            page.refresh(1);
            page.press(Action.VIEW_3, new TerminalSize(80, 24));
            assertThat(text(page))
                    .contains("ablation  ladder 1 of 2, seed 42, ", "gradient norm", "first-0-vanilla ")
                    .doesNotContain("-s43");

            ladder.set(ladder(2, "-s43"));
            page.refresh(2);
            assertThat(text(page))
                    .contains("ablation  ladder 2 of 2, seed 43, ", "gradient norm", "first-0-vanilla-s43")
                    .doesNotContain("first-1-clip ");

            end.set("Every run has had its turn.");
            page.refresh(3);
            assertThat(text(page)).contains("Every run has had its turn.");
        }
    }

    @Test
    void aRunThatIsNotThereIsNotOpened() throws Exception {
        QueuePage.Shown ladder = ladder(1, "");
        List<RunFolder> runs = ladder.runs();
        try (QueuePage page = new QueuePage(() -> ladder, workplace(), () -> {}, () -> "", () -> "")) {
            assertThat(page.press(Action.OPEN, new TerminalSize(80, 24))).isEqualTo(Next.STAY);
            assertThat(text(page)).contains("first-0-vanilla has not begun yet.");
            Files.createDirectories(runs.get(0).path());
            assertThat(page.press(Action.OPEN, new TerminalSize(80, 24)))
                    .isEqualTo(new Next.Open(LoggedRun.of(runs.get(0))));
        }
    }

    private Workplace workplace() {
        return new Workplace(new KeyTable(), List.of(dir), RunFolder::name, null, new NoTrainers(), ZoneOffset.UTC);
    }

    private QueuePage.Shown ladder(int number, String ofSeed) {
        List<RunFolder> runs = List.of(
                new RunFolder(dir.resolve("first-0-vanilla" + ofSeed)),
                new RunFolder(dir.resolve("first-1-clip" + ofSeed)));
        return new QueuePage.Shown(
                runs, new Heading("ablation", "ladder " + number + " of 2, seed " + (41 + number), true));
    }
}
