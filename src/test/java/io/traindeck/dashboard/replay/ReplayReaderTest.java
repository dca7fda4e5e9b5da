package io.traindeck.dashboard.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventCodec;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.AdvisedStates;
import io.traindeck.state.ReplayClock;
import io.traindeck.state.RunState;
import io.traindeck.testing.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayReaderTest {
    @TempDir
    Path folder;

    private final List<TrainEvent> events = new SampleRun(30, 200).epochsMore(7).events;
    private final Changes changes = new Changes();

    private LoggedRun log(List<String> lines) throws IOException {
        return Formats.all()
                .find(Files.write(folder.resolve("events.jsonl"), lines))
                .orElseThrow();
    }

    private List<String> lines() {
        return new ArrayList<>(events.stream().map(EventCodec::encode).toList());
    }

    private ReplayReader.Result await(ReplayReader reader, Predicate<ReplayReader.Result> condition)
            throws InterruptedException {
        return changes.await(reader::result, condition);
    }

    @Test
    void seeksAnywhereInALogFullOfGarbage() throws Exception {
        List<String> lines = lines();
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            String other = random.nextBoolean() ? "garbage" : "{\"event\":\"unknown\",\"time_ms\":1}";
            lines.add(random.nextInt(lines.size()), other);
        }
        try (ReplayReader reader = new ReplayReader(log(lines), false, 3, changes)) {
            ReplayClock start = await(reader, result -> result.clock() != null).clock();
            assertThat(start.timeline().size()).isEqualTo(events.size());
            assertThat(start.speed()).isEqualTo(3);
            for (int i = 0; i < 50; i++) {
                ReplayClock wanted = start.to(random.nextInt(events.size() + 1));
                reader.want(wanted);
                ReplayReader.Result result = await(reader, one -> one.clock().equals(wanted));
                assertThat(result.state()).isEqualTo(readOnce(wanted.events()));
            }
        }
    }

    private RunState readOnce(int count) {
        return readOnce(events, count);
    }

    /** Returns the state after the first of these events, read from the start. */
    static RunState readOnce(List<? extends TrainEvent> events, int count) {
        AdvisedStates advised = new AdvisedStates();
        RunState state = RunState.EMPTY;
        for (TrainEvent event : events.subList(0, count)) {
            state = advised.next(state, event);
        }
        return state;
    }

    @Test
    void playsAWholeRunInAboutAMinuteUnlessToldOtherwise() throws Exception {
        try (ReplayReader reader = new ReplayReader(log(lines()), false, Double.NaN, changes)) {
            ReplayClock start = await(reader, result -> result.clock() != null).clock();
            assertThat(start.timeline().lengthMs() / start.speed()).isBetween(55_000.0, 65_000.0);
        }
    }

    @Test
    void aLogThatIsReplacedIsSaidSo() throws Exception {
        try (ReplayReader reader = new ReplayReader(log(lines()), false, 1, changes)) {
            ReplayClock start = await(reader, result -> result.clock() != null).clock();
            Files.delete(folder.resolve("events.jsonl"));
            log(lines().subList(0, 10));
            reader.want(start.to(events.size() / 2 + 1));
            assertThat(await(reader, result -> !result.trouble().isEmpty()).trouble())
                    .endsWith("the log is gone, or has been replaced");
        }
    }

    @Test
    void anEmptyLogHasNoEvents() throws Exception {
        try (ReplayReader reader = new ReplayReader(log(List.of()), false, 1, changes)) {
            assertThat(await(reader, result -> result.clock() != null)
                            .clock()
                            .timeline()
                            .size())
                    .isZero();
        }
    }
}
