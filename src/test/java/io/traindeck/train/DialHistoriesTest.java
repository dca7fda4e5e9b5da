package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.advice.TurnedDials;
import io.traindeck.event.Command;
import io.traindeck.event.Description;
import io.traindeck.event.Dial;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.testing.RunHistory;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.TinyRun.Death;
import io.traindeck.train.TinyRun.Outcome;
import io.traindeck.train.TinyRun.Watcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to a run (dials turned, pauses, checkpoints, parking, the death of its trainer, resumptions), it
 * computes the same as a run that is only told the same dials at the same steps; and a branch without a change computes
 * what its parent did. {@code -Dtraindeck.histories=200} tries more of them, {@code -Dtraindeck.histories.seed=...}
 * repeats one.
 */
class DialHistoriesTest {
    private static final int FEW = 20;
    private static final long MANY_BYTES = 1 << 20;
    private static final int MOST_SESSIONS = 12;

    @TempDir
    Path folder;

    private Random random;
    private Dials dials;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void everyHistoryIsThatOfARunThatIsToldTheSameDials() throws Exception {
        int count = Integer.getInteger("traindeck.histories", FEW);
        long first = Long.getLong("traindeck.histories.seed", System.nanoTime());
        for (int i = 0; i < count; i++) {
            long seed = first + i;
            try {
                random = new Random(seed);
                dials = dials();
                history(folder.resolve("h" + i));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("-Dtraindeck.histories=1 -Dtraindeck.histories.seed=" + seed, e);
            }
        }
    }

    private void history(Path place) throws Exception {
        Path own = Files.createDirectories(place.resolve("run"));
        TinyRun run = tiny(own);
        Outcome all = run.start(troubled());
        for (int session = 0; !isDone(all) && session < MOST_SESSIONS; session++) {
            boolean quiet = session == MOST_SESSIONS - 1;
            all = all.then(run.resumeWith(changes(), quiet ? Watcher.NONE : troubled()));
        }
        assertThat(all.failure()).isEmpty();
        List<DialTurned> turns = turns(all);

        TinyRun straight = tiny(Files.createDirectories(place.resolve("straight")));
        Outcome told = straight.start(telling(turns));
        assertThat(told.history().steps())
                .as("%s", turns)
                .isEqualTo(all.history().steps());
        assertThat(told.history().epochs()).isEqualTo(all.history().epochs());
        assertThat(turns(told)).extracting(DialTurned::after).isEqualTo(afters(turns));
        assertThat(tensors(straight.last())).isEqualTo(tensors(run.last()));
        branches(place, run, all);
    }

    private void branches(Path place, TinyRun parent, Outcome all) throws Exception {
        List<SavedPoint> points = SavedPoint.all(parent.checkpoints());
        SavedPoint point = points.get(random.nextInt(points.size()));
        TinyRun branch = tiny(Files.createDirectories(place.resolve("branch")));
        int steps = all.history().steps().size();
        if (point.step() == steps) {
            return;
        }
        // What was turned after the checkpoint is turned in the branch too: else it would be another run.
        List<DialTurned> turns = turns(all);
        List<DialTurned> later = turns.stream()
                .filter(turn ->
                        turn.step() > point.step() || turn.step() == point.step() && isLater(turn, point, turns))
                .toList();
        Outcome begun = branch.branchFrom(point.file(), Map.of(), telling(later));
        RunHistory own = RunHistory.ofBranch(begun.events());
        assertThat(own.steps()).isEqualTo(all.history().steps().tailMap((int) point.step(), false));
        assertThat(own.epochs())
                .isNotEmpty()
                .isEqualTo(all.history().epochs().tailMap(own.epochs().firstKey()));
        TrainEvent.RunStarted started = (TrainEvent.RunStarted) begun.events().stream()
                .filter(event -> event instanceof TrainEvent.RunStarted)
                .findFirst()
                .orElseThrow();
        assertThat(started.parent()).isEqualTo(new TrainEvent.Parent("parent", point.step()));
        assertThat(tensors(branch.last())).isEqualTo(tensors(parent.last()));
    }

