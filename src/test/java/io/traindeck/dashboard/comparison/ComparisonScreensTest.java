package io.traindeck.dashboard.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.Golden;
import io.traindeck.dashboard.NoTrainers;
import io.traindeck.dashboard.Nonsense;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.panel.GoldenScreensTest;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.event.Liveness;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.RunFolder;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons against text files; written anew as {@link GoldenScreensTest} says. */
class ComparisonScreensTest {
    private static final int[][] OTHER_SIZES = {{45, 20}, {80, 24}, {160, 48}};

    private static final ViewState VIEW = ViewState.of(Context.COMPARE);

    // The views of our own runs.
    private static final int ACCURACY = 0;
    private static final int LOSS = 1;
    private static final int GRADIENTS = 2;
    private static final int DIALS = 3;

    private static ComparisonScreen screen(Comparison comparison, int shown, AxisUnit unit, int selected) {
        return new ComparisonScreen(comparison, Heading.CHOSEN, VIEW, shown, unit, selected, 0);
    }

    private static Picture draw(ComparisonScreen screen, int width, int height, Glyphs glyphs) {
        Workplace place =
                new Workplace(new KeyTable(), List.of(), RunFolder::name, null, new NoTrainers(), ZoneOffset.UTC);
        return screen.draw(place, width, height, Screens.ROLES, glyphs);
    }

    private static String text(ComparisonScreen screen, int width, int height) {
        return Screens.text(draw(screen, width, height, Glyphs.UNICODE));
    }

    @TestFactory
    List<DynamicTest> compare() {
        Comparison recipes = ComparedSamples.recipes();
        Map<String, ComparisonScreen> screens = new LinkedHashMap<>();
        screens.put("compare", screen(recipes, ACCURACY, AxisUnit.EPOCHS, 0));
        screens.put("compare-by-time", screen(recipes, ACCURACY, AxisUnit.TIME, 2));
        screens.put("compare-loss", screen(recipes, LOSS, AxisUnit.EPOCHS, 0));
        screens.put("compare-gradients", screen(recipes, GRADIENTS, AxisUnit.TIME, 1));
        screens.put("compare-dials", screen(recipes, DIALS, AxisUnit.EPOCHS, 0));
        screens.put("compare-eight", screen(ComparedSamples.eight(), ACCURACY, AxisUnit.EPOCHS, 7));
        screens.put("compare-eight-dials", screen(ComparedSamples.eight(), DIALS, AxisUnit.EPOCHS, 7));
        screens.put("compare-odd", screen(ComparedSamples.odd(), LOSS, AxisUnit.EPOCHS, 3));
        Comparison one = new Comparison(recipes.runs().subList(0, 1));
        screens.put("compare-one", screen(one, ACCURACY, AxisUnit.EPOCHS, 0));
        screens.put(
                "compare-ladder",
                new ComparisonScreen(
                        recipes,
                        new Heading("ablation", "ladder 2 of 2, seed 43", true),
                        VIEW,
                        ACCURACY,
                        AxisUnit.EPOCHS,
                        0,
                        0));
        ViewState help = VIEW.withOverlay(Context.HELP);
        screens.put(
                "compare-help", new ComparisonScreen(recipes, Heading.CHOSEN, help, ACCURACY, AxisUnit.EPOCHS, 0, 0));
        List<DynamicTest> tests = new ArrayList<>();
        screens.forEach((name, screen) ->
                tests.addAll(Golden.tests(name, (width, height, glyphs) -> draw(screen, width, height, glyphs))));
        return tests;
    }

    private static List<DynamicTest> tests(Map<String, ComparisonScreen> screens) {
        List<DynamicTest> tests = new ArrayList<>();
        screens.forEach((name, screen) -> tests.addAll(
                Golden.tests(name, OTHER_SIZES, (width, height, glyphs) -> draw(screen, width, height, glyphs))));
        return tests;
    }

    /** Branches beside their parent, and without it: then the part that they have in common with it is dim. */
    @TestFactory
    List<DynamicTest> compareFamily() {
        List<ComparedRun> family = ComparedSamples.family();
        Comparison apart = new Comparison(family.subList(1, 3));
        Map<String, ComparisonScreen> screens = new LinkedHashMap<>();
        screens.put("compare-family", screen(new Comparison(family), ACCURACY, AxisUnit.EPOCHS, 1));
        screens.put("compare-family-apart", screen(apart, LOSS, AxisUnit.STEPS, 1));
        return tests(screens);
    }

