package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TextCharacter;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;

class WideCharactersTest {
    private static final TextCharacter SPACE = TextCharacter.fromCharacter(' ')[0];

    /** What is not looked up must be as it would be if it were: of all characters that a terminal may be sent. */
    @Test
    void noWideCharacterIsAmongThoseThatAreNotLookedUp() {
        IntStream.range(' ', Character.MAX_VALUE)
                .filter(point -> Character.isDefined(point) && WCWidth.wcwidth(point) > 0)
                .filter(point -> !Character.isSurrogate((char) point))
                .forEach(point -> {
                    TextCharacter cell = WideCharacters.like(SPACE, point);
                    assertThat(WideCharacters.takesTwoCells(cell))
                            .as("U+%04X", point)
                            .isEqualTo(cell.isDoubleWidth());
                });
    }

    @Test
    void aCharacterOfSeveralPartsIsLookedUp() {
        assertThat(WideCharacters.takesTwoCells(WideCharacters.like(SPACE, 0x1f600)))
                .isTrue();
        assertThat(WideCharacters.takesTwoCells(WideCharacters.like(SPACE, 0x6f22)))
                .isTrue();
        assertThat(WideCharacters.takesTwoCells(SPACE)).isFalse();
    }
}
