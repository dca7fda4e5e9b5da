package io.traindeck.dashboard.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.graphics.BasicTextImage;
import com.googlecode.lanterna.graphics.TextGraphics;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Scenarios;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.panel.Frame;
import org.junit.jupiter.api.Test;

class PictureTest {
    private final BasicTextImage screen = new BasicTextImage(new TerminalSize(80, 24));
    private final TextGraphics graphics = screen.newTextGraphics();

    @Test
    void paintingTheDifferenceLeavesTheWholePictureOnTheScreen() {
        SampleRun run = new SampleRun(5, 50).epochsMore(2).steps(10);
        Picture before = null;
        for (int i = 0; i < 60; i++) {
            Frame frame = Screens.frame(run.oneStep().state(), run.nowMs());
            Picture picture = Screens.draw(frame, 80, 24, Glyphs.UNICODE);
            assertThat(picture.paint(graphics, before)).isTrue();
            for (int y = 0; y < 24; y++) {
                for (int x = 0; x < 80; x++) {
                    assertThat(screen.getCharacterAt(x, y)).isEqualTo(picture.cell(x, y));
                }
            }
            before = picture;
        }
    }

    @Test
    void whatIsThereAlreadyIsNotPaintedAgain() {
        Frame frame = Scenarios.all().get("mid-run");
        Picture picture = Screens.draw(frame, 80, 24, Glyphs.UNICODE);
        graphics.setCharacter(0, 0, TextCharacter.fromCharacter('#')[0]);
        assertThat(Screens.draw(frame, 80, 24, Glyphs.UNICODE).paint(graphics, picture))
                .isFalse();
        assertThat(screen.getCharacterAt(0, 0).getCharacterString()).isEqualTo("#");
        Picture smaller = Screens.draw(frame, 79, 24, Glyphs.UNICODE);
        assertThat(smaller.paint(graphics, picture)).isTrue();
    }

    /** A text of somebody else's log may come here by a way that nobody has thought of. */
    @Test
    void aControlCharacterIsAQuestionMark() {
        for (Glyphs glyphs : Glyphs.values()) {
            Picture picture =
                    Picture.of(5, 1, Screens.ROLES, glyphs, canvas -> canvas.put(0, 0, "a\u001b\t\0b", Role.TEXT));
            assertThat(Screens.text(picture)).isEqualTo("a???b\n");
        }
    }
}
