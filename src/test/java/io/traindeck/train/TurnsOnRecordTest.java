package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.traindeck.event.Command;
import io.traindeck.event.Dial;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.testing.OwnEpoch;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.OwnStep;
import io.traindeck.train.TinyRun.Death;
import io.traindeck.train.TinyRun.Outcome;
import io.traindeck.train.TinyRun.Watcher;
import io.traindeck.train.TurnsOnRecord.Turn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dials that were turned after the last checkpoint of a trainer that died. */
class TurnsOnRecordTest {
    private static final String LAST = "checkpoints/last.safetensors";

    @TempDir
    private Path folder;

    @Test
    void areMadeAgainAtTheirStepsHoweverOftenTrainersDie() throws Exception {
        Watcher turning = (event, controls) -> {
            at(event, 2, () -> controls.add(set("max_lr", "0.0007")));
            at(event, 4, () -> controls.add(set("clip", "0.25")));
            validating(event, 2, () -> controls.add(set("max_lr", "0.004")));
            at(event, 14, () -> controls.add(set("augment", "false")));
        };
        Outcome whole = run("whole").start(turning);
        TinyRun run = run("killed");
        Outcome killed = run.start(turning.andThen(dyingAt(5))::accept);
        // The second trainer dies before it has made all turns again, and so do those after the second checkpoint.
        killed = killed.then(run.goOn(run.last(), killed, Map.of(), dyingAt(3)));
        killed = killed.then(run.goOn(run.last(), killed, Map.of(), dyingAt(11)));
        killed = killed.then(run.goOn(run.last(), killed, Map.of(), turning.andThen(dyingAt(15))::accept));
        killed = killed.then(run.goOn(run.last(), killed, Map.of(), Watcher.NONE));
        assertThat(killed.failure()).isEmpty();
        assertThat(killed.history().steps()).isEqualTo(whole.history().steps());
        assertThat(killed.history().epochs()).isEqualTo(whole.history().epochs());
    }

    @Test
    void areMadeAgainAfterTheValidationIfTheyWereMadeThere() throws Exception {
        Watcher turning = (event, controls) -> OwnEpoch.of(event).ifPresent(epoch -> {
            if (epoch.epoch() == 1) {
                controls.add(set("max_lr", "0.0007"));
            }
        });
        Outcome whole = run("whole").start(turning);
        TinyRun run = run("killed");
        Watcher saving = (event, controls) ->
                validating(event, 1, () -> controls.add(new Control.Obey(Request.of("save", Command.CHECKPOINT))));
        Outcome killed = run.start(saving.andThen(turning).andThen(dyingAt(8))::accept);
        Path during = run.checkpoints().resolve("step-00000006.safetensors");
        Files.copy(during, run.last(), StandardCopyOption.REPLACE_EXISTING);
        killed = killed.then(run.goOn(run.last(), killed, Map.of(), Watcher.NONE));
        assertThat(killed.history().steps()).isEqualTo(whole.history().steps());
        assertThat(killed.history().epochs()).isEqualTo(whole.history().epochs());
    }

    @Test
    void areNotMadeAgainIfAPersonTurnsThatDialNow() throws Exception {
        TinyRun run = run("run");
        Watcher turning = (event, controls) -> {
            at(event, 8, () -> controls.add(set("clip", "0.25")));
            at(event, 9, () -> controls.add(set("max_lr", "0.004")));
        };
        Outcome all = run.start(turning.andThen(dyingAt(10))::accept);
        // That is the value which the dial has at the checkpoint: it is to stay, and the next trainer must know.
        all = all.then(run.goOn(run.last(), all, Map.of(Dial.MAX_LR, "0.003"), dyingAt(7)));
        Outcome rest = run.goOn(run.last(), all, Map.of(), Watcher.NONE);
        assertThat(rest.all(DialTurned.class)).extracting(DialTurned::name).containsExactly("clip");

        all = run("live").start(turning.andThen(dyingAt(10))::accept);
        run = run("live");
        Watcher telling = (event, controls) -> at(event, 7, () -> controls.add(set("max_lr", "0.003")));
        rest = run.goOn(run.last(), all, Map.of(), telling);
        assertThat(rest.all(DialTurned.class))
                .extracting(turn -> turn.name() + " " + turn.step())
                .containsExactly("max_lr 7", "clip 8");
    }

