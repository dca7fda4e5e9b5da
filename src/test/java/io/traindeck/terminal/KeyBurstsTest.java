package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyBurstsTest {
    /** Texts that come all at once, each some time after the one before. */
    private static final class Arrivals implements KeyDecoder.Source {
        private final Deque<String> texts = new ArrayDeque<>();

        Arrivals(String... texts) {
            this.texts.addAll(java.util.List.of(texts));
        }

        @Override
        public int read(long timeoutMillis) {
            if (texts.isEmpty()) {
                return KeyDecoder.END;
            }
            String text = texts.pop();
            if (text.isEmpty()) { // There is a pause before the next one.
                if (timeoutMillis <= KeyDecoder.SEQUENCE_WAIT_MILLIS) {
                    texts.push("");
                    return KeyDecoder.NOTHING;
                }
                return read(timeoutMillis);
            }
            texts.push(text.substring(1));
            return text.charAt(0);
        }
    }

    private static String keys(boolean typing, String... texts) throws IOException {
        KeyDecoder decoder = new KeyDecoder(new Arrivals(texts));
        decoder.typesPastes(typing);
        KeyBursts bursts = new KeyBursts(decoder);
        StringBuilder keys = new StringBuilder();
        while (true) {
            for (KeyStroke key : bursts.next()) {
                if (key.getKeyType() == KeyType.EOF) {
                    return keys.toString();
                }
                keys.append(
                        key.getKeyType() == KeyType.Character
                                ? key.getCharacter().toString()
                                : "<" + key.getKeyType() + ">");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"python train.py\r", "cpe", "git pull\r", "p c\t", "exit\r"})
    void textThatComesAllAtOnceIsNoKey(String text) throws IOException {
        assertThat(keys(false, text)).isEmpty();
        assertThat(keys(false, text, "2")).as("the next key works").isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {":stop", "/loss", "jjjjjj", "2s"})
    void aCommandLineAKeyHeldDownAndTwoQuickKeysAre(String text) throws IOException {
        assertThat(keys(false, text)).isEqualTo(text);
    }

    @Test
    void keysThatComeOneAfterAnotherAreKeysWhateverTheySpell() throws IOException {
        String[] word = Stream.of("python".split("")).toArray(String[]::new);
        assertThat(keys(false, word)).isEqualTo(Stream.of(word).collect(Collectors.joining()));
    }

    @ParameterizedTest
    @CsvSource({"true, 'theme light'", "true, 'cpe'"})
    void aCommandLineTakesAll(boolean typing, String text) throws IOException {
        assertThat(keys(typing, text)).isEqualTo(text);
    }

    @Test
    void keysThatAreNoLettersStay() throws IOException {
        assertThat(keys(false, "abc\033[Adef")).isEqualTo("<ArrowUp>");
    }
}
