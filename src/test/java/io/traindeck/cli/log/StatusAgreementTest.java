package io.traindeck.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.listing.RunList;
import io.traindeck.listing.RunSummary;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.source.FollowedRun;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.AdvisedStates;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** The dashboard, the list of runs, and show give the same answer to the question what a run is doing. */
class StatusAgreementTest {
    private static final long START_MS = 1_700_000_000_000L;

    private TemporaryFolder folder;
    private Path dir;

    @BeforeTry
    void makeFolder() throws IOException {
        folder = TemporaryFolder.make();
        dir = folder.path();
    }

    @AfterTry
    void removeFolder() throws IOException {
        folder.close();
    }

    /** Returns events in any order, with gaps of any length between them. */
    private static List<TrainEvent> history(Random random, int length) {
        List<TrainEvent> events = new ArrayList<>();
        long ms = START_MS;
        int step = 0;
        int epoch = 1;
        for (int i = 0; i < length; i++) {
            ms += (long) Math.exp(random.nextDouble() * 12);
            switch (random.nextInt(14)) {
                case 0 -> events.add(started(ms));
                case 1 -> events.add(new TrainEvent.Validating(ms, epoch));
                case 2 -> {
                    boolean best = random.nextBoolean();
                    events.add(OwnMetrics.epoch(
                            ms,
                            epoch,
                            step,
                            new OwnMetrics.Scores(1, 0.5, 1, 0.5),
                            1e-3,
                            new OwnMetrics.Norms(1, 2),
                            3,
                            best ? 0 : 1));
                    epoch++;
                }
                case 3 -> events.add(new TrainEvent.Paused(ms, step));
                case 4 -> events.add(new TrainEvent.Unpaused(ms, step));
                case 5 -> events.add(new TrainEvent.SystemUsage(ms, 100, 900, List.of()));
                case 6 -> events.add(new TrainEvent.Warning(ms, "code", "message", step));
                case 7 -> events.add(new TrainEvent.RunResumed(ms, step, epoch, "checkpoints/last.safetensors"));
                case 8 -> {
                    EndReason reason = EndReason.values()[random.nextInt(EndReason.values().length)];
                    events.add(OwnEvents.ended(ms, reason, step, epoch, 0.5, ""));
                }
                default -> {
                    step++;
                    // A loss that is no number makes the adviser speak.
                    double loss = random.nextInt(9) == 0 ? Double.NaN : 1;
                    events.add(OwnMetrics.step(ms, step, epoch, loss, 1e-3, 1, 100));
                }
            }
        }
        return events;
    }

    private static TrainEvent.RunStarted started(long ms) {
        return OwnEvents.started(ms, "run", new Plan(0, 3, 10, 0, 1, 1e-3, "constant"), Map.of("val_images", "1000"));
    }

    private RunFolder run(List<TrainEvent> events) throws IOException {
        RunFolder folder = new RunFolder(Files.createDirectory(dir.resolve("run")));
        Files.write(folder.events(), events.stream().map(EventCodec::encode).toList());
        // As if each event had been written when it happened, by this machine's clock.
        long lastMs = events.stream().mapToLong(TrainEvent::timeMs).max().orElse(START_MS);
        Files.setLastModifiedTime(folder.events(), FileTime.fromMillis(lastMs));
        return folder;
    }

    private void assertAgreed(LoggedRun run, long nowMs) throws IOException {
        Status listed = listed(nowMs).state();
        assertThat(dashboard(run, nowMs)).as("dashboard").isEqualTo(listed);
        assertThat(ReadLog.of(run).state().status(nowMs)).as("show").isEqualTo(listed);
    }

    private RunSummary listed(long nowMs) {
        try (RunList list = new RunList(List.of(dir), () -> nowMs)) {
            list.search(() -> {});
            while (!list.isRead()) {
                list.readOn(1_000_000_000, Set.of());
            }
            assertThat(list.runs()).hasSize(1);
            return list.runs().get(0);
        }
    }

    private static Status dashboard(LoggedRun run, long nowMs) throws IOException {
        AdvisedStates advised = new AdvisedStates();
        RunState[] state = {RunState.EMPTY};
        try (FollowedRun followed = run.follow(() -> state[0] = RunState.EMPTY)) {
            followed.poll(Integer.MAX_VALUE, event -> state[0] = advised.next(state[0], event));
            return Status.of(state[0], followed.liveness(), nowMs);
        }
    }

    @Property(tries = 200)
    void ofOurRuns(
            @ForAll Random random,
            @ForAll @IntRange(max = 40) int length,
            @ForAll boolean held,
            @ForAll @LongRange(min = -1_000_000, max = 20_000_000) long later)
            throws Exception {
        List<TrainEvent> events = history(random, length);
        RunFolder folder = run(events);
        long nowMs = events.stream().mapToLong(TrainEvent::timeMs).max().orElse(START_MS) + later;
        Optional<RunLock> lock = held ? RunLock.acquire(folder.lock()) : Optional.empty();
        try {
            assertAgreed(LoggedRun.of(folder), nowMs);
        } finally {
            if (lock.isPresent()) {
                lock.get().close();
            }
        }
    }

    @Property(tries = 50)
    void ofOthersRuns(@ForAll @LongRange(min = -1_000_000, max = 1_000_000) long later) throws Exception {
        Path file = Files.writeString(dir.resolve("metrics.csv"), "step,loss\n1,0.5\n2,0.25\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(START_MS));
        assertAgreed(Formats.all().find(file).orElseThrow(), START_MS + later);
        assertThat(listed(START_MS + later).state()).isEqualTo(later < 300_000 ? Status.RUNNING : Status.QUIET);
    }

    @Property(tries = 3)
    void inPrintToo(@ForAll Random random, @ForAll @IntRange(min = 1, max = 20) int length) throws Exception {
        RunFolder folder = run(history(random, length));
        String state =
                "\"state\": \"" + listed(System.currentTimeMillis()).state().code() + "\"";
        assertThat(Invocation.of("runs", "--runs", dir.toString(), "--json").printed())
                .contains(state);
        assertThat(Invocation.of("show", folder.path().toString(), "--json").printed())
                .contains(state);
    }
}
