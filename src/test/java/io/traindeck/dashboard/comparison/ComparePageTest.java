package io.traindeck.dashboard.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.run.RunFolder;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparePageTest {
    private static final TerminalSize SIZE = new TerminalSize(80, 60);

    @TempDir
    Path dir;

    private final Semaphore changes = new Semaphore(0);

    private static String text(ComparePage page) {
        return Screens.text(page.draw(SIZE.getColumns(), SIZE.getRows(), Screens.ROLES, Glyphs.UNICODE));
    }

    @Test
    void theRunUnderTheCursorIsOpenedThoughTheBestComeFirst() throws Exception {
        List<LoggedRun> runs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Path log = Files.writeString(
                    dir.resolve("run-" + i + ".csv"), "step,val_loss\n1,0." + (10 + i * 5 % 12) + "\n");
            runs.add(Formats.all().find(log).orElseThrow());
        }
        List<LoggedRun> bestFirst = IntStream.range(0, 12)
                .boxed()
                .sorted(Comparator.comparing(i -> i * 5 % 12))
                .map(runs::get)
                .toList();
        Workplace place = new Workplace(new KeyTable(), List.of(dir), RunFolder::name, null, null, ZoneOffset.UTC);
        try (ComparePage page = new ComparePage(runs, place, changes::release)) {
            awaitAll(page, runs.size());
            List<LoggedRun> opened = new ArrayList<>();
            for (int row = 0; row < runs.size(); row++) {
                opened.add(((Next.Open) page.press(Action.OPEN, SIZE)).run());
                page.press(Action.DOWN, SIZE);
            }
            assertThat(opened).isEqualTo(bestFirst);
        }
    }

    /** Waits until every run has its value in the table. */
    private void awaitAll(ComparePage page, int runs) throws InterruptedException {
        String shown = text(page);
        while (shown.lines()
                        .filter(line -> line.matches(".*run-\\d+.* 0\\.\\d+ .*"))
                        .count()
                < runs) {
            assertThat(changes.tryAcquire(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as(shown)
                    .isTrue();
            shown = text(page);
        }
    }
}
