package io.traindeck.dashboard.panel;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.dashboard.Golden;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.chart.Smoothing;
import io.traindeck.dashboard.keys.View;
import io.traindeck.state.RunState;
import io.traindeck.testing.ForeignRuns;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The curves of runs that other programs trained, as whole screens. */
class ForeignCurvesScreensTest {
    private static final int[][] SIZES = {{45, 20}, {80, 24}, {160, 48}};

    @TestFactory
    List<DynamicTest> pages() {
        List<DynamicTest> tests = new ArrayList<>();
        tests.addAll(screens("curves-gpt", curves(ForeignRuns.gpt(), CurvesLook.FIRST)));
        tests.addAll(screens("curves-detection", curves(ForeignRuns.detection(), CurvesLook.FIRST)));
        CurvesLook narrowed = CurvesLook.FIRST.withFilter("ap50 o");
        tests.addAll(screens("curves-detection-narrowed", curves(ForeignRuns.detection(), narrowed)));
        tests.addAll(screens("curves-reward", curves(ForeignRuns.reward(), CurvesLook.FIRST)));
        tests.addAll(screens("curves-adversaries", curves(ForeignRuns.adversaries(), CurvesLook.FIRST)));
        tests.addAll(screens("curves-loss-alone", curves(ForeignRuns.lossAlone(), CurvesLook.FIRST)));
        CurvesLook looked = CurvesLook.FIRST
                .withCursor(6_100)
                .withSmoothing(Smoothing.Level.STRONG)
                .withAcross(AxisUnit.TIME)
                .withOtherScale("LOSS loss");
        Frame gpt = curves(ForeignRuns.gpt(), looked);
        tests.addAll(screens("curve-large", gpt.with(gpt.view().withView(View.LARGE_CURVE))));
        return tests;
    }

    private static Frame curves(RunState state, CurvesLook look) {
        Frame own = Screens.frame(state, state.lastMs() + 100);
        Frame.Files log = new Frame.Files("runs/other", "CSV", "", "");
        Frame frame = new Frame(state, own.status(), own.view(), log, own.nowMs(), own.zone(), null);
        return frame.with(frame.view().withView(View.CURVES).with(look));
    }

    private static List<DynamicTest> screens(String name, Frame frame) {
        return Golden.tests(name, SIZES, (width, height, glyphs) -> Screens.draw(frame, width, height, glyphs));
    }
}
