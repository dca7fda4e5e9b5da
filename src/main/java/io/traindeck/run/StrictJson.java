package io.traindeck.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON as RFC 8259 has it, one object and nothing after it, in UTF-8; Gson by itself would let much more pass. */
final class StrictJson {
    private StrictJson() {}

    /** @throws JsonParseException if the text is anything but one JSON object */
    static JsonObject object(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = JsonParser.parseReader(reader);
            if (!element.isJsonObject()) {
                throw new JsonParseException("not a JSON object");
            }
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonParseException("more than one JSON object");
            }
            return element.getAsJsonObject();
        } catch (IOException | JsonParseException | NumberFormatException e) {
            throw new JsonParseException("not valid JSON", e);
        }
    }

    /** @throws JsonParseException if the bytes are not UTF-8, or not one JSON object */
    static JsonObject object(byte[] bytes, int from, int to) {
        try {
            // A decoder of its own reports what is not UTF-8; new String() would replace it and make up a text.
            return object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new JsonParseException("not UTF-8", e);
        }
    }
}
