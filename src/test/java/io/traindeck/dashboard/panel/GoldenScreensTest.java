package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.Golden;
import io.traindeck.dashboard.OthersScenarios;
import io.traindeck.dashboard.Scenarios;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole screens against text files. After a change that is meant to be seen, write them anew and look at the
 * difference: {@code mvn test -Dtest='*ScreensTest' -Dgolden.update=true && git diff src/test/resources/golden}.
 */
public class GoldenScreensTest {
    /** A narrow size, the usual one, and a large one. */
    private static final int[][] OTHERS_SIZES = {{45, 20}, {80, 24}, {160, 48}};

    /** Small sizes, and a tall one as beside an editor. */
    private static final int[][] ODD_SIZES = {{45, 20}, {60, 15}, {60, 50}};

    @TestFactory
    List<DynamicTest> overview() {
        List<DynamicTest> tests = new ArrayList<>();
        Scenarios.all().forEach((name, frame) -> tests.addAll(screens("overview-" + name, frame)));
        return tests;
    }

    @TestFactory
    List<DynamicTest> overviewOfOthersRuns() {
        List<DynamicTest> tests = new ArrayList<>();
        OthersScenarios.all()
                .forEach((name, frame) -> tests.addAll(Golden.tests(
                        "overview-" + name,
                        OTHERS_SIZES,
                        (width, height, glyphs) -> Screens.draw(frame, width, height, glyphs))));
        return tests;
    }

    @TestFactory
    List<DynamicTest> windowsOfOddShapes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : List.of("first-epoch", "mid-run", "finished")) {
            Frame frame = Scenarios.all().get(name);
            tests.addAll(Golden.tests(
                    "overview-" + name,
                    ODD_SIZES,
                    (width, height, glyphs) -> Screens.draw(frame, width, height, glyphs)));
        }
        return tests;
    }

    /** Returns the page of dials as it comes, and with a lower rate and more epochs that are not sent yet. */
    private static List<DynamicTest> dials() {
        Frame frame = Scenarios.turned();
        List<DynamicTest> tests = new ArrayList<>(screens("dials", frame));
        ViewState changed = frame.view().with(new DialsLook(7, Map.of("max_lr", "0.001", "epochs", "40")));
        tests.addAll(screens("dials-changed", frame.with(changed)));
        tests.addAll(screens("overview-turned", frame.with(frame.view().withView(View.OVERVIEW))));
        return tests;
    }

    @TestFactory
    List<DynamicTest> otherViews() {
        List<DynamicTest> tests = new ArrayList<>();
        Map<String, Frame> all = Scenarios.all();
        for (String name : List.of("fresh", "mid-run", "exploding", "nan", "replay")) {
            Frame frame = all.get(name);
            tests.addAll(screens("curves-" + name, frame.with(frame.view().withView(View.CURVES))));
        }
        Frame middle = all.get("mid-run");
        ViewState curves = middle.view().withView(View.CURVES);
        tests.addAll(
                screens("curves-cursor", middle.with(curves.with(curves.curves().withCursor(1800)))));
        tests.addAll(screens("events-mid-run", middle.with(middle.view().withView(View.EVENTS))));
        ViewState scrolled = middle.view().withView(View.EVENTS).withEventsBack(12);
        tests.addAll(screens("events-scrolled", middle.with(scrolled)));
        tests.addAll(dials());
        for (String name : List.of("mid-run", "replay")) {
            Frame frame = all.get(name);
            tests.addAll(screens("help-" + name, frame.with(frame.view().withOverlay(Context.HELP))));
        }
        return tests;
    }

    /** Overview and curves, also of its parent's part of a replay. */
    @TestFactory
    List<DynamicTest> branch() {
        List<DynamicTest> tests = new ArrayList<>();
        Scenarios.branch().forEach((name, frame) -> Map.of("overview-", View.OVERVIEW, "curves-", View.CURVES)
                .forEach((word, view) -> tests.addAll(Golden.tests(
                        word + name,
                        OTHERS_SIZES,
                        (width, height, glyphs) ->
                                Screens.draw(frame.with(frame.view().withView(view)), width, height, glyphs)))));
        return tests;
    }

    private static List<DynamicTest> screens(String name, Frame frame) {
        return Golden.tests(name, (width, height, glyphs) -> Screens.draw(frame, width, height, glyphs));
    }
}
