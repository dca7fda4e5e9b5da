package io.traindeck.dashboard.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.NoTrainers;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.Alert;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.listing.Machines;
import io.traindeck.listing.RunsFolder;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.source.LoggedRun;
import io.traindeck.testing.Changes;
import io.traindeck.testing.SavedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of runs, ours and those whose logs other programs wrote. */
class HomePageTest {
    private static final TerminalSize SIZE = new TerminalSize(120, 24);

    @TempDir
    private Path runs;

    private final Changes changes = new Changes();

    @BeforeEach
    void makeRuns() throws Exception {
        SavedLog.write(RunFolder.create(runs, "ours").events(), 3, 10);
        csv("good", 0.9, 3_000);
        csv("better", 0.1, 2_000);
        csv("worse", 2.5, 1_000);
        Path text = Files.writeString(runs.resolve("nohup.out"), "step 1 loss 0.5\nstep 2 loss 0.25\n");
        Files.setLastModifiedTime(text, FileTime.fromMillis(4_000));
        Files.writeString(runs.resolve("pip.log"), "Collecting torch\nDownloading it\n");
    }

    private void csv(String name, double loss, long changedMs) throws IOException {
        Path file = Files.createDirectory(runs.resolve(name)).resolve("metrics.csv");
        Files.writeString(file, "step,val_loss\n1,3\n2," + loss + "\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(changedMs));
    }

    private Workplace place() {
        return new Workplace(new KeyTable(), List.of(runs), RunFolder::name, null, new NoTrainers(), ZoneOffset.UTC);
    }

    /** Returns a page that has read all of them. */
    private HomePage page() throws InterruptedException {
        HomePage page = new HomePage(place(), changes);
        await(page, screen -> names(screen).size() == 5 && !screen.contains("Reading "));
        return page;
    }

    private static String screen(HomePage page) {
        page.refresh(System.currentTimeMillis());
        return Screens.text(page.draw(SIZE.getColumns(), SIZE.getRows(), Screens.ROLES, Glyphs.UNICODE));
    }

    private void await(HomePage page, Predicate<String> condition) throws InterruptedException {
        changes.await(() -> screen(page), condition);
    }

    /** Returns the names of the runs, from the top. */
    private static List<String> names(String screen) {
        return screen.lines()
                .skip(3)
                .takeWhile(line -> !line.isBlank())
                .map(line -> line.substring(3).split(" ")[0])
                .toList();
    }

    @Test
    void listsWhateverIsARun() throws Exception {
        try (HomePage page = page()) {
            String screen = screen(page);
            assertThat(names(screen)).containsExactly("ours", "nohup.out", "good", "better", "worse");
            assertThat(screen).contains("5 runs", "text", "CSV", "val_loss", "quiet", "0.100");
        }
    }

    @Test
    void whoLooksElsewhereIsToldOfEachRunThatEnds() throws Exception {
        RunFolder live = RunFolder.create(runs, "live");
        Files.writeString(live.events(), "{\"event\":\"step\",\"time_ms\":2,\"step\":1,\"loss\":0.5}\n");
        try (RunLock lock = RunLock.acquire(live.lock()).orElseThrow();
                HomePage page = new HomePage(place(), changes)) {
            await(page, screen -> names(screen).size() == 6 && !screen.contains("Reading "));
            assertThat(page.alerts(0)).isEmpty();
            String ended = "{\"event\":\"run_ended\",\"time_ms\":4,\"reason\":\"stopped\",\"step\":1}\n";
            Files.writeString(live.events(), ended, StandardOpenOption.APPEND);
            await(page, screen -> screen.contains("stopped"));
            assertThat(page.alerts(0)).singleElement().satisfies(alert -> {
                assertThat(alert.kind()).isEqualTo(Alert.Kind.ENDED);
                assertThat(alert.name()).isEqualTo("live");
                assertThat(alert.text()).startsWith("stopped");
            });
            assertThat(page.alerts(0)).isEmpty();
        }
    }

    @Test
    void listsThemInAnotherOrder() throws Exception {
        try (HomePage page = page()) {
            page.press(Action.ORDER, SIZE);
            assertThat(names(screen(page))).containsExactly("better", "good", "nohup.out", "ours", "worse");
            assertThat(screen(page)).contains("by name, 5 runs");
            page.press(Action.ORDER, SIZE);
            assertThat(names(screen(page)))
                    .as("first by the goal that most of them have, lower losses before higher ones")
                    .startsWith("better", "good", "worse");
            page.obey(TypedCommand.of("order newest"));
            assertThat(names(screen(page))).startsWith("ours");
            page.obey(TypedCommand.of("order backwards"));
            assertThat(screen(page)).contains("order needs one of: newest, name, best, state");
        }
    }

    @Test
    void listsThoseThatHaveAllWords() throws Exception {
        try (HomePage page = page()) {
            page.obey(TypedCommand.of("filter CSV ette"));
            assertThat(names(screen(page))).containsExactly("better");
            assertThat(screen(page)).contains("1 of 5 runs with \"CSV ette\"");
            page.obey(TypedCommand.of("filter nothing"));
            assertThat(screen(page)).contains("No run fits this filter.");
            assertThat(page.press(Action.OPEN, SIZE)).isEqualTo(Next.STAY);
            page.obey(TypedCommand.of("filter"));
            assertThat(names(screen(page))).hasSize(5);
        }
    }

    @Test
    void aQueryNarrowsThemAndAWrongTermIsSaidWhileItIsTyped() throws Exception {
        try (HomePage page = page()) {
            page.typing("filter val_loss<");
            assertThat(screen(page)).contains("\"val_loss<\": a number is missing after <");
            page.typing("filter val_loss<1");
            assertThat(screen(page)).doesNotContain("missing");
            page.obey(TypedCommand.of("filter val_loss<1"));
            assertThat(names(screen(page))).contains("good", "better").doesNotContain("worse", "nohup.out");
            page.obey(TypedCommand.of("filter val_loss<x"));
            assertThat(screen(page)).contains("a number should follow <").contains("\"val_loss<1\"");
            page.obey(TypedCommand.of("filter val_los<1"));
            assertThat(screen(page)).contains("called val_los; did you mean val_loss?");
        }
    }

    @Test
    void runsOfOtherMachinesStandBelowTheirHostAndAreOpenedByIt(@TempDir Path copies) throws Exception {
        SavedLog.write(RunFolder.create(copies, "far").events(), 3, 10);
        LoggedRun whole = LoggedRun.of(new RunFolder(copies.resolve("whole")));
        Machines machines = new Machines() {
            @Override
            public List<RunsFolder> folders() {
                return List.of(new RunsFolder(copies, "gpu2", "gpu2:runs", () -> ""));
            }

            @Override
            public List<Line> lines() {
                return List.of(
                        new Line("gpu2", "load 3.1 of 16", "", true),
                        new Line("gpu3", "", "gpu3 has not answered for 9 s", false));
            }

            @Override
            public void connect() {}

            @Override
            public void onNews(Runnable news) {}

            @Override
            public LoggedRun opened(LoggedRun listed) {
                return listed.place().equals("gpu2:runs/far") ? whole : listed;
            }
        };
        try (HomePage page = new HomePage(place(), machines, changes)) {
            await(page, screen -> screen.contains("6 runs") && !screen.contains("Reading "));
            List<String> rows = screen(page).lines().skip(3).map(String::strip).toList();
            assertThat(rows.get(0)).isEqualTo("gpu2  1 run; load 3.1 of 16");
            assertThat(rows.get(1)).contains("runs/far").doesNotContain("gpu2:");
            assertThat(rows.get(2)).isEqualTo("this machine  5 runs");
            assertThat(rows).contains("gpu3  has not answered for 9 s");
            assertThat(page.press(Action.OPEN, SIZE)).isEqualTo(new Next.Open(whole));
            page.obey(TypedCommand.of("filter host:gpu2"));
            assertThat(screen(page)).contains("1 of 6 runs").doesNotContain("this machine", "no runs yet");
            page.obey(TypedCommand.of("filter"));
            page.press(Action.GROUP, SIZE);
            assertThat(screen(page)).contains("by folder").contains("gpu2:runs  1 run");
            page.obey(TypedCommand.of("group nothing"));
            assertThat(screen(page)).contains("gpu2:runs/far");
            page.obey(TypedCommand.of("group backwards"));
            assertThat(screen(page)).contains("group needs one of: nothing, host, folder, sweep");
        }
    }

    @Test
    void opensAndComparesAnyOfThem() throws Exception {
        try (HomePage page = page()) {
            page.press(Action.MARK, SIZE);
            page.press(Action.MARK, SIZE);
            assertThat(page.press(Action.OPEN, SIZE)).isInstanceOfSatisfying(Next.Open.class, next -> {
                assertThat(next.run().name()).isEqualTo("good");
                assertThat(next.run().format()).isEqualTo("CSV");
            });
            assertThat(page.press(Action.COMPARE, SIZE))
                    .isInstanceOfSatisfying(Next.Compare.class, next -> assertThat(next.runs())
                            .extracting(LoggedRun::name)
                            .containsExactly("ours", "nohup.out"));
        }
    }

    @Test
    void theCursorStaysOnItsRun() throws Exception {
        try (HomePage page = page()) {
            page.press(Action.LAST, SIZE);
            page.press(Action.ORDER, SIZE);
            page.press(Action.ORDER, SIZE);
            assertThat(page.press(Action.OPEN, SIZE)).isInstanceOfSatisfying(Next.Open.class, next -> assertThat(
                            next.run().name())
                    .isEqualTo("worse"));
        }
    }

    @Test
    void aRunIsDeletedWhereSomebodySaysYes() throws Exception {
        try (HomePage page = page()) {
            page.press(Action.DELETE, SIZE);
            await(page, screen -> screen.contains("Delete ours? ") && screen.contains("no checkpoint"));
            assertThat(screen(page)).contains("y delete", "n keep");
            page.press(Action.NO, SIZE);
            assertThat(screen(page)).doesNotContain("Delete ours?");
            page.obey(TypedCommand.of("delete"));
            await(page, screen -> screen.contains("no checkpoint"));
            assertThat(page.focus().context()).isEqualTo(Context.DELETION);
            page.press(Action.YES, SIZE);
            await(
                    page,
                    screen -> screen.contains("Deleted ours.") && names(screen).size() == 4);
            assertThat(runs.resolve("ours")).doesNotExist();
        }
    }

    @Test
    void whatOtherProgramsWroteIsNotDeleted() throws Exception {
        try (HomePage page = page()) {
            page.press(Action.LAST, SIZE);
            page.press(Action.DELETE, SIZE);
            assertThat(screen(page)).contains("worse is not a run of traindeck's");
            assertThat(page.press(Action.RENAME, SIZE)).isEqualTo(Next.STAY);
        }
    }

    @Test
    void theCursorGoesWithARunToItsNewName() throws Exception {
        try (HomePage page = page()) {
            page.press(Action.ORDER, SIZE);
            page.press(Action.LAST, SIZE);
            page.press(Action.UP, SIZE);
            assertThat(page.press(Action.RENAME, SIZE)).isEqualTo(new Next.Type("rename ours"));
            page.obey(TypedCommand.of("rename good"));
            await(page, screen -> screen.contains("Not renamed: ") && screen.contains("good already; choose another"));
            page.obey(TypedCommand.of("rename all mine"));
            await(page, screen -> names(screen).contains("all") && names(screen).size() == 5);
            assertThat(names(screen(page))).startsWith("all");
            assertThat(page.press(Action.OPEN, SIZE)).isInstanceOfSatisfying(Next.Open.class, next -> assertThat(
                            next.run().name())
                    .isEqualTo("all mine"));
        }
    }
}
