package io.traindeck.dashboard.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.NoTrainers;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.run.RunFolder;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.testing.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparePageTest {
    private static final TerminalSize SIZE = new TerminalSize(80, 60);

    /** A line of the table that tells of a run whose log has been read. */
    private static final String RUN = ".*run-\\d+.* 0\\.\\d+ .*";

    @TempDir
    Path dir;

    private final Changes changes = new Changes();

    private static String text(ComparePage page) {
        return Screens.text(page.draw(SIZE.getColumns(), SIZE.getRows(), Screens.ROLES, Glyphs.UNICODE));
    }

    private final Workplace place = new Workplace(
            new KeyTable(), List.of(Path.of("runs")), RunFolder::name, null, new NoTrainers(), ZoneOffset.UTC);

    /** Returns twelve runs, no two of which are equally good. */
    private List<LoggedRun> twelve() throws IOException {
        List<LoggedRun> runs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Path log = Files.writeString(
                    dir.resolve("run-" + i + ".csv"), "step,val_loss\n1,0." + (10 + i * 5 % 12) + "\n");
            runs.add(Formats.all().find(log).orElseThrow());
        }
        return runs;
    }

    private static List<LoggedRun> bestFirst(List<LoggedRun> twelve) {
        return IntStream.range(0, 12)
                .boxed()
                .sorted(Comparator.comparing(i -> i * 5 % 12))
                .map(twelve::get)
                .toList();
    }

    /** Returns the run that is under the cursor after that key. */
    private static LoggedRun after(ComparePage page, Action action, TerminalSize size) {
        page.press(action, size);
        return ((Next.Open) page.press(Action.OPEN, size)).run();
    }

    @Test
    void theRunUnderTheCursorIsOpenedThoughTheBestComeFirst() throws Exception {
        List<LoggedRun> runs = twelve();
        try (ComparePage page = new ComparePage(runs, place, changes)) {
            awaitAll(page, runs.size());
            List<LoggedRun> opened = new ArrayList<>();
            for (int row = 0; row < runs.size(); row++) {
                opened.add(((Next.Open) page.press(Action.OPEN, SIZE)).run());
                page.press(Action.DOWN, SIZE);
            }
            assertThat(opened).isEqualTo(bestFirst(runs));
        }
    }

    @Test
    void manyRunsAreGoneThroughByPagesAndToTheirEnds() throws Exception {
        List<LoggedRun> runs = twelve();
        List<LoggedRun> best = bestFirst(runs);
        TerminalSize small = new TerminalSize(80, 16);
        try (ComparePage page = new ComparePage(runs, place, changes)) {
            awaitAll(page, runs.size());
            assertThat(after(page, Action.LAST, small)).isEqualTo(best.get(11));
            assertThat(after(page, Action.FIRST, small)).isEqualTo(best.get(0));
            int rows = (int) Screens.text(page.draw(80, 16, Screens.ROLES, Glyphs.UNICODE))
                    .lines()
                    .filter(line -> line.matches(RUN))
                    .count();
            assertThat(rows).isBetween(2, 11);
            assertThat(after(page, Action.PAGE_DOWN, small)).isEqualTo(best.get(rows));
            assertThat(after(page, Action.PAGE_UP, small)).isEqualTo(best.get(0));
            page.press(Action.PAGE_DOWN, small);
            page.press(Action.PAGE_DOWN, small);
            page.press(Action.PAGE_DOWN, small);
            assertThat(after(page, Action.PAGE_DOWN, small)).isEqualTo(best.get(11));
        }
    }

    @Test
    void messagesHaveTheTimeOfTheWorkplace() throws Exception {
        Workplace elsewhere = new Workplace(
                new KeyTable(),
                List.of(Path.of("runs")),
                RunFolder::name,
                null,
                null,
                ZoneOffset.ofHoursMinutes(5, 17));
        try (ComparePage page = new ComparePage(twelve(), elsewhere, changes)) {
            page.refresh(Duration.ofHours(1).toMillis());
            page.say("Look here.");
            page.press(Action.SHOW_MESSAGES, SIZE);
            assertThat(text(page)).contains("06:17:00").contains("Look here.");
        }
    }

    /** Waits until every run has its value in the table. */
    private void awaitAll(ComparePage page, int runs) throws InterruptedException {
        changes.await(
                () -> text(page),
                shown -> shown.lines().filter(line -> line.matches(RUN)).count() >= runs);
    }
}
