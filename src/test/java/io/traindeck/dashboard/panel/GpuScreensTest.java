package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.Golden;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.page.GpuProcess;
import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.event.TrainEvent.SystemUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphics cards, on the overview and on a view of their own. */
class GpuScreensTest {
    private static final int IDLE = 2;
    private static final int HOT = 5;
    private static final int[][] SIZES = {{45, 20}, {80, 24}, {132, 43}};

    /** Returns cards of which the third does nothing any more, and the sixth is hot. */
    private static Frame frame(int cards) {
        SampleRun run = new SampleRun(30, 391).steps(200);
        for (int reading = 0; reading < 200; reading++) {
            List<Gpu> gpus = new ArrayList<>();
            for (int i = 0; i < cards; i++) {
                boolean idle = i == IDLE && reading > 100;
                double wave = 5 * Math.sin(reading * 0.3 + i);
                gpus.add(new Gpu(
                        "NVIDIA H100 80GB HBM3",
                        idle ? 0 : 93 + wave,
                        idle ? 612 : Math.min(31_442, 400.0 * reading),
                        81_559,
                        i == HOT ? 88 : 54 + wave,
                        idle ? 71 : 412 + 10 * wave));
            }
            run.steps(12).add(new SystemUsage(run.nowMs() + 500, 800, 22_000, gpus));
        }
        return Screens.frame(run.state(), run.nowMs() + 100);
    }

    private static Frame page(Frame frame, List<GpuProcess> processes) {
        return frame.with(frame.view().withView(View.GPUS).with(new GpuLook(processes, 0)));
    }

    private static List<GpuProcess> processes() {
        return List.of(
                new GpuProcess(0, 4711, "ana", 30_830, "python3 train.py --config configs/large.yaml"),
                new GpuProcess(1, 4712, "ana", 30_830, "python3 train.py --config configs/large.yaml"),
                new GpuProcess(2, 990_121, "bo", 612, "jupyter \u001b[31mlab"),
                new GpuProcess(12, 77, "", Double.NaN, "Xorg"));
    }

    @TestFactory
    Stream<DynamicTest> screens() {
        return Stream.of(1, 3, 8, 16).flatMap(cards -> {
            Frame frame = frame(cards);
            return Stream.concat(
                    Golden.tests("gpus-overview-" + cards, SIZES, (w, h, glyphs) -> Screens.draw(frame, w, h, glyphs))
                            .stream(),
                    Golden.tests(
                            "gpus-" + cards,
                            SIZES,
                            (w, h, glyphs) -> Screens.draw(page(frame, processes()), w, h, glyphs))
                            .stream());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 16})
    void allCardsAreOnTheOverviewOf80ColumnsAndIdleAndHotOnesStandOut(int cards) {
        Picture picture = Screens.draw(frame(cards), 80, 24, Glyphs.UNICODE);
        int idle = 0;
        int hot = 0;
        int busy = 0;
        for (int y = 19; y < 22; y++) {
            for (int x = 24; x < 80; x++) {
                if (picture.cell(x, y).getCharacterString().equals("%")) {
                    idle += has(picture, x, y, Role.WARN) ? 1 : 0;
                    hot += has(picture, x, y, Role.BAD) ? 1 : 0;
                    busy += has(picture, x, y, Role.DIM) ? 1 : 0;
                }
            }
        }
        assertThat(idle).isEqualTo(cards > IDLE ? 1 : 0);
        assertThat(hot).isEqualTo(cards > HOT ? 1 : 0);
        assertThat(idle + hot + busy).isEqualTo(cards);
    }

    private static boolean has(Picture picture, int x, int y, Role role) {
        return picture.cell(x, y)
                .getForegroundColor()
                .equals(Screens.ROLES.cell(role, '%').getForegroundColor());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 16})
    void thePageShowsEveryCardAndWhoIsOnIt(int cards) {
        String page = Screens.text(page(frame(cards), processes()), 80, 30);
        assertThat(page).contains((cards > 1 ? cards + " x " : "") + "NVIDIA H100", "4711", "ana", "python3 train.py");
        assertThat(page.lines().filter(line -> line.matches("^ (gpu \\d+  NVIDIA.*| +\\d+ +\\d+% .*)")))
                .hasSize(cards);
        assertThat(Screens.text(page(frame(cards), List.of()), 80, 30)).doesNotContain("process", "pid");
    }

    @Test
    void cardsThatDoNotFitAreScrolled() {
        Frame page = page(frame(16), List.of());
        Navigation navigation = new Navigation(new KeyTable());
        assertThat(Screens.text(page, 60, 15)).contains("6 more").doesNotContain("\n  15 ");
        Frame end = page.with(navigation.after(Action.LAST, page, 60, 15).orElseThrow());
        assertThat(Screens.text(end, 60, 15)).contains("\n  15 ").doesNotContain("more", "\n   0 ");
        Frame start = end.with(navigation.after(Action.FIRST, end, 60, 15).orElseThrow());
        assertThat(Screens.text(start, 60, 15)).isEqualTo(Screens.text(page, 60, 15));
    }

    @Test
    void processesThatDoNotFitAreScrolledAfterTheCards() {
        List<GpuProcess> many = IntStream.range(0, 20)
                .mapToObj(i -> new GpuProcess(i % 16, 5000 + i, "ana", 30_830, "python3 train.py"))
                .toList();
        Navigation navigation = new Navigation(new KeyTable());
        for (int cards : new int[] {1, 8, 16}) {
            Frame at = page(frame(cards), many);
            assertThat(Screens.text(at, 45, 20))
                    .contains("5000", "more")
                    .doesNotContain("5019")
                    .matches(text -> text.lines()
                            .filter(line -> line.contains("  pid  "))
                            .allMatch(line -> line.matches(" gpu +pid  memory  user( +process)?( +\\d+ more .)?")));
            boolean seenLastCard = false;
            for (int key = 0; key < cards + many.size(); key++) {
                at = at.with(navigation.after(Action.DOWN, at, 45, 20).orElseThrow());
                String text = Screens.text(at, 45, 20);
                seenLastCard |= text.contains("\n  " + (cards > 10 ? "" : " ") + (cards - 1) + " ") || cards == 1;
                assertThat(seenLastCard || text.contains("5000")).as(text).isTrue();
            }
            assertThat(Screens.text(at, 45, 20)).contains("5019").doesNotContain("more", "5000");
            Frame start = at.with(navigation.after(Action.FIRST, at, 45, 20).orElseThrow());
            Frame end = start.with(navigation.after(Action.LAST, start, 45, 20).orElseThrow());
            assertThat(Screens.text(end, 45, 20)).isEqualTo(Screens.text(at, 45, 20));
        }
    }

    @Test
    void theKeyIsShownWhereThereAreCardsAndTabComesBy() {
        Frame with = frame(1);
        assertThat(Screens.text(with, 132, 43)).contains("5 gpus");
        Navigation navigation = new Navigation(new KeyTable());
        Frame events = with.with(with.view().withView(View.EVENTS));
        assertThat(navigation
                        .after(Action.NEXT_VIEW, events, 80, 24)
                        .orElseThrow()
                        .view())
                .isEqualTo(View.GPUS);
        SampleRun none = new SampleRun(30, 391).steps(200);
        Frame without = Screens.frame(none.state(), none.nowMs());
        assertThat(Screens.text(without, 132, 43)).doesNotContain("5 gpus");
        Frame page = page(without, List.of());
        assertThat(Screens.text(page, 80, 24)).contains("No graphics card is in the log.");
    }
}
