package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which files are taken for JSON logs, by their first bytes. */
class JsonHeadsTest {
    private static String format(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Glance glance = new Glance(Path.of(name), false, Arrays.copyOf(bytes, Math.min(bytes.length, Glance.HEAD)));
        return new JsonFileLog().knows(glance) ? "document" : new JsonLinesLog().knows(glance) ? "lines" : "none";
    }

    /** Returns more fields than the head holds. */
    private static String many(String field, String between) {
        return IntStream.range(0, 500).mapToObj(field::formatted).collect(Collectors.joining(between));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"step\": 1, \"loss\": 2.5}\n",
                "{\"step\": 1, \"loss\": 2.5}",
                "\n  {\"loss\": NaN}\n{\"lo",
                "DLLL {\"type\": \"LOG\", \"step\": [1, 2], \"data\": {\"loss\": 1}}\n",
                "{\"hist\": [1, 2], \"loss\": 1}\n{\"hist\": [1, 2], \"loss\": 1}\n",
                "starting\n{\"loss\": 1}\n{\"loss\": 1}\n"
            })
    void lines(String text) {
        assertThat(format("log.txt", text)).isEqualTo("lines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"loss\": 1.5}, {\"loss\": 2.5}]",
                "[\n  {\n    \"epoch\": 1,\n    \"note\": \"a\",\n    \"host\": \"b\"",
                "{\"loss\": [1, 2], \"acc\": [0.5, 0.6]}",
                "{\"history\": {\"loss\": [1, 2]}, \"params\": {\"verbose\": 1, \"epochs\": 2, \"steps\": 9}}",
                "{\n  \"loss\": [NaN, 2],\n  \"acc\": [0.5",
                "{\"a\": {\"steps\": [1], \"values\": [2.5], \"timestamps\": [\"2026\"]}}",
                "{\n  \"best_metric\": null,\n  \"log_history\": [",
                "{\n  \"run\": {\n    \"cpu_info\": {\"num\": 64}"
            })
    void documents(String text) {
        assertThat(format("log.json", text)).isEqualTo("document");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[",
                "{}",
                "[1, 2, 3]",
                "loss: 1.5\n",
                "{\"name\": \"traindeck\", \"version\": \"1.0.0\"}",
                "{\n  \"name\": \"traindeck\",\n  \"version\": 1,\n  \"files\": [1, 2]\n}\n",
                "[{\"instruction\": \"Say it.\", \"output\": \"It.\"}]",
                "{\"text\": \"a\"}\n{\"text\": \"b\"}\n",
                "{\n \"cells\": [\n  {\n   \"cell_type\": \"code\",\n   \"execution_count\": 5,\n   \"source\": [\"a\"]",
                "{\"images\": [{\"id\": 1, \"width\": 640, \"file_name\": \"a.jpg\"}], \"categories\": []}",
                "{'loss': 1.5}x\nplain text\nplain text\n",
                "\0\0\0\0",
                "{\"loss\": 1, \"note\": \"\0\0\0\0\"}"
            })
    void noLogs(String text) {
        assertThat(format("some.json", text)).isEqualTo("none");
    }

    @Test
    void whatGoesOnBeyondTheHeadIsKnownByItsBeginning() {
        assertThat(format("result.json", "{\"hist\": [1], " + many("\"metric_%d\": 0.5", ", ") + "}\n"))
                .isEqualTo("lines");
        assertThat(format("history.json", "{\"loss\": [" + many("0.%d", ", ") + many("0.%d", ", ") + "], \"a\": 1}"))
                .isEqualTo("document");
        assertThat(format("list.json", "[{" + many("\"metric_%d\": 0.5", ", ") + "}]"))
                .isEqualTo("document");
        assertThat(format(
                        "log.json", "{\"config\": \"" + many("model %d", "\\n") + "\", \"seed\": 1}\n{\"loss\": 1}\n"))
                .isEqualTo("lines");
        assertThat(format("prose.json", "{" + many("word %d", " "))).isEqualTo("none");
        assertThat(format("trainer_state.json", "{" + many("\"key_%d\": 0.5", ", ")))
                .isEqualTo("document");
    }

    @Test
    void anEmptyFileIsALogOnlyByItsName() {
        assertThat(format("metrics.jsonl", "")).isEqualTo("lines");
    }
}
