package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.data.DataSet;
import io.traindeck.event.Command;
import io.traindeck.event.Dial;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.RunState;
import io.traindeck.testing.EventKinds;
import io.traindeck.testing.RunHistory;
import io.traindeck.testing.TemporaryFolder;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.TinyRun.Death;
import io.traindeck.train.TinyRun.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever happens to a run (dials turned, pauses, checkpoints, parking, the death of its trainer, resumptions from the
 * last checkpoint or an older one), it computes the same as a run that is only told the same dials at the same steps.
 * The same holds for a branch with troubles of its own, and for a branch of that; a branch without a change computes what
 * its parent did. Whoever has followed a log knows what it tells. {@code -Dtraindeck.histories=200} tries more of them,
 * {@code -Dtraindeck.histories.seed=...} repeats one, but for the moments at which threads are interrupted.
 */
class DialHistoriesTest {
    private static final int FEW = 30;
    private static final long MANY_BYTES = 1 << 20;
    private static final int MOST_SESSIONS = 8;

    /** A history has a run, a branch of it, and a branch of that. */
    private static final int DEPTH = 2;

    /** Four steps an epoch, and one batch to validate. */
    private static final DataSet DATA = TinyRun.data(14, 6);

    private Random random;
    private Dials dials;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void everyHistoryIsThatOfARunThatIsToldTheSameDials() throws Exception {
        int count = Integer.getInteger("traindeck.histories", FEW);
        long first = Long.getLong("traindeck.histories.seed", System.nanoTime());
        for (int i = 0; i < count; i++) {
            long seed = first + i;
            try (TemporaryFolder folder = folder()) {
                random = new Random(seed);
                dials = dials();
                history(folder.path());
            } catch (Exception | AssertionError e) {
                throw new AssertionError("-Dtraindeck.histories=1 -Dtraindeck.histories.seed=" + seed, e);
            }
        }
    }

