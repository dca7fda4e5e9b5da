package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDecoderTest {
    /** Bytes with pauses between them; time passes only by waiting. */
    private static final class Script implements KeyDecoder.Source {
        private final Deque<Long> events = new ArrayDeque<>();

        Script send(String text) {
            return send(text.getBytes(StandardCharsets.UTF_8));
        }

        Script send(byte[] bytes) {
            for (byte b : bytes) {
                events.add((long) (b & 0xff));
            }
            return this;
        }

        Script pause(long millis) {
            events.add(-millis);
            return this;
        }

        @Override
        public int read(long timeoutMillis) {
            if (events.isEmpty()) {
                return KeyDecoder.END;
            }
            long event = events.pop();
            if (event >= 0) {
                return (int) event;
            }
            long left = -event - timeoutMillis;
            if (left <= 0) {
                return read(timeoutMillis + event); // The pause ends before the limit.
            }
            events.push(-left);
            return KeyDecoder.NOTHING;
        }
    }

    private static String keys(Script script) {
        return keys(new KeyDecoder(script));
    }

    private static String keys(KeyDecoder decoder) {
        try {
            List<String> names = new ArrayList<>();
            for (KeyStroke key = decoder.next(); key.getKeyType() != KeyType.EOF; key = decoder.next()) {
                names.add(name(key));
            }
            return String.join(" ", names);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(KeyStroke key) {
        String name = key.getKeyType() == KeyType.Character
                ? key.getCharacter().toString()
                : key.getKeyType().name();
        return (key.isCtrlDown() ? "C-" : "") + (key.isAltDown() ? "M-" : "") + (key.isShiftDown() ? "S-" : "") + name;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "q, q",
                "aB1, a B 1",
                "é漢, é 漢",
                "\\r, Enter",
                "\\n, Enter",
                "\\t, Tab",
                "\\x7f, Backspace",
                "\\x08, Backspace",
                "\\x03, C-c",
                "\\x1a, C-z",
                "\\x00, \"C- \"",
                "\\x1f, C-_",
                "^[[A^[[B^[[C^[[D, ArrowUp ArrowDown ArrowRight ArrowLeft",
                "^[OA^[OB^[OC^[OD, ArrowUp ArrowDown ArrowRight ArrowLeft",
                "^[[H^[[F^[OH^[OF^[[1~^[[4~, Home End Home End Home End",
                "^[[5~^[[6~^[[2~^[[3~, PageUp PageDown Insert Delete",
                "^[[Z, ReverseTab",
                "^[OP^[OQ^[[15~^[[24~, F1 F2 F5 F12",
                "^[[[A^[[[E, F1 F5",
                "^[[1;5C^[[1;2A^[[3;3~, C-ArrowRight S-ArrowUp M-Delete",
                "^[x^[\\r, M-x M-Enter",
                "^[OM, Enter",
                "^[^[[A, Escape ArrowUp",
            })
    void knowsTheUsualKeys(String sent, String expected) {
        assertThat(keys(new Script().send(unescape(sent)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[[I",
                "^[[O",
                "^[[200~rm -rf q^[[Ap\n^[[201~",
                "^[[<0;12;5M",
                "^[[<0;12;5m",
                "^[[<65;1;1M",
                "^[[M !!",
                "^[[12;40R",
                "^[[?2026;2$y",
                "^[[?1;2c",
                "^[[>0;276;0c",
                "^[[0n",
                "^[[4;600;800t",
                "^[[97;5u",
                "^[[27;5;13~",
                "^[]11;rgb:1e1e/1e1e/2e2e\u0007",
                "^[]10;rgb:ff/ff/ff^[\\",
                "^[P>|XTerm(370)^[\\",
                "^[_Gi=31;OK^[\\",
                "^[[E",
                "^[[99999999999999999999999999999999999999999~",
                "^[[?997;1n",
                "^[Oj"
            })
    void swallowsWhatIsNoKeyHoweverItIsSplit(String sent) {
        String sequence = unescape(sent);
        byte[] bytes = sequence.getBytes(StandardCharsets.UTF_8);
        assertThat(keys(new Script().send(bytes).send("q"))).isEqualTo("q");
        for (int split = 1; split < bytes.length; split++) {
            // Between ESC and what follows only a short pause can tell a sequence from the Escape key.
            boolean afterEscape = bytes[split - 1] == 0x1b;
            long pause = (afterEscape ? KeyDecoder.ESCAPE_WAIT_MILLIS : KeyDecoder.SEQUENCE_WAIT_MILLIS) - 1;
            Script script = new Script()
                    .send(Arrays.copyOf(bytes, split))
                    .pause(pause)
                    .send(Arrays.copyOfRange(bytes, split, bytes.length))
                    .send("q");
            assertThat(keys(script)).as("split after %d bytes", split).isEqualTo("q");
        }
    }

    @Test
    void tellsTheEscapeKeyBySilence() {
        long silence = KeyDecoder.ESCAPE_WAIT_MILLIS + 1;
        assertThat(keys(new Script().send("\033").pause(silence).send("q"))).isEqualTo("Escape q");
        assertThat(keys(new Script().send("\033"))).isEqualTo("Escape");
    }

    @Test
    void givesUpOnASequenceThatNeverEnds() {
        long silence = KeyDecoder.SEQUENCE_WAIT_MILLIS + 1;
        for (String start : List.of("\033[", "\033[1;", "\033]11;", "\033P", "\033O", "\033[200~abc", "\033[M ")) {
            assertThat(keys(new Script().send(start).pause(silence).send("q"))).isEqualTo("q");
        }
    }

    @Test
    void aBrokenSequenceEndsWhereTheNextBegins() {
        assertThat(keys(new Script().send("\033[1;\033[Aq"))).isEqualTo("ArrowUp q");
        assertThat(keys(new Script().send("\033]11;rgb\033[Aq"))).isEqualTo("ArrowUp q");
        assertThat(keys(new Script().send(new byte[] {(byte) 0xe6, (byte) 0xbc}).send("q")))
                .isEqualTo("q");
    }

    @Test
    void aPasteCountsAsTypedWhereTextIsWanted() {
        KeyDecoder decoder = new KeyDecoder(new Script().send("\033[200~go\n\u0003é\033[201~q"));
        decoder.typesPastes(true);
        assertThat(keys(decoder)).isEqualTo("g o   é q");
    }

    @Test
    void aCharacterBeyondTheBasicPlaneComesInTwoHalves() {
        assertThat(keys(new Script().send("😀q"))).isEqualTo("\ud83d \ude00 q");
    }

    @Property
    void noControlSequenceEverLeaksAKey(
            @ForAll @CharRange(from = '0', to = '?') @StringLength(max = 40) String parameters,
            @ForAll @IntRange(min = '@', max = '~') int last) {
        boolean readsOn =
                parameters.isEmpty() && (last == 'M' || last == '[') || parameters.equals("200") && last == '~';
        String decoded = keys(new Script().send("\033[" + parameters + (char) last + "q"));
        if (!readsOn) {
            // Nothing, or one named key with its modifiers, before the q.
            assertThat(decoded).matches("(([CMS]-)*[A-Z][A-Za-z0-9]+ )?q");
        }
    }

    @Property
    void anyBytesCanBeDecoded(@ForAll byte[] bytes) {
        assertThatCode(() -> keys(new Script().send(bytes))).doesNotThrowAnyException();
    }

    @Test
    void readsNothingBeyondTheKeyItReturns() throws IOException {
        Script script = new Script().send("\033[Aab");
        KeyDecoder decoder = new KeyDecoder(script);
        assertThat(decoder.next().getKeyType()).isEqualTo(KeyType.ArrowUp);
        assertThat(IntStream.range(0, 3).map(i -> script.read(1)))
                .containsExactly((int) 'a', (int) 'b', KeyDecoder.END);
    }

    private static String unescape(String text) {
        return text.replace("^[", "\033")
                .replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\x7f", "\u007f")
                .replace("\\x08", "\b")
                .replace("\\x03", "\u0003")
                .replace("\\x1a", "\u001a")
                .replace("\\x1f", "\u001f")
                .replace("\\x00", "\0");
    }
}
