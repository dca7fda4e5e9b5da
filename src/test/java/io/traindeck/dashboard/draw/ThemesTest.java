package io.traindeck.dashboard.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import io.traindeck.comparison.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThemesTest {
    /** The least distance of colours in RGB; enough to be told apart side by side. */
    private static final double LEAST_DISTANCE = 50;

    private static final String BASE = "foreground=#d0d0d0\nbackground=black\n";

    @TempDir
    private Path folder;

    private Themes themes() {
        return new Themes(List.of(folder.resolve("missing"), folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light", "terminal", "high-contrast", "okabe-ito", "solarized", "mono"})
    void everyBuiltInThemeTellsTrainFromValidationAndBadFromText(String name) throws ThemeException {
        Theme theme = themes().load(name);
        assertThat(theme.cell(Role.TRAIN, 'x')).isNotEqualTo(theme.cell(Role.VALIDATION, 'x'));
        assertThat(theme.cell(Role.BAD, 'x')).isNotEqualTo(theme.cell(Role.TEXT, 'x'));
        assertThat(theme.cell(Role.BAD, 'x')).isNotEqualTo(theme.cell(Role.GOOD, 'x'));
    }

    /** Every picture needs a theme: the one that comes with traindeck is there whatever lies in the user's folder. */
    @ParameterizedTest
    @ValueSource(strings = {"dark", "mono"})
    void aFaultyThemeOfABuiltInsNameIsSaidAndTheBuiltInTaken(String name) throws Exception {
        Files.writeString(folder.resolve(name + ".properties"), "foregroud=white\n");
        ThemeChoice choice = new ThemeChoice(themes(), name, name);
        assertThat(choice.current().background())
                .isEqualTo(new Themes(List.of()).load(name).background());
        assertThat(choice.trouble()).hasValueSatisfying(words -> assertThat(words)
                .contains(name + ".properties, line 1: \"foregroud\" is none of foreground, background, sgr"));
    }

    @Test
    void whatSomebodyChoseIsToldAndNoThemeThatCannotBeUsed() {
        ThemeChoice choice = new ThemeChoice(themes(), "dark", "dark");
        assertThat(choice.chosen()).isEmpty();
        choice.next();
        assertThat(choice.chosen()).contains("light");
        choice.choose("nope");
        assertThat(choice.chosen()).contains("light");
    }

    /** Two runs must never look the same, nor like the ground behind them; without colours their signs differ. */
    @ParameterizedTest
    @ValueSource(strings = {"dark", "light", "high-contrast", "okabe-ito", "solarized"})
    void everyThemeWithColoursTellsEightRunsApart(String name) throws ThemeException {
        Theme theme = themes().load(name);
        List<TextColor> colours = new ArrayList<>(List.of(theme.background()));
        for (int place = 0; place < Comparison.MOST_TOLD_APART; place++) {
            TextColor colour = theme.cell(Role.run(place), 'x').getForegroundColor();
            assertThat(colours).allSatisfy(other -> assertThat(distance(other, colour))
                    .as("from %s to %s", other, colour)
                    .isGreaterThan(LEAST_DISTANCE));
            colours.add(colour);
        }
    }

    /** The contrasts are those of the WCAG: 4.5 for text, 3 for what is drawn and for words in a colour. */
    @ParameterizedTest
    @ValueSource(strings = {"dark", "light", "high-contrast", "okabe-ito", "solarized"})
    void wordsStandOutFromTheirGround(String name) throws ThemeException {
        Theme theme = themes().load(name);
        for (Role role : Role.values()) {
            TextCharacter cell = theme.cell(role, 'x');
            double least = role == Role.TEXT || role == Role.DIM ? 4.5 : role == Role.FRAME ? 1.5 : 3;
            assertThat(contrast(cell.getForegroundColor(), cell.getBackgroundColor()))
                    .as("%s in %s", role, name)
                    .isGreaterThanOrEqualTo(least);
        }
    }

    private static double contrast(TextColor a, TextColor b) {
        double lighter = Math.max(luminance(a), luminance(b));
        double darker = Math.min(luminance(a), luminance(b));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(TextColor colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    /** Red means that somebody has to act: no two runs that are compared need it. */
    @Test
    void theFirstRunsOfTheTerminalsOwnThemeAreNotRed() throws ThemeException {
        Theme theme = themes().load("terminal");
        TextColor bad = theme.cell(Role.BAD, 'x').getForegroundColor();
        for (int place = 0; place < 4; place++) {
            assertThat(theme.cell(Role.run(place), 'x').getForegroundColor()).isNotEqualTo(bad);
        }
    }

    private static double distance(TextColor a, TextColor b) {
        return Math.sqrt(Math.pow(a.getRed() - b.getRed(), 2)
                + Math.pow(a.getGreen() - b.getGreen(), 2)
                + Math.pow(a.getBlue() - b.getBlue(), 2));
    }

    @Test
    void theTerminalsOwnThemePaintsOverNoBackgroundAndTakesNoColourThatTheTerminalDoesNotChoose()
            throws ThemeException {
        Theme theme = themes().load("terminal");
        for (Role role : Role.values()) {
            assertThat(theme.cell(role, 'x').getBackgroundColor()).isEqualTo(TextColor.ANSI.DEFAULT);
            assertThat(theme.cell(role, 'x').getForegroundColor()).isInstanceOf(TextColor.ANSI.class);
        }
        assertThat(theme.hasColours()).isTrue();
    }

    @Test
    void everyFileInTheThemesFolderIsBuiltIn() throws IOException {
        try (var files = Files.list(Path.of("themes"))) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names)
                    .containsExactlyInAnyOrderElementsOf(new Themes(List.of())
                            .names().stream().map(name -> name + ".properties").toList());
        }
    }

    @Test
    void cyclingComesToEveryThemeAndBack() throws IOException {
        Files.writeString(folder.resolve("mine.properties"), BASE);
        Themes themes = themes();
        String name = Themes.DEFAULT;
        for (int i = 0; i < themes.names().size(); i++) {
            name = themes.next(name);
        }
        assertThat(name).isEqualTo(Themes.DEFAULT);
        assertThat(themes.names()).startsWith("dark", "light").endsWith("mine");
        assertThat(themes.next("gone")).isEqualTo("dark");
    }

    @Test
    void aUsersThemeWinsOverOneOfTheSameName() throws Exception {
        Files.writeString(folder.resolve("dark.properties"), BASE + "foreground[BAD]=#214\nsgr[BAD]=bold, reverse\n");
        Theme theme = themes().load("dark");
        assertThat(theme.cell(Role.TEXT, 'x').getForegroundColor()).isEqualTo(new TextColor.RGB(208, 208, 208));
        assertThat(theme.cell(Role.BAD, 'x').getForegroundColor()).isEqualTo(new TextColor.Indexed(214));
        assertThat(theme.cell(Role.BAD, 'x').getModifiers()).containsExactly(SGR.BOLD, SGR.REVERSE);
        assertThat(theme.cell(Role.DIM, 'x').getForegroundColor()).isEqualTo(new TextColor.RGB(208, 208, 208));
        assertThat(theme.background()).isEqualTo(TextColor.ANSI.BLACK);
    }

    @ParameterizedTest
    @CsvSource({
        "foreground[BAD]=chartreuse, no colour \"chartreuse\"",
        "foreground[BAD]=#abc, no colour \"#abc\"",
        "foreground[BAD]=#999, no colour \"#999\"",
        "name=Nord, \"name\" is none of",
        "com.googlecode.lanterna.gui2.Button.renderer=java.lang.Object, is none of",
        "postrenderer=java.lang.Object, is none of",
        "foreground[VERY-BAD]=red, no role \"VERY-BAD\"",
        "foreground[TEXT]=red, no role \"TEXT\"",
        "sgr[BAD]=shouting, no style \"shouting\"",
        "foreground=red, foreground is in line 1 already",
        "sgr[BAD]=\\u00zz, Malformed",
        "sgr[BAD]=bold\\, cannot be continued"
    })
    void aWrongLineIsRefusedWithFileLineAndReason(String line, String reason) throws IOException {
        Files.writeString(folder.resolve("bad.properties"), BASE + line + "\nforeground[GOOD]=green\n");
        assertThatThrownBy(() -> themes().load("bad"))
                .isInstanceOf(ThemeException.class)
                .hasMessageStartingWith(folder.resolve("bad.properties") + ", line 3: ")
                .hasMessageContaining(reason);
    }

    @Test
    void aThemeWithoutOrdinaryTextIsRefused() throws IOException {
        Files.writeString(folder.resolve("bad.properties"), "foreground=red\n");
        assertThatThrownBy(() -> themes().load("bad")).hasMessageContaining("no line \"background=");
    }

    @Test
    void aThemeThatIsNotThereIsRefusedWithTheNamesThatAre() {
        assertThatThrownBy(() -> themes().load("no\u001bpe"))
                .hasMessage(
                        "no theme \"nope\"; there are dark, light, terminal, high-contrast, okabe-ito, solarized, mono");
        assertThatThrownBy(() -> themes().load("../x.properties")).hasMessageContaining("cannot be read");
    }

    @Test
    void aFileThatCannotBeIsRefused() {
        assertThatThrownBy(() -> themes().load("no\0pe.properties"))
                .isInstanceOf(ThemeException.class)
                .hasMessage("no theme \"nope.properties\": no file can have that name here");
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Files.write(folder.resolve("bad.properties"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> themes().load("bad")).hasMessageContaining("not UTF-8");
    }
}
