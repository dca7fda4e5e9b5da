package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.testing.OwnEvents;
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
            TrainEvent event = RandomEvents.any(type, random);
            String line = EventCodec.encode(event);
            assertThat(line).doesNotContain("\n");
            assertThat(EventCodec.decode(line)).as(line).contains(event);
        }
    }

    @Property
    void eventAndTimeComeFirst(@ForAll long seed) {
        TrainEvent event = RandomEvents.any(new Random(seed));
        assertThat(EventCodec.encode(event))
                .matches("\\{\"event\":\"[a-z_]+\",\"time_ms\":" + event.timeMs() + "[,}].*");
    }

    @Test
    void aStepIsWrittenAsTheFormatHasIt() {
        assertThat(EventCodec.encode(OwnMetrics.step(1, 2, 3, 0.5, 0.001, 1.5, 300)))
                .isEqualTo(STEP);
        assertThat(EventCodec.encode(
                        OwnMetrics.step(1, 2, 3, Double.NaN, 1e-9, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)))
                .isEqualTo("{\"event\":\"step\",\"time_ms\":1,\"step\":2,\"epoch\":3,\"loss\":\"NaN\",\"lr\":1.0E-9,"
                        + "\"grad_norm\":\"Infinity\",\"images_per_s\":\"-Infinity\"}");
    }

    /** The keys are a contract with programs in other languages: here they stand in full. */
    @Test
    void keysAreThoseOfTheFormat() {
        Map<String, List<String>> keys = Map.ofEntries(
                Map.entry("validating", List.of("epoch")),
                Map.entry("checkpoint", List.of("kind", "file", "step", "epoch", "bytes", "seconds")),
                Map.entry("command", List.of("id", "command", "status", "reason")),
                Map.entry("paused", List.of("step")),
                Map.entry("unpaused", List.of("step")),
                Map.entry("run_resumed", List.of("from_step", "epoch", "file")),
                Map.entry("system", List.of("cpu_percent", "rss_mb", "gpus")),
                Map.entry("warning", List.of("code", "message", "step")));
        keys.forEach((word, expected) -> {
            JsonObject line = JsonParser.parseString(
                            EventCodec.encode(RandomEvents.any(TrainEvent.TYPES.get(word), new Random(1))))
                    .getAsJsonObject();
            assertThat(line.remove("event").getAsString()).isEqualTo(word);
            assertThat(line.remove("time_ms")).isNotNull();
            assertThat(line.keySet()).containsExactlyElementsOf(expected);
        });
    }

    @Test
    void theStartOfOurOwnRunsKeepsTheKeysOfSchema1() {
        TrainEvent started =
                OwnEvents.started(1, "a", new Plan(0, 30, 391, 7, 1, 3e-3, "onecycle"), Map.of("data", "cifar10"));
        assertThat(EventCodec.encode(started))
                .isEqualTo(
                        "{\"event\":\"run_started\",\"time_ms\":1,\"schema\":2,\"run\":\"a\",\"recipe\":\"upgraded\","
                                + "\"data\":\"cifar10\",\"train_images\":19550,\"val_images\":100,\"classes\":10,\"epochs\":30,"
                                + "\"steps_per_epoch\":391,\"batch_size\":50,\"parameters\":12345,\"device\":\"cpu\",\"threads\":2,"
                                + "\"seed\":42,\"clip\":1.0,\"patience\":7,\"max_lr\":0.003,\"schedule\":\"onecycle\","
                                + "\"goal\":{\"metric\":\"val_acc\",\"better\":\"higher\"},"
                                + "\"commands\":[\"checkpoint\",\"pause\",\"stop\"]}");
    }

    @Test
    void aStartNeedsNoKeyButItsTime() throws UnreadableLineException {
        RunStarted bare = (RunStarted)
                EventCodec.decode("{\"event\":\"run_started\",\"time_ms\":1}").orElseThrow();
        assertThat(bare.run()).isEmpty();
        assertThat(bare.about().plan()).isEqualTo(Plan.UNKNOWN);
        assertThat(bare.about().goal()).isNull();
        assertThat(bare.about().commands()).containsExactlyInAnyOrder("pause", "checkpoint", "stop");
        assertThat(bare.about().facts()).isEmpty();
    }

    @Test
    void aStartOfSchema2SaysWhatItKnows() throws UnreadableLineException {
        RunStarted started = (RunStarted) EventCodec.decode("{\"event\":\"run_started\",\"time_ms\":1,\"schema\":2,"
                        + "\"run\":\"gpt2\",\"plan\":{\"steps\":19073,\"clip\":1.0},\"goal\":{\"metric\":\"val_loss\","
                        + "\"better\":\"lower\"},\"commands\":[\"pause\",\"set:max_lr\"],\"facts\":{\"model\":\"124M\","
                        + "\"seed\":1337,\"lr\":6e-4,\"odd\":[1]},\"parent\":{\"run\":\"gpt1\",\"step\":500}}")
                .orElseThrow();
        assertThat(started.about().plan().steps()).isEqualTo(19073);
        assertThat(started.about().plan().clip()).isEqualTo(1);
        assertThat(started.about().goal()).isEqualTo(new Goal("val_loss", Goal.Better.LOWER));
        assertThat(started.about().commands()).containsExactlyInAnyOrder("pause", "set:max_lr");
        assertThat(started.about().facts()).isEqualTo(Map.of("model", "124M", "seed", "1337", "lr", "6e-4"));
        assertThat(started.parent()).isEqualTo(new TrainEvent.Parent("gpt1", 500));
    }

    @Test
    void anyNumberOnAStepIsAMetric() throws UnreadableLineException {
        Measured step = (Measured) EventCodec.decode("{\"event\":\"step\",\"time_ms\":2,\"step\":5000000000,"
                        + "\"epoch\":0.25,\"tokens/s\":1.1e6,\"loss\":\"NaN\",\"note\":\"x\",\"list\":[1],\"on\":true,"
                        + "\"none\":null}")
                .orElseThrow();
        assertThat(step.step()).isEqualTo(5_000_000_000L);
        assertThat(step.epoch()).isEqualTo(0.25);
        assertThat(step.values()).isEqualTo(Names.of("tokens/s", "loss").with(1.1e6, Double.NaN));
        assertThat(step.best()).isNull();
    }

    /** Another's program may print numbers under these names, and its other numbers must not be lost with them. */
    @Test
    void aMetricWithTheNameOfANeededKeyIsWrittenUnderAnother() throws UnreadableLineException {
        Names names = Names.of("event", "time_ms", "step", "step_", "loss");
        Measured told = new Measured(7, Measured.Kind.STEP, 5, Double.NaN, null, names.with(1, 305.1, 2, 3, 0.5));
        Measured read = (Measured) EventCodec.decode(EventCodec.encode(told)).orElseThrow();
        assertThat(read.timeMs()).isEqualTo(7);
        assertThat(read.step()).isEqualTo(5);
        assertThat(read.values())
                .isEqualTo(Names.of("event_", "time_ms_", "step__", "step_", "loss")
                        .with(1, 305.1, 2, 3, 0.5));
    }

    @Test
    void aKeyThatIsNotNeededMayBeNullOrSomethingElse() throws UnreadableLineException {
        Measured step = (Measured) EventCodec.decode(
                        "{\"event\":\"step\",\"time_ms\":2,\"step\":5,\"epoch\":null,\"loss\":0.5,\"best\":null}")
                .orElseThrow();
        assertThat(step.epoch()).isNaN();
        assertThat(step.values()).isEqualTo(Names.of("loss").with(0.5));
        TrainEvent.RunEnded ended = (TrainEvent.RunEnded) EventCodec.decode(
                        "{\"event\":\"run_ended\",\"time_ms\":2,\"reason\":\"completed\",\"step\":\"x\",\"best\":null,"
                                + "\"metric\":null,\"best_step\":null,\"best_val_acc\":null,\"message\":17}")
                .orElseThrow();
        assertThat(ended).isEqualTo(new TrainEvent.RunEnded(2, TrainEvent.EndReason.COMPLETED, 0, null, ""));
        assertThat(EventCodec.decode("{\"event\":\"validating\",\"time_ms\":1,\"step\":1,\"epoch\":null}"))
                .isPresent();
    }

    @Test
    void aValidationNeedsNoEpoch() throws UnreadableLineException {
        Measured row = (Measured) EventCodec.decode(
                        "{\"event\":\"validation\",\"time_ms\":2,\"step\":250,\"val_loss\":6.02,\"best\":true}")
                .orElseThrow();
        assertThat(row.kind()).isEqualTo(Measured.Kind.VALIDATION);
        assertThat(row.epoch()).isNaN();
        assertThat(row.best()).isTrue();
    }

    @Test
    void anEndOfSchema1TellsItsBest() throws UnreadableLineException {
        RunEnded ended = (RunEnded) EventCodec.decode("{\"event\":\"run_ended\",\"time_ms\":1,\"reason\":\"completed\","
                        + "\"step\":20,\"best_epoch\":2,\"best_val_acc\":0.5,\"message\":\"\"}")
                .orElseThrow();
        assertThat(ended.best()).isEqualTo(new TrainEvent.Best("val_acc", 0.5, 0, 2));
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
        assertThat(EventCodec.encode(OwnEvents.ended(TrainEvent.EndReason.EARLY_STOP, 3)))
                .contains("\"reason\":\"early_stop\"");
    }

    @Test
    void orderSpacesAndUnknownKeysDoNotMatter() throws UnreadableLineException {
        Optional<TrainEvent> event = EventCodec.decode(
                " { \"step\" : 2, \"new\": {\"deep\": [null]}, \"time_ms\":1, "
                        + "\"loss\":5e-1, \"lr\":1E-3,\"grad_norm\":1.5,\"images_per_s\":300, \"epoch\":3,\"event\": \"step\"}\r");
        assertThat(event).contains(OwnMetrics.step(1, 2, 3, 0.5, 0.001, 1.5, 300));
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
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":9223372036854775808}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":true}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":[2]}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":2} x",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":2}{\"event\":\"paused\",\"time_ms\":1,\"step\":2}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":2,}",
                "{'event':'paused','time_ms':1,'step':2}",
                "{event:\"paused\",time_ms:1,step:2}",
                "{\"event\":\"paused\",\"time_ms\":1,\"step\":2 /* two */}",
                "{\"event\":\"step\",\"time_ms\":1,\"step\":2,\"epoch\":3,\"loss\":NaN,\"lr\":1,\"grad_norm\":1,\"images_per_s\":3}",
                "{\"event\":\"step\",\"time_ms\":1,\"loss\":1}",
                "{\"event\":\"step\",\"time_ms\":1,\"step\":1.5,\"loss\":1}",
                "{\"event\":\"step\",\"step\":1,\"loss\":1}",
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
