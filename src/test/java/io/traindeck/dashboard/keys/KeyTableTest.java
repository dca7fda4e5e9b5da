package io.traindeck.dashboard.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import io.traindeck.dashboard.draw.Glyphs;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyTableTest {
    private final KeyTable keys = new KeyTable();

    private Optional<Action> find(KeyStroke key, Context context, View view) {
        return keys.find(key, new Focus(context, view));
    }

    @ParameterizedTest
    @CsvSource({
        "p, LIVE, PAUSE_OR_GO_ON",
        "' ', LIVE, PAUSE_OR_GO_ON",
        "c, LIVE, CHECKPOINT",
        "r, LIVE, RESUME",
        "P, LIVE, PARK",
        "P, REPLAY,",
        "e, LIVE, EARLY_STOP",
        "1, LIVE, SHOW_OVERVIEW",
        "2, REPLAY, SHOW_CURVES",
        "3, LIVE, SHOW_EVENTS",
        "p, REPLAY, PAUSE_OR_GO_ON",
        "c, REPLAY,",
        "r, REPLAY,",
        "e, REPLAY,",
        "[, REPLAY, ROW_BACK",
        "], REPLAY, ROW_FORWARD",
        "+, REPLAY, FASTER",
        "-, REPLAY, SLOWER",
        "g, REPLAY, GO_TO",
        "g, LIVE, FIRST",
        "G, LIVE, LAST",
        "j, HOME, DOWN",
        "4, REPLAY, SHOW_OUTPUT",
        "4, COMPARE, VIEW_4",
        "x, COMPARE, SWITCH_AXIS",
        "p, COMPARE,",
        "t, HOME, NEXT_THEME",
        ":, LIVE, COMMAND_LINE",
        "?, REPLAY, HELP",
        "q, LIVE, LEAVE",
        "q, HELP, NO",
        "y, CONFIRM, YES",
        "e, CONFIRM,",
        "y, LIVE, COPY",
        "y, HOME, COPY",
        "',', REPLAY, SECOND_BACK",
        "., REPLAY, SECOND_FORWARD",
        "{, REPLAY, MINUTE_BACK",
        "}, REPLAY, MINUTE_FORWARD",
        "x, LIVE,"
    })
    void aKeyMeansWhatTheTableSays(char key, Context context, Action action) {
        assertThat(find(new KeyStroke(key, false, false), context, View.OVERVIEW)
                        .orElse(null))
                .isEqualTo(action);
    }

    @Test
    void arrowsMoveTheCursorOnLiveCurvesAndSeekInAReplay() {
        KeyStroke left = new KeyStroke(KeyType.ArrowLeft);
        assertThat(find(left, Context.LIVE, View.LARGE_CURVE)).contains(Action.CURSOR_LEFT);
        assertThat(find(left, Context.LIVE, View.CURVES)).contains(Action.LEFT);
        assertThat(find(left, Context.LIVE, View.OVERVIEW)).isEmpty();
        assertThat(find(left, Context.REPLAY, View.CURVES)).contains(Action.STEP_BACK);
        assertThat(find(new KeyStroke('<', false, false), Context.REPLAY, View.CURVES))
                .contains(Action.CURSOR_LEFT);
    }

    @Test
    void aLetterWithControlOrAltIsAnotherKey() {
        assertThat(find(new KeyStroke('e', true, false), Context.LIVE, View.OVERVIEW))
                .isEmpty();
        assertThat(find(new KeyStroke('e', false, true), Context.LIVE, View.OVERVIEW))
                .isEmpty();
        assertThat(find(new KeyStroke('l', true, false), Context.LIVE, View.OVERVIEW))
                .contains(Action.REDRAW);
    }

    @Test
    void handsThatKnowOtherProgramsFindWhatTheyExpect() {
        for (Context context : new Context[] {Context.LIVE, Context.REPLAY, Context.HOME, Context.HELP}) {
            assertThat(find(new KeyStroke('d', true, false), context, View.EVENTS))
                    .contains(Action.HALF_DOWN);
            assertThat(find(new KeyStroke('u', true, false), context, View.EVENTS))
                    .contains(Action.HALF_UP);
            assertThat(find(new KeyStroke('j', false, false), context, View.EVENTS))
                    .contains(Action.DOWN);
        }
        for (Context context : new Context[] {Context.LIVE, Context.REPLAY, Context.HOME, Context.COMPARE}) {
            assertThat(find(new KeyStroke(KeyType.F1), context, View.OVERVIEW)).contains(Action.HELP);
            for (View view : View.values()) {
                assertThat(find(new KeyStroke(KeyType.Escape), context, view))
                        .as("Esc, %s, %s", context, view)
                        .isEqualTo(
                                context == Context.REPLAY && view == View.DIALS
                                        ? Optional.empty()
                                        : Optional.of(Action.BACK));
            }
        }
    }

    @Test
    void plusZoomsALargeCurveAndHastensAReplayElsewhere() {
        KeyStroke plus = new KeyStroke('+', false, false);
        assertThat(find(plus, Context.REPLAY, View.LARGE_CURVE)).contains(Action.ZOOM_IN);
        assertThat(find(plus, Context.LIVE, View.LARGE_CURVE)).contains(Action.ZOOM_IN);
        assertThat(find(plus, Context.REPLAY, View.CURVES)).contains(Action.FASTER);
    }

    @ParameterizedTest
    @EnumSource(Context.class)
    void noKeyMeansTwoThingsInOnePlace(Context context) {
        for (View view : View.values()) {
            Set<Key> seen = new HashSet<>();
            for (Binding binding : keys.in(context)) {
                if (binding.appliesIn(new Focus(context, view))) {
                    assertThat(binding.keys()).allMatch(seen::add);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Context.class)
    void everyKeyIsInHelp(Context context) {
        String help = keys.help(context, Glyphs.UNICODE).toString();
        for (Binding binding : keys.in(context)) {
            assertThat(help).contains(binding.labels(Glyphs.UNICODE));
        }
        assertThat(keys.help(context, Glyphs.UNICODE))
                .allMatch(entry -> entry.sentence().endsWith("."));
    }

    /** Help said twice what the arrows do on curves, and among the tiles one of these was wrong. */
    @Test
    void helpSaysOnceWhatTheKeysToTheSidesDoOnCurves() {
        assertThat(keys.markdown(Context.LIVE))
                .contains("| `< > + -` | On curves: move the cursor", "| `← h → l` | Choose a curve");
        assertThat(keys.markdown(Context.REPLAY)).contains("| `< > + -` |", "| `h l` | Choose a curve");
    }

    @Test
    void theTableOfTheDocumentsHasEveryKeyOfItsPlace() {
        assertThat(keys.markdown(Context.LIVE)).contains("| `p space` | Pause training, or go on. |");
        assertThat(keys.markdown(Context.REPLAY)).contains("| `← →` | A step back or forward. |");
    }
}