    /** More runs than have a colour and a sign: the best have them, and the one under the cursor is in front all the same. */
    @TestFactory
    List<DynamicTest> compareMany() {
        Comparison twenty = ComparedSamples.twenty();
        Map<String, ComparisonScreen> screens = new LinkedHashMap<>();
        screens.put("compare-twenty", screen(twenty, ACCURACY, AxisUnit.EPOCHS, 0));
        screens.put("compare-twenty-scrolled", screen(twenty, LOSS, AxisUnit.EPOCHS, 18));
        screens.put("compare-twenty-dials", screen(twenty, DIALS, AxisUnit.EPOCHS, 0));
        return tests(screens);
    }

    /** Runs of other programs, by the views that they have in common. */
    @TestFactory
    List<DynamicTest> compareOthers(@TempDir Path folder) throws IOException {
        OthersSamples samples = new OthersSamples(folder);
        Comparison gpt = samples.gptAndLightning();
        Comparison rewards = samples.rewards();
        Comparison keras = samples.ownAndKeras();
        Map<String, ComparisonScreen> screens = new LinkedHashMap<>();
        screens.put("compare-gpt-lightning", screen(gpt, 0, AxisUnit.STEPS, 0));
        screens.put("compare-rewards", screen(rewards, 0, AxisUnit.STEPS, 1));
        screens.put("compare-rewards-value-loss", screen(rewards, 1, AxisUnit.STEPS, 0));
        screens.put("compare-own-keras", screen(keras, 0, AxisUnit.EPOCHS, 0));
        screens.put("compare-own-keras-loss", screen(keras, 1, AxisUnit.EPOCHS, 1));
        screens.put("compare-rewards-dials", screen(rewards, 3, AxisUnit.STEPS, 0));
        return tests(screens);
    }

    @Provide
    Arbitrary<List<TrainEvent>> nonsense() {
        return Nonsense.events();
    }

    @Property(tries = 300)
    void drawsAnyLogsAtAnySizeWithPrintableNarrowCharactersAlone(
            @ForAll("nonsense") List<TrainEvent> one,
            @ForAll("nonsense") List<TrainEvent> two,
            @ForAll @IntRange(min = 1, max = 150) int width,
            @ForAll @IntRange(min = 1, max = 50) int height,
            @ForAll @IntRange(max = 3) int view,
            @ForAll Glyphs glyphs,
            @ForAll AxisUnit unit) {
        Comparison comparison = new Comparison(List.of(
                run("one", one, Map.of(Nonsense.TEXT, "1")),
                run(Nonsense.TEXT, two, Map.of(Nonsense.TEXT, Nonsense.TEXT, "b", "2")),
                run("none", List.of(), Map.of())));
        ComparisonScreen screen =
                new ComparisonScreen(comparison, Heading.CHOSEN, VIEW.withNotice(Nonsense.TEXT), view, unit, 1, 1);
        Picture image = draw(screen, width, height, glyphs);
        Screens.assertPrintable(image, glyphs);
    }

