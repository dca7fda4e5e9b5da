package io.traindeck.dashboard.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.text.Safe;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in Chinese, Japanese and Korean, whose characters take two cells each. */
class WideTextTest {
    @Provide
    Arbitrary<String> names() {
        // The last four: a Korean syllable in its parts, as macOS writes it, a tick and a flash of which the libraries
        // disagree how wide they are, and a sign beyond the basic plane.
        return Arbitraries.of(
                        "a",
                        "-",
                        " ",
                        "\u00e9",
                        "\u6f22",
                        "\u3066",
                        "\uff76",
                        "\ud55c",
                        "\u1112\u1161\u11ab",
                        "\u2705",
                        "\u26a1",
                        "\ud840\udc00")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    private static int columns(String row) {
        return row.codePoints().map(WCWidth::wcwidth).sum();
    }

    /** The picture is as wide as the library of widths says, whatever is cut off where. */
    @Property
    void noCharacterIsCutInHalfAndNothingIsShifted(
            @ForAll("names") String name, @ForAll @IntRange(min = 1, max = 40) int width, @ForAll Glyphs glyphs) {
        String text = Safe.forCells(name);
        for (String cut : List.of(Text.cut(text, width, glyphs), Text.cutMiddle(text, width, glyphs))) {
            assertThat(cut.length()).isEqualTo(Math.min(width, text.length()));
            Picture picture = Picture.of(50, 1, Screens.ROLES, glyphs, canvas -> {
                int end = canvas.put(2, 0, cut, Role.TEXT);
                canvas.put(end, 0, "|", Role.TEXT);
            });
            Screens.assertPrintable(picture, glyphs);
            String row = Screens.text(picture).stripTrailing();
            assertThat(columns(row)).isEqualTo(2 + cut.length() + 1);
        }
        for (String line : Text.wrap(text, width)) {
            String shown = Safe.outOfCells(line).replaceAll("[\u2705\u26a1]", "?");
            assertThat(columns(shown)).isLessThanOrEqualTo(Math.max(2, width));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u753b\u50cf\u5206\u985e-\u30c6\u30b9\u30c8", "\uc2e4\ud5d8-1", "\u5b9e\u9a8c\u4e8c"})
    void aRunsNameIsShownAsItIs(String name) {
        SampleRun run = new SampleRun(4, 50).epochsMore(1);
        Frame plain = Screens.frame(run.state(), run.nowMs());
        Frame.Files files = new Frame.Files(new Frame.Files.Place("runs/" + name, name), "", "", "", null, 0, null);
        Frame frame = new Frame(plain.state(), plain.status(), plain.view(), files, plain.nowMs(), plain.zone(), null);
        for (int[] size : new int[][] {{60, 15}, {80, 24}, {132, 40}}) {
            List<String> named = Screens.text(frame, size[0], size[1]).lines().toList();
            List<String> usual = Screens.text(plain, size[0], size[1]).lines().toList();
            assertThat(named.get(0)).contains(name);
            assertThat(columns(named.get(0))).isEqualTo(columns(usual.get(0)));
        }
        assertThat(Screens.text(Screens.draw(frame, 80, 24, Glyphs.ASCII))).contains("??");
    }

    @Test
    void whatIsWrittenOverHalfOfACharacterTakesAllOfIt() {
        Picture picture = Picture.of(10, 1, Screens.ROLES, Glyphs.UNICODE, canvas -> {
            canvas.put(0, 0, Safe.forCells("\u6f22\u5b57"), Role.TEXT);
            canvas.put(1, 0, "x", Role.TEXT);
        });
        assertThat(Screens.text(picture)).isEqualTo(" x\u5b57\n");
        Picture edge = Picture.of(
                3,
                1,
                Screens.ROLES,
                Glyphs.UNICODE,
                canvas -> canvas.put(0, 0, Safe.forCells("\u6f22\u5b57"), Role.TEXT));
        assertThat(Screens.text(edge)).isEqualTo("\u6f22\n");
    }
}
