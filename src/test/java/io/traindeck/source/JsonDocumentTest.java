package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are larger than any log: they are refused before they fill the memory. */
class JsonDocumentTest {
    /** Reads {@code begin}, and then {@code part} again and again without end. */
    private static void read(String begin, String part) throws IOException {
        byte[] parts = part.repeat(1000).getBytes(StandardCharsets.UTF_8);
        InputStream endless = new InputStream() {
            private int at;

            @Override
            public int read() {
                return parts[at++ % parts.length];
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    into[offset + i] = (byte) read();
                }
                return length;
            }
        };
        try (JsonDocument document = new JsonDocument(
                new SequenceInputStream(new ByteArrayInputStream(begin.getBytes(StandardCharsets.UTF_8)), endless))) {
            while (document.next() != null) {
                // It has no end.
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"loss\": 1}, {\"note\": \"",
                "{\"log_history\": [{\"",
                "{\"a\": [1], \"",
                "{\"a\": {\"b\": \"",
                "[{\"list\": ["
            })
    void aValueWithoutEndIsTooLong(String begin) {
        assertThatThrownBy(() -> read(begin, "12345678,")).isInstanceOf(BoundedReader.TooLongException.class);
    }

    @Test
    void listsWithoutEndAreTooMuch() {
        assertThatThrownBy(() -> read("{\"loss\": [0", ", 1.5"))
                .isInstanceOf(JsonDocument.TooManyNumbersException.class);
        assertThatThrownBy(() -> read("{\"a\": 0", ", \"b\": [1]"))
                .isInstanceOf(JsonDocument.TooManyNumbersException.class);
    }

    @Test
    void listsInListsWithoutEndAreNoLog() {
        assertThatThrownBy(() -> read("{\"loss\": ", "[")).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> read("", "{\"a\": ")).isInstanceOf(MalformedJsonException.class);
    }
}
