package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.advice.LogAdvice;
import io.traindeck.advice.MadeUpRun;
import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.EventLogWriter;
import io.traindeck.testing.OwnStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerAdviceTest {
    @TempDir
    private Path folder;

    private static MadeUpRun tooSteep() {
        return new MadeUpRun(30, 391).steps(30).gradNorm(step -> 23).steps(70);
    }

    /** Does what a trainer process does with its bus. */
    private void publish(List<TrainEvent> events) throws Exception {
        List<Object> failures = new ArrayList<>();
        EventBus bus = new EventBus((subscriber, failure) -> failures.add(failure));
        try (EventLogWriter log = new EventLogWriter(log(), new NoAlarm())) {
            bus.subscribe(log);
            TrainerAdvice advice = new TrainerAdvice(bus);
            advice.catchUp(log(), event -> {});
            bus.subscribe(advice);
            events.forEach(bus::publish);
        }
        assertThat(failures).isEmpty();
    }

    private Path log() {
        return folder.resolve("events.jsonl");
    }

    private List<TrainEvent> logged() throws IOException {
        List<TrainEvent> events = new ArrayList<>();
        try (EventLogReader reader = new EventLogReader(log())) {
            reader.poll(events::add);
        }
        return events;
    }

    @Test
    void aWarningIsLoggedOnceRightAfterTheStepThatShowsIt() throws Exception {
        MadeUpRun run = tooSteep();
        publish(run.events);
        List<TrainEvent> logged = logged();
        assertThat(logged)
                .filteredOn(event -> event instanceof Warning)
                .isEqualTo(run.advice())
                .hasSize(1);
        Warning warning = run.advice().get(0);
        TrainEvent before = logged.get(logged.indexOf(warning) - 1);
        assertThat(OwnStep.of(before).orElseThrow().step()).isEqualTo((int) warning.step());
    }

    @Test
    void aViewOfThatLogAddsNothing() throws Exception {
        publish(tooSteep().events);
        LogAdvice advice = new LogAdvice();
        assertThat(logged())
                .allSatisfy(event -> assertThat(advice.before(event)).isEmpty());
    }

    @Test
    void aTrainerThatTakesARunUpAgainDoesNotRepeatWhatWasSaid() throws Exception {
        MadeUpRun run = tooSteep();
        publish(run.events);
        publish(List.of(new RunResumed(0, 100, 1, "checkpoints/last.safetensors")));
        publish(run.events.subList(60, run.events.size())); // steps that were done: nothing new
        MadeUpRun later = tooSteep().gradNorm(step -> 23).steps(100);
        publish(later.events.subList(run.events.size(), later.events.size()));
        assertThat(logged()).filteredOn(event -> event instanceof Warning).hasSize(1);
    }

    private static final class NoAlarm implements EventLogWriter.Alarm {
        @Override
        public void writeFailed(IOException reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void writeRecovered(long lost) {
            throw new AssertionError(lost + " events lost");
        }

        @Override
        public void folderGone() {
            throw new AssertionError("the folder is gone");
        }
    }
}
