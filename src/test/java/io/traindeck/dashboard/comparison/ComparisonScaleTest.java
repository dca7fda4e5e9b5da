package io.traindeck.dashboard.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.NoTrainers;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.run.RunFolder;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.testing.Changes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The axis of values in a comparison. */
class ComparisonScaleTest {
    private static final TerminalSize SIZE = new TerminalSize(80, 24);

    @TempDir
    private Path dir;

    private final Changes changes = new Changes();

    private static String text(ComparePage page) {
        page.refresh(0);
        return Screens.text(page.draw(SIZE.getColumns(), SIZE.getRows(), Screens.ROLES, Glyphs.UNICODE));
    }

    private LoggedRun csv(String name, String losses) throws Exception {
        Path log = Files.writeString(dir.resolve(name), "step,val_loss\n" + losses);
        return Formats.all().find(log).orElseThrow();
    }

    @Test
    void isLogarithmicWhereAKeyAsksForIt() throws Exception {
        List<LoggedRun> runs = List.of(csv("a.csv", "1,5000\n2,20\n3,0.01\n"), csv("b.csv", "1,300\n2,0\n3,0.02\n"));
        Workplace place =
                new Workplace(new KeyTable(), List.of(dir), RunFolder::name, null, new NoTrainers(), ZoneOffset.UTC);
        try (ComparePage page = new ComparePage(runs, place, changes)) {
            changes.await(() -> text(page), shown -> shown.contains("4000┤") && shown.contains("0.020"));
            assertThat(text(page))
                    .contains(" validation loss\n")
                    .contains("4000┤")
                    .doesNotContain("(log)");
            page.press(Action.LOG_SCALE, SIZE);
            assertThat(text(page)).contains(" validation loss (log)\n", "┤");
            page.press(Action.LOG_SCALE, SIZE);
            assertThat(text(page)).doesNotContain("(log)");
        }
    }
}