    /** Metrics of any names, some of them shared, in views that are more than there are keys. */
    @Property(tries = 200)
    void drawsAnyNamesWithPrintableNarrowCharactersAlone(
            @ForAll @Size(min = 1, max = 20) List<@StringLength(max = 30) String> names,
            @ForAll @IntRange(min = 1, max = 150) int width,
            @ForAll @IntRange(min = 1, max = 50) int height,
            @ForAll @IntRange(max = 40) int view,
            @ForAll Glyphs glyphs,
            @ForAll AxisUnit unit) {
        List<TrainEvent> events = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Measured.Kind kind = Measured.Kind.values()[i % 3];
            String name = i % 2 == 0 ? "val_" + names.get(i) + Nonsense.TEXT + "_loss" : names.get(i);
            events.add(new Measured(i, kind, i, i, null, Names.of(name).with(i)));
            events.add(new Measured(i, kind, 2 * i, i, null, Names.of(name).with(-i)));
        }
        Comparison comparison = new Comparison(List.of(run("one", events, Map.of()), run("two", events, Map.of())));
        Picture image = draw(screen(comparison, view, unit, 1), width, height, glyphs);
        Screens.assertPrintable(image, glyphs);
    }

    private static ComparedRun run(String name, List<TrainEvent> events, Map<String, String> dials) {
        RunState state = RunState.EMPTY.applyAll(events);
        return new ComparedRun(name, state, Status.of(state, Liveness.TRAINER, 5_000), dials);
    }

    /** There is no colour: the sign of each run is on its curve, in its row, and above its dials. */
    @Test
    void everyRunHasASignOfItsOwnOnItsCurveInItsRowAndAboveItsDials() {
        Comparison eight = ComparedSamples.eight();
        for (Glyphs glyphs : Glyphs.values()) {
            String chart = Screens.text(draw(screen(eight, ACCURACY, AxisUnit.EPOCHS, 0), 80, 32, glyphs));
            for (int place = 0; place < Comparison.MOST_TOLD_APART; place++) {
                String sign = glyphs.run(place);
                List<String> lines = chart.lines().toList();
                int table = 0;
                while (!lines.get(table).startsWith("   run ")) {
                    table++;
                }
                assertThat(String.join("\n", lines.subList(2, table)).replace("epoch", ""))
                        .contains(sign);
                assertThat(lines.get(table + 1 + place)).startsWith(" " + sign + " ");
                List<String> dials = lines.subList(table + 1 + Comparison.MOST_TOLD_APART, lines.size());
                assertThat(String.join("\n", dials)).contains(sign + " ");
            }
        }
    }

    @Test
    void aRunKeepsColourAndSignWhateverTheOthersDo() {
        Comparison all = ComparedSamples.recipes();
        Comparison other = new Comparison(
                List.of(ComparedSamples.odd().runs().get(2), all.runs().get(1)));
        for (Comparison comparison : List.of(all, other)) {
            Picture picture = draw(screen(comparison, ACCURACY, AxisUnit.EPOCHS, 0), 80, 24, Glyphs.UNICODE);
            String text = Screens.text(picture);
            int row = (int)
                    text.lines().takeWhile(line -> !line.startsWith(" ▲ ")).count();
            assertThat(picture.cell(1, row)).isEqualTo(Screens.ROLES.cell(Role.RUN_2, '▲'));
        }
    }

    @Test
    void theTableOfDialsIsScrolledToItsEndsAndNoFurther() {
        ComparisonScreen screen = screen(ComparedSamples.recipes(), DIALS, AxisUnit.EPOCHS, 0);
        assertThat(text(screen, 80, 12)).contains("dial 1-4/6", "recipe").doesNotContain("batch_norm");
        int down = screen.dialsDown(1, 12);
        for (int i = 0; i < 3; i++) {
            screen = new ComparisonScreen(screen.comparison(), Heading.CHOSEN, VIEW, DIALS, AxisUnit.EPOCHS, 0, down);
            down = screen.dialsDown(1, 12);
        }
        assertThat(text(screen, 80, 12)).contains("dial 3-6/6", "batch_norm").doesNotContain("recipe");
        assertThat(screen.dialsDown(-1, 12)).isLessThan(down);
        assertThat(screen.dialsDown(-9, 12)).isZero();
    }

    @Test
    void onASmallScreenTheChartWinsAndTheChosenRunKeepsItsRow() {
        for (int height = 12; height <= 20; height++) {
            String text = text(screen(ComparedSamples.eight(), ACCURACY, AxisUnit.EPOCHS, 7), 60, height);
            List<String> lines = text.lines().toList();
            assertThat(lines)
                    .filteredOn(line -> line.contains("│") || line.contains("┤"))
                    .hasSizeGreaterThanOrEqualTo(3);
            assertThat(text).contains("   run ", " best ", "…everything").doesNotContain("\n dial ");
        }
    }

    /** The row above the keys is for messages: nothing else may reach it, however many dials there are. */
    @Test
    void nothingReachesTheRowOfMessages() {
        for (int count = -1; count <= 20; count++) {
            Comparison comparison = count < 0 ? ComparedSamples.twenty() : ComparedSamples.differingIn(count);
            for (int view = ACCURACY; view <= DIALS; view++) {
                for (int height = 8; height <= 60; height++) {
                    List<String> rows = text(screen(comparison, view, AxisUnit.EPOCHS, 0), 80, height)
                            .lines()
                            .toList();
                    assertThat(rows.get(height - 2))
                            .as("%s, %s dials, %s rows", view, count, height)
                            .isBlank();
                }
            }
        }
    }

    @Test
    void everyViewHasAWordOfItsOwnByWhichItIsChosen() {
        List<TrainEvent> events = new ArrayList<>();
        for (String name : List.of("dials", "Dials", "gradients", "grad_norm", "x_loss", "x-loss")) {
            events.add(new Measured(
                    0, Measured.Kind.STEP, 1, Double.NaN, null, Names.of(name).with(1)));
        }
        Comparison comparison = new Comparison(List.of(run("one", events, Map.of()), run("two", events, Map.of())));
        List<ComparisonView> views = ComparisonViews.of(comparison);
        assertThat(views).extracting(ComparisonView::word).doesNotHaveDuplicates();
        assertThat(views.get(views.size() - 1).charts()).isEmpty();
    }

    /** The best of a run that counts epochs stood among the steps of others: 4 beside 40. */
    @Test
    void theBestOfEachRunIsToldInWhatTheAxisCounts() {
        SampleRun ours = new SampleRun(4, 10).epochsMore(4);
        List<TrainEvent> steps = new ArrayList<>();
        for (int step = 1; step <= 50; step++) {
            steps.add(new Measured(
                    0,
                    Measured.Kind.STEP,
                    step,
                    Double.NaN,
                    null,
                    Names.of("train_loss").with(3.0 / step)));
        }
        Comparison comparison =
                new Comparison(List.of(run("ours", ours.events, Map.of()), run("theirs", steps, Map.of())));
        assertThat(comparison.progress()).isEqualTo(AxisUnit.STEPS);
        assertThat(text(screen(comparison, 0, AxisUnit.STEPS, 0), 80, 24))
                .containsPattern("(?m)^ . ours .* 40 ")
                .containsPattern("(?m)^ . theirs .* 50 ");
    }

    /** A chart of losses stood above a table of accuracies wherever the screen was not very wide. */
    @Test
    void theTableIsAboutWhatTheChartAboveItShows() {
        Comparison recipes = ComparedSamples.recipes();
        for (int[] size : OTHER_SIZES) {
            assertThat(header(recipes, LOSS, size)).contains("train loss", "val loss", "+/-");
            assertThat(header(recipes, GRADIENTS, size)).contains("gradient norm", "+/-");
            assertThat(header(recipes, ACCURACY, size)).contains("best", "+/-", "at");
        }
        int[] usual = {80, 24};
        assertThat(header(recipes, LOSS, usual)).contains("state", "epochs").doesNotContain("best", "gap");
        assertThat(header(recipes, GRADIENTS, usual)).contains("state", "epochs");
    }

    private static String header(Comparison comparison, int view, int[] size) {
        return text(screen(comparison, view, AxisUnit.EPOCHS, 0), size[0], size[1])
                .lines()
                .filter(line -> line.startsWith("   run "))
                .findFirst()
                .orElseThrow();
    }

    /** The gap of the goal would be taken for one of the loss, and what stands beside nothing says nothing. */
    @Test
    void noColumnStandsWithoutTheOneThatItBelongsTo() {
        Comparison recipes = ComparedSamples.recipes();
        for (int view = LOSS; view <= GRADIENTS; view++) {
            for (int width = 40; width <= 200; width += 3) {
                String header = header(recipes, view, new int[] {width, 24});
                if (!header.contains(" best")) {
                    assertThat(header).doesNotContain(" at", " gap");
                }
            }
        }
    }

    @Test
    void epochsHaveWholeNumbersFromTheFirstOn() {
        SampleRun log = new SampleRun(4, 10).epochsMore(4);
        Comparison comparison = new Comparison(List.of(run("four", log.events, Map.of())));
        assertThat(text(screen(comparison, ACCURACY, AxisUnit.EPOCHS, 0), 80, 24))
                .containsPattern("epoch└1─+2─+3─+4");
    }

    @Test
    void dialsAreComparedOnceTwoRunsHaveSome() {
        ComparedRun begun = run("begun", new SampleRun(4, 10).events, Map.of("clip", "1"));
        ComparedRun waiting = new ComparedRun("later", RunState.EMPTY, Status.WAITING, Map.of());
        Comparison early = new Comparison(List.of(begun, waiting));
        assertThat(text(screen(early, DIALS, AxisUnit.EPOCHS, 0), 80, 24))
                .contains("The dials are compared once two runs have begun.");
        Comparison both = new Comparison(List.of(begun, begun, waiting));
        assertThat(text(screen(both, DIALS, AxisUnit.EPOCHS, 0), 80, 24)).contains("No dial differs.");
    }

    @Test
    void whereThereIsNoRoomTheSelectedRunIsStillSeen() {
        ComparisonScreen screen = screen(ComparedSamples.eight(), ACCURACY, AxisUnit.EPOCHS, 7);
        assertThat(text(screen, 40, 8)).contains("◇ ").doesNotContain("● ");
        assertThat(text(screen, 39, 8)).contains("needs 40x8");
    }
}
