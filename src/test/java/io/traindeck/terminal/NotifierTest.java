package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that are written to a terminal to call somebody. */
class NotifierTest {
    private static final String NINE = "\007\033]9;one: it ended\007";
    private static final String SEVENS = "\007\033]777;notify;one;it ended\007";
    private static final String NINES = "\007\033]99;i=ID:d=0:p=title;one\033\\\033]99;i=ID:p=body;it ended\033\\";

    /** The identifier of a message to kitty. */
    private static final Pattern ID = Pattern.compile("i=[a-zA-Z0-9_+.-]+");

    private static String call(String variables) {
        String sequence =
                Notifier.of(ColorLevelTest.env(variables), Notifications.ON).sequence("one", "it ended");
        return ID.matcher(sequence).replaceAll("i=ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM_PROGRAM=iTerm.app TERM=xterm-256color", "LC_TERMINAL=iTerm2 TERM=xterm"})
    void iTermHasOneText(String variables) {
        assertThat(call(variables)).isEqualTo(NINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TERM_PROGRAM=WezTerm TERM=xterm-256color",
                "TERM_PROGRAM=ghostty TERM=xterm-256color",
                "TERM=xterm-ghostty",
                "TERM=foot-extra",
                "TERM=rxvt-unicode-256color",
                "VTE_VERSION=7600 TERM=xterm-256color"
            })
    void manyHaveTitleAndText(String variables) {
        assertThat(call(variables)).isEqualTo(SEVENS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KITTY_WINDOW_ID=1 TERM=xterm-kitty", "TERM=xterm-kitty"})
    void kittyHasItsOwn(String variables) {
        assertThat(call(variables)).isEqualTo(NINES);
    }

    /** Kitty lets a message take the place of one with the same identifier: the ends of two runs became one. */
    @Test
    void eachMessageToKittyHasAnIdentifierOfItsOwn() {
        Notifier notifier = Notifier.of(ColorLevelTest.env("TERM=xterm-kitty"), Notifications.ON);
        List<String> ids = Stream.of("one", "two")
                .map(run -> ID.matcher(notifier.sequence(run, "it ended")))
                .flatMap(Matcher::results)
                .map(MatchResult::group)
                .toList();
        assertThat(ids).hasSize(4);
        assertThat(Set.copyOf(ids)).hasSize(2);
        assertThat(ids.get(0))
                .isEqualTo(ids.get(1))
                .contains("-" + ProcessHandle.current().pid() + "-");
    }

    /** One that is not known might show the text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TERM=xterm-256color",
                "TERM=linux",
                "TERM=vt100",
                "TERM_PROGRAM=Apple_Terminal TERM=xterm-256color",
                "TERM_PROGRAM=vscode TERM=xterm-256color",
                "STY=1.pts VTE_VERSION=7600 TERM=screen"
            })
    void allOthersHaveABell(String variables) {
        assertThat(call(variables)).isEqualTo("\007");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ']9;one: it ended\007'",
        "KITTY_WINDOW_ID=1, ']99;i=ID:d=0:p=title;one\033\033\\\033\033]99;i=ID:p=body;it ended\033\033\\'",
        "VTE_VERSION=7600, ']777;notify;one;it ended\007'"
    })
    void tmuxRingsAndIsAskedToHandItOn(String variables, String inner) {
        String inside = "TMUX=/tmp/tmux-0/default,1,0 TERM=tmux-256color TERM_PROGRAM=tmux " + variables;
        assertThat(call(inside.strip())).isEqualTo("\007\033Ptmux;\033\033" + inner + "\033\\");
    }

    @Test
    void nobodyIsCalledWhoDoesNotWantIt() {
        for (String variables : List.of("TERM=xterm-kitty", "TMUX=x TERM=tmux")) {
            assertThat(Notifier.of(ColorLevelTest.env(variables), Notifications.BELL)
                            .sequence("one", "it ended"))
                    .isEqualTo("\007");
            assertThat(Notifier.of(ColorLevelTest.env(variables), Notifications.OFF)
                            .sequence("one", "it ended"))
                    .isEmpty();
        }
    }

    /** ConEmu and Windows Terminal take a number at the beginning for a request of another kind. */
    @Test
    void aNameThatBeginsWithANumberStaysAText() {
        assertThat(Notifier.of(ColorLevelTest.env("LC_TERMINAL=iTerm2"), Notifications.ON)
                        .sequence("4;1;50", "x"))
                .isEqualTo("\007\033]9;run 4;1;50: x\007");
    }

    /** Otherwise a run's name could end the sequence and begin another. */
    @Property
    void whatStrangersWroteCannotEndTheSequence(@ForAll String title, @ForAll String text) {
        for (String variables : List.of("LC_TERMINAL=iTerm2", "VTE_VERSION=1", "TERM=xterm-kitty", "TMUX=x")) {
            Notifier notifier = Notifier.of(ColorLevelTest.env(variables), Notifications.ON);
            String frame = notifier.sequence("a", "b");
            String filled = notifier.sequence("a" + title, "b" + text);
            assertThat(controls(filled)).isEqualTo(controls(frame));
            assertThat(filled.length()).isLessThan(600);
            if (variables.startsWith("VTE")) {
                assertThat(filled.chars().filter(c -> c == ';')).hasSize(3);
            }
        }
    }

    private static List<Integer> controls(String text) {
        return text.chars().filter(Character::isISOControl).boxed().toList();
    }
}