    /**
     * Whether a turn at the very step of a checkpoint came after it was made: the checkpoint then holds an earlier
     * value.
     */
    private static boolean isLater(DialTurned turn, SavedPoint point, List<DialTurned> turns) {
        String known = point.dials().get(Dial.of(turn.name()).orElseThrow());
        return turns.subList(turns.indexOf(turn), turns.size()).stream()
                .noneMatch(other -> other.name().equals(turn.name())
                        && other.step() == point.step()
                        && other.after().equals(known));
    }

    /** Returns the dials of a run: every other run has all the extras, and any of the optimizers. */
    private Dials dials() {
        OptimizerKind[] optimizers = OptimizerKind.values();
        return random.nextBoolean()
                ? TinyRun.dials(3, 2, 1)
                : TinyRun.dials(3, 2, 1, optimizers[random.nextInt(optimizers.length)]);
    }

    private TinyRun tiny(Path own) {
        return new TinyRun(own).with(dials).checkpointEvery(4).keep(3);
    }

    private static boolean isDone(Outcome outcome) {
        if (outcome.events().isEmpty()
                || !(outcome.events().get(outcome.events().size() - 1) instanceof TrainEvent.RunEnded ended)) {
            return false;
        }
        return ended.reason() == EndReason.COMPLETED || ended.reason() == EndReason.EARLY_STOP;
    }

    /** Returns changes with which a run is resumed: now and then a dial is turned. */
    private Map<Dial, String> changes() {
        return random.nextInt(3) > 0 ? Map.of() : Map.of(Dial.CLIP, value(Dial.CLIP));
    }

    /** Returns a watcher that asks the trainer this and that, and sometimes lets it die. */
    private Watcher troubled() {
        return (event, controls) -> {
            boolean step = event instanceof Measured measured && measured.kind() == Measured.Kind.STEP;
            boolean place = step || event instanceof TrainEvent.Validating || event instanceof TrainEvent.RunStarted;
            if (!place) {
                return;
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
        String value = random.nextInt(8) == 0 ? "nonsense" : value(dial);
        return setting(dial.word(), value);
    }

    private static Control setting(String dial, String value) {
        return new Control.Obey(new Request("id", Command.SET, new Request.Setting(dial, value)));
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

    /** Returns a watcher that turns the dials at their steps, and does nothing else. */
    private static Watcher telling(List<DialTurned> turns) {
        return (event, controls) -> {
            Optional<Long> step = event instanceof TrainEvent.RunStarted started
                    ? Optional.of(
                            started.parent() == null ? 0 : started.parent().step())
                    : event instanceof Measured measured && measured.kind() == Measured.Kind.STEP
                            ? Optional.of(measured.step())
                            : Optional.empty();
            step.ifPresent(now -> turns.stream()
                    .filter(turn -> turn.step() == now)
                    .forEach(turn -> controls.add(setting(turn.name(), turn.after()))));
        };
    }

    /** Returns the turns that are part of the run's history, as every reader of its log must see them. */
    private static List<DialTurned> turns(Outcome all) {
        TurnedDials dials = TurnedDials.none(Description.NONE);
        for (TrainEvent event : all.events()) {
            if (event instanceof DialTurned turn) {
                dials = dials.with(turn);
            } else if (event instanceof TrainEvent.RunResumed resumed) {
                dials = dials.backTo(resumed.fromStep());
            }
        }
        return dials.turns();
    }

    private static List<String> afters(List<DialTurned> turns) {
        return new ArrayList<>(turns).stream().map(DialTurned::after).toList();
    }

    private static Map<String, Object> tensors(Path file) throws CheckpointException {
        Safetensors.Contents contents = Safetensors.read(file, MANY_BYTES);
        Map<String, Object> tensors = new LinkedHashMap<>();
        contents.tensors().forEach(tensor -> tensors.put(tensor.name(), contents.bytes(tensor)));
        return tensors;
    }
}
