package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.event.TrainEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private static final String STEP =
            "{\"event\":\"step\",\"time_ms\":1,\"step\":2,\"epoch\":3,\"loss\":0.5,\"lr\":0.001,"
                    + "\"grad_norm\":1.5,\"images_per_s\":300.0}";

    @Property
    void everyTypeOfEventComesBackEqual(@ForAll long seed) throws UnreadableLineException {
        Random random = new Random(seed);
        for (Class<? extends TrainEvent> type : TrainEvent.TYPES.values()) {
            TrainEvent event = Events.any(type, random);
            String line = EventCodec.encode(event);
            assertThat(line).doesNotContain("\n");
            assertThat(EventCodec.decode(line)).contains(event);
        }
    }

    @Property
    void eventAndTimeComeFirst(@ForAll long seed) {
        TrainEvent event = Events.any(new Random(seed));
        assertThat(EventCodec.encode(event))
                .matches("\\{\"event\":\"[a-z_]+\",\"time_ms\":" + event.timeMs() + "[,}].*");
    }

    @Test
    void aStepIsWrittenAsTheFormatHasIt() {
        assertThat(EventCodec.encode(new TrainEvent.Step(1, 2, 3, 0.5, 0.001, 1.5, 300)))
                .isEqualTo(STEP);
        assertThat(EventCodec.encode(new TrainEvent.Step(
                        1, 2, 3, Double.NaN, 1e-9, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)))
                .isEqualTo("{\"event\":\"step\",\"time_ms\":1,\"step\":2,\"epoch\":3,\"loss\":\"NaN\",\"lr\":1.0E-9,"
                        + "\"grad_norm\":\"Infinity\",\"images_per_s\":\"-Infinity\"}");
    }

    /** The keys are a contract with programs in other languages: here they stand in full. */
    @Test
    void keysAreThoseOfTheFormat() {
        Map<String, List<String>> keys = Map.ofEntries(
                Map.entry(
                        "run_started",
                        List.of(
                                "schema",
                                "run",
                                "recipe",
                                "data",
                                "train_images",
                                "val_images",
                                "classes",
                                "epochs",
                                "steps_per_epoch",
                                "batch_size",
                                "parameters",
                                "device",
                                "threads",
                                "seed",
                                "clip",
                                "patience",
                                "max_lr",
                                "schedule")),
                Map.entry("step", List.of("step", "epoch", "loss", "lr", "grad_norm", "images_per_s")),
                Map.entry("validating", List.of("epoch")),
                Map.entry(
                        "epoch",
                        List.of(
                                "epoch",
                                "step",
                                "train_loss",
                                "train_acc",
                                "val_loss",
                                "val_acc",
                                "lr",
                                "grad_norm_mean",
                                "grad_norm_max",
                                "seconds",
                                "best",
                                "bad_epochs")),
                Map.entry("checkpoint", List.of("kind", "file", "step", "epoch", "bytes", "seconds")),
                Map.entry("command", List.of("id", "command", "status", "reason")),
                Map.entry("paused", List.of("step")),
                Map.entry("unpaused", List.of("step")),
                Map.entry("run_resumed", List.of("from_step", "epoch", "file")),
                Map.entry("system", List.of("cpu_percent", "rss_mb", "gpus")),
                Map.entry("warning", List.of("code", "message", "step")),
                Map.entry("run_ended", List.of("reason", "step", "best_epoch", "best_val_acc", "message")));
        assertThat(keys.keySet()).isEqualTo(TrainEvent.TYPES.keySet());
        TrainEvent.TYPES.forEach((word, type) -> {
            JsonObject line = JsonParser.parseString(EventCodec.encode(Events.any(type, new Random(1))))
                    .getAsJsonObject();
            assertThat(line.remove("event").getAsString()).isEqualTo(word);
            assertThat(line.remove("time_ms")).isNotNull();
            assertThat(line.keySet()).containsExactlyElementsOf(keys.get(word));
        });
    }

    @Test
    void aGraphicsCardHasTheKeysOfTheFormat() {
        TrainEvent usage = new TrainEvent.SystemUsage(
                1, 195.5, 900, List.of(new TrainEvent.Gpu("H100", 98, 1024, 81559, 61, 412.5)));
        assertThat(EventCodec.encode(usage))
                .isEqualTo("{\"event\":\"system\",\"time_ms\":1,\"cpu_percent\":195.5,\"rss_mb\":900.0,\"gpus\":["
                        + "{\"name\":\"H100\",\"util_percent\":98.0,\"mem_used_mb\":1024.0,\"mem_total_mb\":81559.0,"
                        + "\"temp_c\":61.0,\"power_w\":412.5}]}");
    }

    @Test
    void enumsAreWordsInLowerCase() {
        assertThat(EventCodec.encode(Events.ended(TrainEvent.EndReason.EARLY_STOP, 3)))
                .contains("\"reason\":\"early_stop\"");
    }

    @Test
    void orderSpacesAndUnknownKeysDoNotMatter() throws UnreadableLineException {
        Optional<TrainEvent> event = EventCodec.decode(
                " { \"step\" : 2, \"new\": {\"deep\": [null]}, \"time_ms\":1, "
                        + "\"loss\":5e-1, \"lr\":1E-3,\"grad_norm\":1.5,\"images_per_s\":300, \"epoch\":3,\"event\": \"step\"}\r");
        assertThat(event).contains(new TrainEvent.Step(1, 2, 3, 0.5, 0.001, 1.5, 300));
    }

    @Test
    void anEventOfALaterVersionIsEmpty() throws UnreadableLineException {
        assertThat(EventCodec.decode("{\"event\":\"aurora\",\"time_ms\":1}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "17",
                "\"step\"",
                "{}",
                "{\"event\":17}",
                "{\"event\":null}",
                "{\"event\":\"paused\"}",
                "{\"event\":\"paused\",\"time_ms\":1}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":null}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":\"2\"}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":2.0}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":02}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":2147483648}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":true}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":[2]}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":2} x",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":2}{\"event\":\"paused\",\"time_ms\":1,\"step\":2}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":2,}",
                "{'event':'paused','time_ms':1,'step':2}",
                "{event:\"paused\",time_ms:1,step:2}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":2 /* two */}",
                "{\"event\":\"step\",\"time_ms\":1,\"step\":2,\"epoch\":3,\"loss\":NaN,\"lr\":1,\"grad_norm\":1,\"images_per_s\":3}",
                "{\"event\":\"step\",\"time_ms\":1,\"step\":2,\"epoch\":3,\"loss\":\"1\",\"lr\":1,\"grad_norm\":1,\"images_per_s\":3}",
                "{\"event\":\"step\",\"time_ms\":1,\"step\":2,\"epoch\":3,\"loss\":1e999,\"lr\":1,\"grad_norm\":1,\"images_per_s\":3}",
                "{\"event\":\"system\",\"time_ms\":1,\"cpu_percent\":1,\"rss_mb\":1}",
                "{\"event\":\"system\",\"time_ms\":1,\"cpu_percent\":1,\"rss_mb\":1,\"gpus\":[{\"name\":\"H100\"}]}",
                "{\"event\":\"command\",\"time_ms\":1,\"id\":\"a\",\"command\":\"stop\",\"status\":\"DONE\",\"reason\":\"\"}",
            })
    void whatIsNoEventIsUnreadable(String line) {
        assertThatThrownBy(() -> EventCodec.decode(line)).isInstanceOf(UnreadableLineException.class);
    }

    @Test
    void deepNestingIsUnreadable() {
        assertThatThrownBy(() -> EventCodec.decode("{\"event\":" + "[".repeat(100_000)))
                .isInstanceOf(UnreadableLineException.class);
    }

    @Test
    void bytesThatAreNotUtf8AreUnreadable() {
        byte[] line = "{\"event\":\"warning\",\"time_ms\":1,\"code\":\"a\",\"message\":\"\u00e9\",\"step\":1}"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> EventCodec.decode(line, 0, line.length))
                .isInstanceOf(UnreadableLineException.class)
                .hasMessage("not UTF-8");
    }

    @Test
    void theReasonNamesTheKey() {
        assertThatThrownBy(() -> EventCodec.decode("{\"event\":\"paused\",\"time_ms\":1,\"step\":\"2\"}"))
                .hasMessage("\"step\" is not a number");
        assertThatThrownBy(() -> EventCodec.decode("{\"event\":\"paused\",\"time_ms\":1}"))
                .hasMessage("\"step\" is missing");
    }
}
