package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TextColor;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorLevelTest {
    @ParameterizedTest
    @CsvSource({
        "TERM=xterm, ANSI16",
        "TERM=linux, ANSI16",
        "TERM=screen, ANSI16",
        "TERM=xterm-256color, INDEXED256",
        "TERM=tmux-256color, INDEXED256",
        "TERM=xterm-256color COLORTERM=truecolor, TRUECOLOR",
        "TERM=xterm COLORTERM=24bit, TRUECOLOR",
        "TERM=xterm-kitty, TRUECOLOR",
        "TERM=alacritty, TRUECOLOR",
        "TERM=xterm-direct, TRUECOLOR",
        "TERM=screen-256color COLORTERM=truecolor, INDEXED256",
        "TERM=screen COLORTERM=truecolor, INDEXED256",
        "TERM=screen-256color COLORTERM=truecolor TMUX=/tmp/x, TRUECOLOR",
        "TERM=xterm-256color COLORTERM=truecolor NO_COLOR=1, NONE",
        "TERM=xterm-256color NO_COLOR=, INDEXED256",
        "TERM=xterm COLORTERM=yes, ANSI16",
        "TERM=dumb COLORTERM=truecolor, NONE",
        "TERM=vt100, NONE",
        "TERM=vt220, NONE",
        "TERM=xterm-mono, NONE",
        "COLORTERM=truecolor, NONE",
    })
    void readsTheEnvironment(String variables, ColorLevel level) {
        assertThat(ColorLevel.of(env(variables))).isEqualTo(level);
    }

    @Test
    void leavesColoursThatFit() {
        TextColor rgb = new TextColor.RGB(1, 2, 3);
        TextColor indexed = new TextColor.Indexed(100);
        assertThat(ColorLevel.TRUECOLOR.reduce(rgb)).isSameAs(rgb);
        assertThat(ColorLevel.INDEXED256.reduce(indexed)).isSameAs(indexed);
        for (ColorLevel level : ColorLevel.values()) {
            assertThat(level.reduce(TextColor.ANSI.DEFAULT)).isEqualTo(TextColor.ANSI.DEFAULT);
        }
        assertThat(ColorLevel.ANSI16.reduce(TextColor.ANSI.RED_BRIGHT)).isEqualTo(TextColor.ANSI.RED_BRIGHT);
        assertThat(ColorLevel.NONE.reduce(rgb)).isEqualTo(TextColor.ANSI.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 16",
        "255, 255, 255, 231",
        "255, 0, 0, 196",
        "95, 135, 175, 67",
        "8, 8, 8, 232",
        "238, 238, 238, 255",
        "94, 136, 174, 67",
    })
    void findsTheNearestOf256(int red, int green, int blue, int index) {
        assertThat(ColorLevel.INDEXED256.reduce(new TextColor.RGB(red, green, blue)))
                .isEqualTo(new TextColor.Indexed(index));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, BLACK",
        "250, 250, 250, WHITE_BRIGHT",
        "128, 128, 128, BLACK_BRIGHT",
        "220, 30, 20, RED",
        "80, 200, 120, GREEN",
        "230, 200, 0, YELLOW",
        "90, 95, 250, BLUE_BRIGHT",
        "20, 22, 30, BLACK",
    })
    void findsTheNearestOf16(int red, int green, int blue, TextColor.ANSI color) {
        assertThat(ColorLevel.ANSI16.reduce(new TextColor.RGB(red, green, blue)))
                .isEqualTo(color);
        assertThat(ColorLevel.ANSI16.reduce(new TextColor.Indexed(196))).isEqualTo(TextColor.ANSI.RED_BRIGHT);
    }

    /** What xterm shows for an entry of its palette comes back as that entry, or as its twin of the same colour. */
    @Property
    void paletteColoursStayWhatTheyAre(@ForAll @IntRange(min = 16, max = 255) int index) {
        TextColor entry = new TextColor.Indexed(index);
        TextColor reduced =
                ColorLevel.INDEXED256.reduce(new TextColor.RGB(entry.getRed(), entry.getGreen(), entry.getBlue()));
        assertThat(reduced.getRed()).isEqualTo(entry.getRed());
        assertThat(reduced.getGreen()).isEqualTo(entry.getGreen());
        assertThat(reduced.getBlue()).isEqualTo(entry.getBlue());
    }

    static Map<String, String> env(String variables) {
        return Arrays.stream(variables.split(" "))
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
