package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.event.Command;
import io.traindeck.event.Goal;
import io.traindeck.event.Liveness;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunFolder;
import io.traindeck.source.Formats;
import io.traindeck.source.RemainingPoints;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.testing.Document;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two programs in the description of the format do what the description says. */
class FormatExamplesTest {
    private static final int WRITE = 0;
    private static final int READ = 1;

    @TempDir
    Path dir;

    @BeforeEach
    void python() throws Exception {
        Python.assume("fcntl", "json");
    }

    @Test
    void theLogThatPythonWritesIsALiveRun() throws Exception {
        RunFolder run = new RunFolder(dir.resolve("runs/mine"));
        Process trainer =
                Python.start(dir.resolve("printed"), example(WRITE), run.path().toString());
        try (LiveLog log = LiveLog.of(run.events())) {
            log.await(Measured.class, row -> row.kind() == Measured.Kind.VALIDATION);
            assertLive(run);

            String id = Mailbox.send(run, Command.CHECKPOINT);
            CommandAnswered refused = log.await(CommandAnswered.class);
            assertThat(refused.id()).isEqualTo(id);
            assertThat(refused.status()).isEqualTo(CommandStatus.REFUSED);
            Files.writeString(run.commands().resolve("junk.json"), "{\"id\": 1");
            assertThat(log.await(CommandAnswered.class).reason()).startsWith("no command: ");
            Mailbox.send(run, Command.STOP);
            log.await(CommandAnswered.class, answer -> answer.status() == CommandStatus.DONE);
            assertThat(log.await(RunEnded.class).reason()).isEqualTo(TrainEvent.EndReason.STOPPED);
            assertThat(Python.await(trainer))
                    .as(Files.readString(dir.resolve("printed")))
                    .isZero();
            assertThat(run.isLive()).isFalse();
            assertThat(shown(run).get("state").getAsString()).isEqualTo("stopped");
            assertThat(run.commands()).isEmptyDirectory();
        } finally {
            trainer.destroyForcibly();
        }
    }

    private static void assertLive(RunFolder run) throws IOException {
        assertThat(run.isLive()).isTrue();
        List<TrainEvent> events = new ArrayList<>();
        try (EventLogReader reader = new EventLogReader(run.events())) {
            reader.poll(events::add);
            assertThat(reader.unreadableLines()).isZero();
        }
        RunState state = RunState.EMPTY.applyAll(events);
        assertThat(Status.of(state, new Liveness.Locked(run.isLive()), state.lastMs()))
                .isEqualTo(Status.RUNNING);
        assertThat(state.plan().steps()).isEqualTo(600);
        assertThat(state.goal()).isEqualTo(new Goal("val_loss", Goal.Better.LOWER));
        assertThat(state.best()).isNotNull();
        assertThat(state.takes("stop")).isTrue();
        assertThat(state.takes("pause")).isFalse();
        assertThat(state.about().fact("model")).isEqualTo("a parabola");
        JsonObject shown = shown(run);
        assertThat(shown.get("state").getAsString()).isEqualTo("running");
        assertThat(shown.get("step").getAsInt()).isGreaterThanOrEqualTo(10);
    }

    private static JsonObject shown(RunFolder run) {
        String json = Invocation.of("show", run.path().toString(), "--json").printed();
        return JsonParser.parseString(json).getAsJsonObject();
    }

    @Test
    void pythonReadsOfALogWhatTraindeckReads() throws Exception {
        Path odd = dir.resolve("odd.jsonl");
        Files.writeString(
                odd,
                """
                {"event":"step","time_ms":1,"step":1,"loss":9}
                {"event":"run_started","time_ms":2,"schema":2}
                {"event":"step","time_ms":3,"step":1,"loss":5,"note":"x","on":true,"list":[1],"none":null}
                {"event":"step","time_ms":4,"step":2,"loss":"NaN","lr":0.1}
                torn {"event":"step","time_ms":5,"st
                {"event":"aurora","time_ms":6,"step":3}
                {"event":"step","time_ms":7,"loss":1}
                {"event":"step","time_ms":7,"step":3,"epoch":1,"loss":1,"lr":0.2}
                {"event":"epoch","time_ms":8,"step":3,"epoch":1,"loss":2}
                {"event":"epoch","time_ms":8,"step":3,"epoch":2,"val":2}
                {"event":"run_resumed","time_ms":9,"from_step":3,"epoch":2,"file":"f"}
                {"event":"step","time_ms":10,"step":4,"loss":"-Infinity"}
                {"event":"step","time_ms":11,"step":3,"lr":0.3}
                {"event":"validation","time_ms":11,"step":4,"best":true,"val":1e-3}
                {"event":"step","time_ms":12,"step":5,"loss":7}""");
        for (Path log : List.of(odd, Path.of("runs/upgraded/events.jsonl"))) {
            String printed = Python.run(dir.resolve("printed"), example(READ), log.toString());
            assertThat(printed.lines().map(FormatExamplesTest::inJava).toList())
                    .as("%s", log)
                    .isEqualTo(read(log));
        }
    }

    /** Returns the line with its last number as Java writes it. */
    private static String inJava(String line) {
        int last = line.lastIndexOf('\t') + 1;
        String number = line.substring(last).replace("nan", "NaN").replace("inf", "Infinity");
        return last == 0 ? line : line.substring(0, last) + Double.parseDouble(number);
    }

    /** Returns what the example is to print. */
    private static List<String> read(Path log) throws IOException {
        RemainingPoints points = new RemainingPoints(Formats.all().find(log).orElseThrow());
        points.read(event -> {}, () -> {});
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Double> last = new LinkedHashMap<>();
        points.forEach(m -> {
            for (int i = 0; i < m.values().size(); i++) {
                String series = m.kind().name().toLowerCase(Locale.ROOT) + "\t"
                        + m.values().names().get(i);
                counts.merge(series, 1, Integer::sum);
                last.put(series, m.values().at(i));
            }
        });
        List<String> lines = new ArrayList<>();
        counts.forEach((series, count) -> lines.add(series + "\t" + count + "\t" + last.get(series)));
        lines.add("unreadable lines: " + points.unreadable());
        return lines;
    }

    private String example(int which) throws IOException {
        List<String> examples = Document.FORMAT.blocks("python");
        assertThat(examples).hasSize(2);
        Path file = dir.resolve("example" + which + ".py");
        return Files.writeString(file, examples.get(which)).toString();
    }
}