    @Test
    void areNamedIfAPersonGoesBackToBeforeThem() throws Exception {
        TinyRun run = run("run").checkpointEvery(2).keep(9);
        Outcome all = run.start((event, controls) -> at(event, 5, () -> controls.add(set("max_lr", "0.004"))));
        Path before = run.checkpoints().resolve("step-00000004.safetensors");
        Outcome back = run.goOn(before, all, Map.of(), Watcher.NONE);
        assertThat(back.all(DialTurned.class)).isEmpty();
        assertThat(back.all(TrainEvent.Warning.class))
                .extracting(TrainEvent.Warning::code, TrainEvent.Warning::message)
                .containsExactly(tuple(
                        "turn_dropped",
                        "the dials are as they were at step 4: max_lr is 0.003, not 0.004 as since step 5"));
        all = all.then(back);
        Files.copy(before, run.last(), StandardCopyOption.REPLACE_EXISTING);
        Outcome after = run.goOn(run.last(), all, Map.of(), Watcher.NONE);
        assertThat(after.all(DialTurned.class)).isEmpty();
        assertThat(after.all(TrainEvent.Warning.class)).isEmpty();
    }

    @Test
    void areThoseThatTheLogHoldsForARunThatGoesOnFromItsLastCheckpoint() {
        assertThat(turns(turned(3, "max_lr", "0.1"), step(4), turned(4, "clip", "2"), resumed(2, LAST)))
                .containsExactly(turn(3, Dial.MAX_LR, "0.1"), turn(4, Dial.CLIP, "2"));
        // A later session has turned one of them again, and come beyond the other.
        assertThat(turns(
                        turned(3, "max_lr", "0.1"),
                        turned(5, "max_lr", "0.2"),
                        resumed(2, LAST),
                        turned(3, "max_lr", "0.1"),
                        resumed(2, LAST)))
                .containsExactly(turn(3, Dial.MAX_LR, "0.1"), turn(5, Dial.MAX_LR, "0.2"));
        assertThat(turns(turned(3, "clip", "2"), resumed(2, LAST), step(4))).isEmpty();
        // A person has turned the same dial otherwise.
        assertThat(turns(turned(5, "clip", "2"), resumed(2, LAST), turned(3, "clip", "3")))
                .containsExactly(turn(3, Dial.CLIP, "3"));
        assertThat(turns(turned(5, "clip", "2"), resumed(2, "checkpoints/step-00000002.safetensors")))
                .isEmpty();
        assertThat(turns(turned(0, "clip", "2"), resumed(0, ""))).containsExactly(turn(0, Dial.CLIP, "2"));
        assertThat(turns(turned(0, "momentum", "2"), turned(0, "clip", "-2"), turned(0, null, "1")))
                .isEmpty();
        TrainEvent epoch = OwnEvents.epoch(1, 6, 0.5, true);
        assertThat(turns(turned(6, "clip", "2"), epoch, turned(6, "clip", "3"), resumed(6, LAST)))
                .containsExactly(turn(6, Dial.CLIP, "2"), new Turn(6, Dial.CLIP, "3", true));
        // A trainer that goes on after the validation tells there what was turned during it.
        TrainEvent after = new TrainEvent.RunResumed(1, 6, 2, LAST);
        assertThat(turns(turned(6, "clip", "2"), epoch, turned(9, "clip", "3"), after, turned(6, "clip", "2")))
                .containsExactly(turn(6, Dial.CLIP, "2"), turn(9, Dial.CLIP, "3"));
    }

    private TinyRun run(String name) throws Exception {
        return new TinyRun(Files.createDirectories(folder.resolve(name))).with(TinyRun.dials(3, 0, 1));
    }

    private static void at(TrainEvent event, int step, Runnable then) {
        OwnStep.of(event).filter(done -> done.step() == step).ifPresent(done -> then.run());
    }

    private static void validating(TrainEvent event, int epoch, Runnable then) {
        if (event instanceof TrainEvent.Validating validating && validating.epoch() == epoch) {
            then.run();
        }
    }

    private static Watcher dyingAt(int step) {
        return (event, controls) -> at(event, step, () -> {
            throw new Death();
        });
    }

    private static Control set(String dial, String value) {
        return new Control.Obey(new Request("id", Command.SET, new Request.Setting(dial, value)));
    }

    private static List<Turn> turns(TrainEvent... log) {
        TurnsOnRecord turns = new TurnsOnRecord();
        Stream.of(log).forEach(turns);
        return turns.turns();
    }

    private static Turn turn(long step, Dial dial, String value) {
        return new Turn(step, dial, value, false);
    }

    private static TrainEvent turned(long step, String dial, String value) {
        return new DialTurned(1, step, dial, "7", value);
    }

    private static TrainEvent resumed(long step, String file) {
        return new TrainEvent.RunResumed(1, step, 1, file);
    }

    private static TrainEvent step(int step) {
        return OwnMetrics.step(1, step, 1, 1, 1e-3, 1, 100);
    }
}
