package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.screen.Screen.RefreshType;
import io.traindeck.testing.TestTerminal;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A terminal that stops reading: nobody waits, nothing grows, and what it shows afterwards is true. */
class FrameScreenTest {
    private static final int COLUMNS = 40;
    private static final int ROWS = 5;

    private final TestTerminal tty = TestTerminal.of(COLUMNS, ROWS);
    private LanternaTerminal terminal;
    private FrameScreen screen;

    @BeforeEach
    void open() throws IOException {
        tty.enterRawMode();
        terminal = new LanternaTerminal(tty, TestTerminal.FULL);
        screen = new FrameScreen(terminal);
        screen.startScreen();
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    private void draw(int row, String text) throws IOException {
        screen.newTextGraphics().putString(0, row, text);
        screen.refresh();
    }

    private void settle() {
        TestTerminal.await("all frames are written", terminal::isReadyForFrame);
    }

    @Test
    void framesAreLeftOutWhileTheTerminalDoesNotReadAndTheNextHoldsTheirChanges() throws IOException {
        draw(0, "before");
        settle();
        tty.takeWrites();

        tty.stopReading();
        draw(0, "stuck ");
        for (int frame = 0; frame < 10_000; frame++) {
            draw(1, "frame " + frame);
        }
        draw(2, "only once");
        assertThat(tty.takeWrites()).isEmpty();

        tty.readOn();
        settle();
        draw(3, "after");
        settle();
        assertThat(tty.rows()).startsWith("stuck", "frame 9999", "only once", "after");
        // The frame that was stuck, and one with the differences of all that were left out.
        assertThat(tty.takeWrites()).hasSize(2).allSatisfy(frame -> assertThat(frame.length())
                .isLessThan(400));
    }

    @Test
    void aCompleteFrameThatWasLeftOutIsMadeUpFor() throws IOException {
        draw(0, "text");
        settle();
        tty.stopReading();
        draw(1, "stuck");
        screen.refresh(RefreshType.COMPLETE);
        tty.readOn();
        settle();
        tty.takeWrites();
        screen.refresh();
        settle();
        assertThat(tty.takeWrites()).singleElement().asString().contains("\033[2J", "text", "stuck");
    }

    @Test
    void aWideCharacterOverHalfOfAnotherBaresTheOtherHalf() throws IOException {
        draw(0, "a\u6f22c");
        settle();
        draw(0, "\u6f22");
        settle();
        assertThat(tty.row(0)).isEqualTo("\u6f22 c");
    }

    @RepeatedTest(20)
    void whateverIsLeftOutTheTerminalEndsWithTheRightPicture() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        boolean reading = true;
        for (int frame = 0; frame < 500; frame++) {
            if (random.nextInt(10) == 0) {
                if (reading) {
                    tty.stopReading();
                } else {
                    tty.readOn();
                }
                reading = !reading;
            }
            String text = random.nextBoolean() ? "漢█é" : "abc";
            screen.newTextGraphics().putString(random.nextInt(COLUMNS - 4), random.nextInt(ROWS), text);
            screen.refresh();
        }
        if (!reading) {
            tty.readOn();
        }
        settle();
        screen.refresh();
        settle();
        for (int row = 0; row < ROWS; row++) {
            StringBuilder expected = new StringBuilder();
            for (int column = 0; column < COLUMNS; column++) {
                expected.append(screen.getBackCharacter(column, row).getCharacterString());
                column += screen.getBackCharacter(column, row).isDoubleWidth() ? 1 : 0;
            }
            assertThat(tty.row(row))
                    .as("row %d, seed %d", row, seed)
                    .isEqualTo(expected.toString().stripTrailing());
        }
    }
}
