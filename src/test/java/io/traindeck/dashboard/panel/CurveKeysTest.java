package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.Scenarios;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.state.RunState;
import io.traindeck.testing.ForeignRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CurveKeysTest {
    private static final TerminalSize SIZE = new TerminalSize(80, 24);

    private final Onlooker onlooker = new Onlooker(new KeyTable(), Optional.empty(), () -> {});
    private Frame frame;
    private Next next = Next.STAY;

    @AfterEach
    void close() {
        onlooker.close();
    }

    private CurveKeysTest on(RunState state) {
        Frame first = Screens.frame(state, state.lastMs() + 100);
        frame = first.with(first.view().withView(View.CURVES));
        return this;
    }

    private CurveKeysTest press(Action... actions) {
        for (Action action : actions) {
            Onlooker.Answer answer = onlooker.press(action, frame, SIZE).orElseThrow();
            frame = frame.with(answer.view());
            next = answer.next();
        }
        return this;
    }

    private void press(Action action, TerminalSize size) {
        frame = frame.with(onlooker.press(action, frame, size).orElseThrow().view());
    }

    private void type(String word, String argument) {
        frame = frame.with(onlooker.obey(new TypedCommand(word, argument), frame.view())
                .orElseThrow()
                .view());
    }

    private String chosen() {
        return new CurvesView(frame)
                .pages(80, 22)
                .chosen(frame.view().curves().chosen())
                .title();
    }

    private String screen() {
        return Screens.text(frame, 80, 24);
    }

    @Test
    void arrowsChooseATileWhereItIsSeen() {
        on(Scenarios.all().get("mid-run").state());
        assertThat(chosen()).isEqualTo("loss per step");
        press(Action.DOWN);
        assertThat(chosen()).isEqualTo("loss");
        press(Action.RIGHT, Action.DOWN);
        assertThat(chosen()).isEqualTo("learning rate");
        press(Action.LEFT, Action.UP, Action.UP);
        assertThat(chosen()).isEqualTo("loss per step");
        press(Action.LEFT, Action.UP);
        assertThat(chosen()).isEqualTo("loss per step");
    }

    @Test
    void pagesTurnAndBeyondTheEdgeTheNextOneBegins() {
        on(ForeignRuns.detection()).press(Action.PAGE_DOWN);
        assertThat(screen()).contains("page 2/6", "recall(B)");
        press(Action.PAGE_UP, Action.PAGE_UP);
        assertThat(screen()).contains("page 1/6", "mAP50-95(B)");
        press(Action.DOWN, Action.DOWN, Action.DOWN);
        assertThat(screen()).contains("page 2/6");
        press(Action.UP);
        assertThat(screen()).contains("page 1/6");
        press(Action.LAST);
        assertThat(screen()).contains("page 6/6");
        press(Action.PAGE_DOWN, Action.FIRST);
        assertThat(screen()).contains("page 1/6");
    }

    @Test
    void aSmallScreenShowsOneCurveAtATimeAndTabTheNextBeforeTheNextView() {
        for (TerminalSize small : List.of(new TerminalSize(60, 15), new TerminalSize(45, 20))) {
            on(Scenarios.all().get("mid-run").state());
            List<String> seen = new ArrayList<>();
            while (frame.view().view() == View.CURVES) {
                String screen = Screens.text(frame, small.getColumns(), small.getRows());
                assertThat(screen).contains("curve " + (1 + seen.size()) + "/8");
                assertThat(screen.lines().filter(line -> line.contains("└"))).hasSize(1);
                seen.add(screen.lines().skip(2).findFirst().orElseThrow());
                press(Action.NEXT_VIEW, small);
            }
            assertThat(seen).hasSize(8).doesNotHaveDuplicates();
            assertThat(frame.view().view()).isEqualTo(View.EVENTS);
        }
    }

    @Test
    void enterMakesATileLargeAndEscapeAllOfThemSmall() {
        on(ForeignRuns.gpt()).press(Action.DOWN, Action.ENLARGE);
        assertThat(screen()).contains("hellaswag %").doesNotContain("learning rate", "page");
        press(Action.DOWN);
        assertThat(screen()).contains(" norm (log)").doesNotContain("hellaswag %");
        press(Action.BACK);
        assertThat(frame.view().view()).isEqualTo(View.CURVES);
        assertThat(chosen()).isEqualTo("norm");
    }

    @Test
    void theCursorOfALargeTileTellsTheValuesOfItsLines() {
        on(ForeignRuns.gpt()).press(Action.ENLARGE, Action.FIRST);
        assertThat(screen()).contains("step 0", "under the cursor", " 10.94 ");
        press(Action.CURSOR_RIGHT);
        assertThat(screen())
                .containsPattern("step 167")
                .containsPattern("loss +\\d+\\.\\d+ to \\d+\\.\\d+")
                .contains("10.94 @ 0");
        press(Action.LAST);
        assertThat(screen()).doesNotContain("under the cursor").contains("least", "most");
    }

    @Test
    void aNarrowedPageHasTheTilesThatFitAndEscapeBringsAllBack() {
        on(ForeignRuns.detection());
        type(TypedCommand.SEARCH, "val/ loss");
        assertThat(screen()).contains("/val/ loss  4 of 26").doesNotContain("mAP50");
        assertThat(Onlooker.sought(frame.view())).isEqualTo("val/ loss");
        press(Action.BACK);
        assertThat(screen()).contains("mAP50");
        type(Onlooker.SHOW, "nothing like this");
        assertThat(screen()).contains("No curve's name has \"nothing like this\". Esc shows all.");
        press(Action.ENLARGE, Action.DOWN, Action.RIGHT, Action.PAGE_DOWN, Action.LOG_SCALE, Action.COPY);
        assertThat(frame.view().view()).isEqualTo(View.CURVES);
        type(TypedCommand.SEARCH, "");
        assertThat(screen()).contains("mAP50");
    }

    @Test
    void smoothingAxisAndScaleGoRoundAndSaySo() {
        on(ForeignRuns.gpt()).press(Action.ENLARGE, Action.SMOOTH);
        assertThat(screen()).contains("smoothed strongly");
        press(Action.SMOOTH);
        assertThat(screen()).contains("not smoothed");
        press(Action.SMOOTH, Action.SWITCH_AXIS);
        assertThat(screen()).contains("by time").containsPattern("\n +min└");
        press(Action.SWITCH_AXIS);
        assertThat(screen()).doesNotContain("by time").contains("5 000");
        press(Action.LOG_SCALE);
        assertThat(screen()).contains("loss (log)");
        press(Action.SHOW_OVERVIEW);
        assertThat(Screens.text(frame, 132, 43)).as("the overview").contains("loss (log)");
        press(Action.SHOW_CURVES, Action.ENLARGE, Action.LOG_SCALE);
        assertThat(screen()).doesNotContain("(log)");
        on(ForeignRuns.lossAlone()).press(Action.SWITCH_AXIS);
        assertThat(frame.view().notice()).isEqualTo("The log tells steps alone, no epochs and no times.");
    }

    @Test
    void theValuesUnderTheCursorAreCopiedExactly() {
        on(ForeignRuns.lossAlone()).press(Action.COPY);
        assertThat(next).isEqualTo(new Next.Copy("loss\t1800\t" + last(ForeignRuns.lossAlone())));
        assertThat(frame.view().notice()).startsWith("Copied, where the terminal allows it: loss 1800 0.");
        on(ForeignRuns.gpt()).press(Action.ENLARGE, Action.FIRST, Action.COPY);
        assertThat(((Next.Copy) next).text()).startsWith("loss\t0-").contains("\nval_loss\t0\t10.94");
        on(RunState.EMPTY).press(Action.COPY);
        assertThat(next).isEqualTo(Next.STAY);
    }

    private static double last(RunState state) {
        return state.series("loss").last();
    }

    @Test
    void whatNobodyWouldLogIsDrawnAllTheSame() {
        for (RunState state : List.of(
                ForeignRuns.tooMany("\u001b[31m\u6f22\u202e"),
                ForeignRuns.onePoint("val_loss", Double.NaN),
                ForeignRuns.onePoint("val_loss", -3),
                RunState.EMPTY)) {
            on(state);
            for (Action action : new Action[] {
                Action.DOWN,
                Action.PAGE_DOWN,
                Action.ENLARGE,
                Action.CURSOR_LEFT,
                Action.SMOOTH,
                Action.SWITCH_AXIS,
                Action.LOG_SCALE,
                Action.COPY,
                Action.FIRST,
                Action.LAST,
                Action.BACK,
                Action.LAST,
                Action.UP
            }) {
                press(action);
                Screens.assertPrintable(Screens.draw(frame, 80, 24, Glyphs.ASCII), Glyphs.ASCII);
            }
        }
    }

    @Test
    void escapeTakesBackOneThingAfterAnother() {
        RunState state = Scenarios.all().get("mid-run").state();
        on(state).press(Action.ENLARGE, Action.CURSOR_LEFT, Action.ZOOM_IN);
        press(Action.BACK);
        assertThat(frame.view().curves().cursor()).isEqualTo(ViewState.NO_CURSOR);
        assertThat(frame.view().curves().zoom()).isEqualTo(1);
        press(Action.BACK);
        assertThat(frame.view().curves().zoom()).isZero();
        press(Action.BACK);
        assertThat(frame.view().view()).isEqualTo(View.CURVES);
        press(Action.BACK);
        assertThat(frame.view().view()).isEqualTo(View.OVERVIEW);
        assertThat(onlooker.press(Action.BACK, frame, SIZE))
                .as("the page has to go back")
                .isEmpty();
    }

    @Test
    void aZoomedCurveShowsTheStepsAroundTheCursorAndAnAxisOfTheirValues() {
        RunState state = Scenarios.all().get("mid-run").state();
        on(state).press(Action.ENLARGE, Action.FIRST, Action.ZOOM_IN, Action.ZOOM_IN, Action.ZOOM_IN);
        String near = Screens.text(Screens.draw(frame, 80, 24, Glyphs.UNICODE));
        assertThat(near).contains("8 times as near", "400").doesNotContain("4 000");
        press(Action.LAST);
        String end = Screens.text(Screens.draw(frame, 80, 24, Glyphs.UNICODE));
        assertThat(end).contains("4 200").doesNotContain("2.5┤", " 1 000");
        press(Action.ZOOM_OUT, Action.ZOOM_OUT, Action.ZOOM_OUT, Action.ZOOM_OUT);
        assertThat(Screens.text(Screens.draw(frame, 80, 24, Glyphs.UNICODE)))
                .contains("2.5┤")
                .doesNotContain("near");
    }
}
