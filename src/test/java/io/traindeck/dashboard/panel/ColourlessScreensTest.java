package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.Golden;
import io.traindeck.dashboard.Scenarios;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.keys.View;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Screens in the theme without colours, where shapes have to tell what colours tell elsewhere. */
class ColourlessScreensTest {
    private static Picture draw(Frame frame, int width, int height, Glyphs glyphs) {
        return new Dashboard(new KeyTable()).draw(frame, width, height, Screens.MONO, glyphs);
    }

    private static Frame curves() {
        Frame frame = Scenarios.all().get("mid-run");
        return frame.with(frame.view().withView(View.CURVES));
    }

    @TestFactory
    List<DynamicTest> screens() {
        int[][] sizes = {{100, 30}};
        Frame large = curves();
        CurvesLook look = large.view().curves().withChosen("loss");
        List<DynamicTest> tests = Golden.texts(
                "curves-colourless", sizes, (width, height, glyphs) -> draw(curves(), width, height, glyphs));
        tests.addAll(Golden.texts(
                "overview-colourless",
                sizes,
                (width, height, glyphs) -> draw(Scenarios.all().get("mid-run"), width, height, glyphs)));
        tests.addAll(Golden.texts(
                "curve-large-colourless",
                sizes,
                (width, height, glyphs) ->
                        draw(large.with(large.view().withView(View.LARGE_CURVE).with(look)), width, height, glyphs)));
        return tests;
    }

    @Test
    void whatIsMeasuredOnValidationDataHasASignOnItsLineAndBesideItsName() {
        assertThat(Screens.text(draw(curves(), 100, 30, Glyphs.UNICODE)))
                .contains("○ val 0.820")
                .containsPattern("[⠁-⣿]○[⠁-⣿]");
        assertThat(Screens.text(draw(curves(), 100, 30, Glyphs.ASCII))).contains("o val 0.820");
        assertThat(Screens.text(Screens.draw(curves(), 100, 30, Glyphs.UNICODE)))
                .as("with colours")
                .doesNotContain("○");
    }
}