    /** Returns a folder in memory where there is one: a history waits for the disk a hundred times. */
    private static TemporaryFolder folder() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? new TemporaryFolder(Files.createTempDirectory(memory, "history"))
                : TemporaryFolder.make();
    }

    private void history(Path place) throws Exception {
        try (RunOnDisk own = onDisk(place.resolve("run"))) {
            Told told = troubled(own, null, List.of());
            TinyRun straight = straight(place, own, told, LoopState.START);
            branchWithoutAChange(place, straight, told);
            branch(place, own, told, DEPTH);
        }
    }

    /**
     * What a run was told in the end.
     *
     * @param events the log of the run
     * @param lineage the same, after what its ancestors were told
     */
    private record Told(List<TrainEvent> events, List<TrainEvent> lineage) {
        List<DialTold> turns() {
            return DialTold.in(lineage);
        }
    }

    /** Trains a run in spite of all troubles, until it is done. */
    private Told troubled(RunOnDisk run, Path beginning, List<TrainEvent> ancestors) throws Exception {
        if (beginning == null) {
            run.start(troubled());
        } else {
            // The parent's trainer is over, so that it throws nothing away.
            run.branchFrom(beginning, Map.of(), troubled());
        }
        for (int session = 0; !isDone(run.events()); session++) {
            boolean quiet = session > MOST_SESSIONS;
            List<SavedPoint> ring = run.ring();
            boolean back = !quiet && !ring.isEmpty() && random.nextInt(4) == 0;
            Path from = back
                    ? ring.get(random.nextInt(ring.size())).file()
                    : run.run().last();
            run.goOn(from, beginning, changes(), quiet ? RunOnDisk.Watcher.NONE : troubled());
        }
        List<TrainEvent> events = run.events();
        assertThat(run.grown()).isEqualTo(RunState.EMPTY.applyAll(events));
        List<TrainEvent> lineage = beginning == null
                ? events
                : DialTold.lineage(ancestors, LoopState.fromMetadata(CheckpointReader.metadata(beginning)), events);
        return new Told(events, lineage);
    }

    /** Compares a run with one that is told the same dials at the same steps, and has no other troubles. */
    private TinyRun straight(Path place, RunOnDisk run, Told told, LoopState begin) throws Exception {
        TinyRun straight = tiny(Files.createTempDirectory(place, "straight"));
        Outcome outcome = straight.start(DialTold.telling(told.turns(), LoopState.START));
        RunHistory own = begin == LoopState.START ? RunHistory.of(told.events()) : RunHistory.ofBranch(told.events());
        assertThat(own.steps())
                .as("%s", told.turns())
                .isEqualTo(outcome.history().steps().tailMap(begin.step(), false));
        assertThat(own.epochs()).isEqualTo(outcome.history().epochs().tailMap(begin.epoch()));
        // What was turned at one place is told in another order by the next trainer.
        assertThat(DialTold.in(outcome.events())).containsExactlyInAnyOrderElementsOf(told.turns());
        assertThat(tensors(straight.last())).isEqualTo(tensors(run.run().last()));
        return straight;
    }

    /** A branch that is told what its parent was told after the checkpoint computes what the parent did. */
    private void branchWithoutAChange(Path place, TinyRun parent, Told told) throws Exception {
        List<SavedPoint> points = SavedPoint.all(parent.checkpoints());
        SavedPoint point = points.get(random.nextInt(points.size()));
        LoopState begin = LoopState.fromMetadata(CheckpointReader.metadata(point.file()));
        RunHistory all = RunHistory.of(told.events());
        if (point.step() == all.steps().size()) {
            return;
        }
        // Those that the checkpoint holds already do no harm.
        List<DialTold> later = told.turns().stream()
                .filter(turn -> turn.step() >= point.step())
                .toList();
        TinyRun branch = tiny(Files.createDirectories(place.resolve("same")));
        Outcome begun = branch.branchFrom(point.file(), Map.of(), DialTold.telling(later, begin));
        RunHistory own = RunHistory.ofBranch(begun.events());
        assertThat(own.steps()).isEqualTo(all.steps().tailMap((int) point.step(), false));
        assertThat(own.epochs())
                .isNotEmpty()
                .isEqualTo(all.epochs().tailMap(own.epochs().firstKey()));
        assertThat(started(begun.events()).parent()).isEqualTo(new TrainEvent.Parent("parent", point.step()));
        assertThat(tensors(branch.last())).isEqualTo(tensors(parent.last()));
    }

    /** A branch that has troubles and turns of its own, and the branch of that branch. */
    private void branch(Path place, RunOnDisk parent, Told parents, int depth) throws Exception {
        List<SavedPoint> points = parent.ring();
        if (depth == 0 || points.isEmpty()) {
            return;
        }
        SavedPoint point = points.get(random.nextInt(points.size()));
        LoopState begin = LoopState.fromMetadata(CheckpointReader.metadata(point.file()));
        if (isLast(begin, point.dials())) {
            return;
        }
        try (RunOnDisk own = onDisk(place.resolve("branch" + depth))) {
            Told told = troubled(own, point.file(), parents.lineage());
            assertThat(started(told.events()).parent()).isEqualTo(new TrainEvent.Parent("parent", point.step()));
            straight(place, own, told, begin);
            branch(place, own, told, depth - 1);
        }
    }

    /** Whether a run has nothing left to train there. */
    private static boolean isLast(LoopState place, Map<Dial, String> dials) {
        int patience = Integer.parseInt(dials.get(Dial.PATIENCE));
        return place.epoch() > Integer.parseInt(dials.get(Dial.EPOCHS))
                || patience > 0 && place.best().badEpochs() >= patience;
    }

    private static TrainEvent.RunStarted started(List<TrainEvent> events) {
        return events.stream()
                .flatMap(event -> EventKinds.as(TrainEvent.RunStarted.class, event).stream())
                .findFirst()
                .orElseThrow();
    }

    /** Returns the dials of a run: every other run has all the extras, and any of the optimizers. */
    private Dials dials() {
        OptimizerKind[] optimizers = OptimizerKind.values();
        Dials chosen = random.nextBoolean()
                ? TinyRun.dials(3, 2, 1)
                : TinyRun.dials(3, 2, 1, optimizers[random.nextInt(optimizers.length)]);
        return chosen.with(TinyRun.layers(2));
    }

    private TinyRun tiny(Path own) {
        return new TinyRun(own).with(dials).with(DATA).checkpointEvery(3).keep(3);
    }

    private RunOnDisk onDisk(Path own) throws Exception {
        return new RunOnDisk(own, tiny(Files.createDirectories(own)), new Random(random.nextLong()));
    }

    private static boolean isDone(List<TrainEvent> events) {
        return !events.isEmpty()
                && events.get(events.size() - 1) instanceof TrainEvent.RunEnded ended
                && (ended.reason() == EndReason.COMPLETED || ended.reason() == EndReason.EARLY_STOP);
    }

    /** Returns changes with which a run is resumed: now and then a dial is turned. */
    private Map<Dial, String> changes() {
        Dial dial = List.of(Dial.CLIP, Dial.MAX_LR, Dial.AUGMENT).get(random.nextInt(3));
        return random.nextInt(3) > 0 ? Map.of() : Map.of(dial, value(dial));
    }

    /** Returns a watcher that asks the trainer this and that, and sometimes lets it die. */
    private RunOnDisk.Watcher troubled() {
        boolean[] dying = {false};
        return (event, controls, kill) -> {
            boolean step = event instanceof Measured measured && measured.kind() == Measured.Kind.STEP;
            boolean place = step
                    || event instanceof TrainEvent.Validating
                    || event instanceof TrainEvent.RunStarted
                    || event instanceof TrainEvent.RunResumed;
            if (!place) {
                return;
            }
            if (dying[0]) {
                throw new Death();
            }
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> controls.add(set());
                case 3 -> {
                    controls.add(of(Command.PAUSE));
                    controls.add(set());
                    controls.add(of(Command.CHECKPOINT));
                    controls.add(set());
                    controls.add(of(Command.RESUME));
                }
                case 4 -> controls.add(of(Command.CHECKPOINT));
                case 5 -> {
                    controls.add(set());
                    controls.add(of(Command.PARK));
                }
                case 6 -> {
                    if (random.nextBoolean()) {
                        throw new Death();
                    }
                    // It dies at the next place, and what it saves until then is lost.
                    dying[0] = true;
                    kill.run();
                }
                case 7 -> controls.add(new Control.Terminate("TERM"));
                default -> {
                    // A step like any other.
                }
            }
        };
    }

    private static Control of(Command command) {
        return new Control.Obey(Request.of("id", command));
    }

    private Control set() {
        Dial dial = Dial.values()[random.nextInt(Dial.values().length)];
        return DialTold.setting(dial, random.nextInt(8) == 0 ? "nonsense" : value(dial));
    }

    private String value(Dial dial) {
        return switch (dial) {
            case MAX_LR -> dial.text(1e-3 * (1 + random.nextInt(5)));
            case WEIGHT_DECAY, CLIP, DROPOUT, HEAD_DROPOUT -> dial.text(random.nextInt(5) / 8.0);
            case AUGMENT -> String.valueOf(random.nextBoolean());
            case PATIENCE, CHECKPOINT_EVERY -> String.valueOf(random.nextInt(6));
            case EPOCHS -> String.valueOf(1 + random.nextInt(5));
        };
    }

    private static Map<String, Object> tensors(Path file) throws CheckpointException {
        Safetensors.Contents contents = Safetensors.read(file, MANY_BYTES);
        Map<String, Object> tensors = new LinkedHashMap<>();
        contents.tensors().forEach(tensor -> tensors.put(tensor.name(), contents.bytes(tensor)));
        return tensors;
    }
}
