package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TextCharacter;
import io.traindeck.dashboard.Nonsense;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Scenarios;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.chart.Axes;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.keys.View;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DashboardTest {

    @Provide
    Arbitrary<List<TrainEvent>> nonsense() {
        return Nonsense.events();
    }

    @Property(tries = 400)
    void drawsAnyLogAtAnySizeWithPrintableNarrowCharactersAlone(
            @ForAll("nonsense") List<TrainEvent> events,
            @ForAll @IntRange(min = 1, max = 150) int width,
            @ForAll @IntRange(min = 1, max = 50) int height,
            @ForAll View view,
            @ForAll Glyphs glyphs,
            @ForAll boolean help,
            @ForAll boolean others) {
        RunState state = RunState.EMPTY.applyAll(events);
        Frame ours = Screens.frame(state, 5_000);
        Frame.Files files = new Frame.Files(Nonsense.TEXT, others ? Nonsense.TEXT : "", "", "");
        Frame frame = new Frame(state, ours.status(), ours.view(), files, 5_000, ours.zone(), null);
        CurvesLook look = frame.view().curves();
        ViewState shown = frame.view()
                .withView(view)
                .with(look.withCursor(7))
                .withTableBack(3)
                .withNotice(Nonsense.TEXT);
        Picture image = Screens.draw(frame.with(shown.withOverlay(help ? Context.HELP : null)), width, height, glyphs);
        Screens.assertPrintable(image, glyphs);
    }

    /** What is kept from picture to picture is what would be made anew. */
    @Property(tries = 100)
    void aDashboardThatHasDrawnTheRunBeforeDrawsWhatANewOneDraws(
            @ForAll("nonsense") List<TrainEvent> events, @ForAll @IntRange(max = 1_000) int seed) {
        SampleRun run = new SampleRun(seed, 50).epochsMore(1);
        List<TrainEvent> all = new ArrayList<>(run.events);
        all.addAll(events);
        all.addAll(new SampleRun(seed + 1, 50).steps(30).events);
        Random draws = new Random(seed);
        Dashboard old = new Dashboard(new KeyTable());
        RunState state = RunState.EMPTY;
        int width = 80;
        int height = 24;
        for (int i = 0; i < all.size(); i++) {
            state = state.apply(all.get(i));
            if (draws.nextInt(4) > 0) {
                continue;
            }
            if (draws.nextInt(5) == 0) {
                width = 40 + draws.nextInt(160);
                height = 10 + draws.nextInt(60);
            }
            Frame frame = Screens.frame(state, state.lastMs() + draws.nextInt(100_000_000));
            Picture kept = old.draw(frame, width, height, Screens.ROLES, Glyphs.UNICODE);
            Picture anew = Screens.draw(frame, width, height, Glyphs.UNICODE);
            assertThat(Screens.text(kept))
                    .as("after event %s of seed %s", i, seed)
                    .isEqualTo(Screens.text(anew));
            assertThat(Screens.roles(kept)).isEqualTo(Screens.roles(anew));
        }
    }

    /** One step in a hundred thousand: the chart must show it at full height, in every theme and at every size. */
    @Property(tries = 25)
    void aSpikeOfOneStepIsSeenOnTheCurves(
            @ForAll @IntRange(min = 2, max = 99_999) int spike,
            @ForAll Glyphs glyphs,
            @ForAll @IntRange(min = 80, max = 200) int width) {
        RunState state = RunState.EMPTY.apply(SampleRun.started("x", 10, 10_000, 1.0));
        for (int step = 1; step < 100_000; step++) {
            double value = step == spike ? 40.0 : 1.0;
            state = state.apply(OwnMetrics.step(step, step, 1, value, 1e-3, value, 300));
        }
        Frame frame = Screens.frame(state, 100_000);
        Picture image = Screens.draw(frame.with(frame.view().withView(View.CURVES)), width, 24, glyphs);
        List<String> lines = Screens.text(image).lines().toList();
        for (String title : List.of("loss", "gradient norm")) {
            int row = 0;
            while (!lines.get(row).startsWith(" " + title)) {
                row++;
            }
            String top = String.join("\n", lines.subList(row, row + 7));
            int plotEnd = title.equals("gradient norm") ? width / 2 - 1 : width;
            assertThat(marks(lines.get(row + 1), plotEnd) + marks(lines.get(row + 2), plotEnd))
                    .as("spike at %d in the upper half of: %s", spike, top)
                    .isNotBlank();
        }
    }

    private static String marks(String line, int end) {
        return line.length() <= Axes.GUTTER ? "" : line.substring(Axes.GUTTER, Math.min(end, line.length()));
    }

    /** From step to step only digits and dots change; words and units stay where they are. */
    @Test
    void numbersKeepTheirColumnsFromFrameToFrame() {
        SampleRun run = new SampleRun(30, 391).epochsMore(9).steps(10);
        String first = words(run);
        for (int i = 0; i < 300; i++) {
            run.oneStep();
            assertThat(words(run)).isEqualTo(first);
        }
    }

    private static String words(SampleRun run) {
        String screen = Screens.text(Screens.frame(run.state(), run.nowMs()), 80, 24);
        return screen.replaceAll("[0-9.\\u2580-\\u28ff●┊▕▏━╸]", " ");
    }

    @Test
    void redMeansAct() {
        Picture calm = Screens.draw(Scenarios.all().get("mid-run"), 80, 24, Glyphs.UNICODE);
        assertThat(cells(calm, Role.BAD)).isEmpty();
        Picture exploding = Screens.draw(Scenarios.all().get("exploding"), 80, 24, Glyphs.UNICODE);
        assertThat(cells(exploding, Role.BAD)).startsWith("58.11━━━━━");
    }

    @Test
    void theSpeedOfAReplayStaysClearOfItsBar() {
        Frame frame = Scenarios.all().get("replay");
        Frame fast = new Frame(
                frame.state(),
                frame.status(),
                frame.view(),
                frame.folder(),
                frame.nowMs(),
                frame.zone(),
                frame.replay().withSpeed(1e6));
        assertThat(Screens.text(fast, 80, 24)).contains("1000000x ▕");
    }

    @Test
    void saysWhatItNeedsWhereThereIsNoRoom() {
        Frame frame = Scenarios.all().get("mid-run");
        assertThat(Screens.text(frame, 24, 6)).contains("RUNNING").contains("needs 30x8");
    }

    private static String cells(Picture image, Role role) {
        StringBuilder out = new StringBuilder();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                TextCharacter cell = image.cell(x, y);
                if (cell.getForegroundColor()
                        .equals(Screens.ROLES.cell(role, 'x').getForegroundColor())) {
                    out.append(cell.getCharacterString());
                }
            }
        }
        return out.toString();
    }
}
