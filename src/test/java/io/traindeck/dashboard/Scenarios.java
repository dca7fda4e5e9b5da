package io.traindeck.dashboard;

import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.panel.CommandLife;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.StatusWords;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.state.ReplayClock;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.state.Timeline;
import io.traindeck.testing.OwnEvents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The runs that the golden screens show, by name. */
public final class Scenarios {
    private static final int EPOCHS = 30;
    private static final int STEPS = 391;

    private Scenarios() {}

    public static Map<String, Frame> all() {
        Map<String, Frame> all = new LinkedHashMap<>();
        all.put("loading", Screens.frame(RunState.EMPTY, SampleRun.START_MS));
        SampleRun again = midRun();
        all.put("reloading", loading(Screens.frame(again.state(), again.nowMs() + 9_000)));
        SampleRun fresh = new SampleRun(EPOCHS, STEPS);
        all.put("fresh", Screens.frame(fresh.state(), fresh.nowMs() + 900));
        SampleRun first = new SampleRun(EPOCHS, STEPS).steps(120);
        all.put("first-epoch", Screens.frame(first.state(), first.nowMs() + 100));
        SampleRun middle = midRun();
        all.put("mid-run", Screens.frame(middle.state(), middle.nowMs() + 150));
        SampleRun paused = midRun();
        paused.add(new Paused(paused.nowMs() + 300, paused.step()));
        paused.add(new CommandAnswered(paused.nowMs(), "1", "pause", CommandStatus.DONE, ""));
        all.put("paused", sentPause(Screens.frame(paused.state(), paused.nowMs() + 4_000)));
        SampleRun best = new SampleRun(EPOCHS, STEPS).epochsMore(12);
        all.put("best-just-found", Screens.frame(best.state(), best.nowMs() + 200));
        SampleRun exploding = exploding();
        all.put("exploding", Screens.frame(exploding.state(), exploding.nowMs() + 200));
        SampleRun nan = exploding();
        nan.oneStep(Double.NaN, Double.NaN);
        String why = "the loss is not a number at step 3 961; the last good checkpoint is epoch 10";
        nan.add(OwnEvents.ended(nan.nowMs() + 40, EndReason.FAILED, nan.step(), 10, 0.79, why));
        all.put("nan", Screens.frame(nan.state(), nan.nowMs() + 60_000, false));
        SampleRun finished = new SampleRun(EPOCHS, STEPS).epochsMore(EPOCHS);
        finished.add(OwnEvents.ended(finished.nowMs() + 900, EndReason.COMPLETED, finished.step(), 28, 0.874, ""));
        Frame over = Screens.frame(finished.state(), finished.nowMs() + 3_600_000, false);
        all.put("finished", over(over, ""));
        all.put("finished-beside-another", over(over, StatusWords.comparing("cifar10-upgraded", "cifar10-vanilla")));
        all.put("finished-log-alone", over);
        SampleRun crashed = midRun();
        all.put("crashed", Screens.frame(crashed.state(), crashed.nowMs() + 90_000, false));
        SampleRun stalled = gpuRun();
        all.put("stalled-gpus", Screens.frame(stalled.state(), stalled.nowMs() + 130_000));
        SampleRun asking = midRun();
        Frame ask = Screens.frame(asking.state(), asking.nowMs() + 100);
        all.put("asking", ask.with(ask.view().withOverlay(Context.CONFIRM)));
        all.put("replay", replay(midRun(), clock -> clock.tick(41_000)));
        all.put("replay-start", replay(midRun(), clock -> clock.playOrPause().toStart()));
        all.put("replay-end", replay(new SampleRun(4, 50).epochsMore(4), ReplayClock::toEnd));
        return all;
    }

    /** Returns the page of dials of a run whose highest rate was turned. */
    public static Frame turned() {
        SampleRun run = new SampleRun(EPOCHS, STEPS).withDials().epochsMore(11).steps(140);
        run.add(new DialTurned(run.nowMs(), run.step(), "max_lr", "0.003", "0.002"));
        run.steps(71);
        Frame frame = Screens.frame(run.state(), run.nowMs() + 100);
        return frame.with(frame.view().withView(View.DIALS));
    }

    /** Returns a branch as it trains, and its replay when its parent is still seen, by name. */
    public static Map<String, Frame> branch() {
        SampleRun parent = new SampleRun(EPOCHS, STEPS).epochsMore(7).steps(90);
        SampleRun branch = parent.branch("rescued", 4 * STEPS, turned("0.003", "0.001", 4 * STEPS))
                .epochsMore(5)
                .steps(200);
        Map<String, Frame> frames = new LinkedHashMap<>();
        frames.put("branch", Screens.frame(branch.state(), branch.nowMs() + 150));
        Frame early = replay(branch, clock -> clock.tick(15_000));
        String words = "This is cifar10-upgraded, from which rescued branches after step " + 4 * STEPS + ".";
        frames.put("branch-replay-parent", early.with(early.view().withNotice(words)));
        frames.put("branch-replay", replay(branch, clock -> clock.tick(45_000)));
        return frames;
    }

    private static DialTurned turned(String before, String after, long step) {
        return new DialTurned(SampleRun.START_MS, step, "max_lr", before, after);
    }

    static SampleRun midRun() {
        SampleRun run = new SampleRun(EPOCHS, STEPS).epochsMore(11).steps(140);
        String file = "checkpoints/step-00004441.safetensors";
        run.checkpoint(CheckpointKind.KEY, file, 16_200_000);
        run.add(new CommandAnswered(run.nowMs(), "0", "checkpoint", CommandStatus.DONE, file));
        return run.steps(71);
    }

    static SampleRun exploding() {
        SampleRun run = new SampleRun(EPOCHS, STEPS).epochsMore(10).steps(30);
        for (int i = 0; i < 20; i++) {
            run.oneStep(0.7 * Math.exp(i * 0.12), 1.3 * Math.exp(i * 0.2));
        }
        String message = "gradient norm 58.1 is 58 times the clip limit; lower --max-lr";
        return run.add(new Warning(run.nowMs(), "exploding_gradient", message, run.step()));
    }

    private static SampleRun gpuRun() {
        SampleRun run = midRun();
        Gpu gpu = new Gpu("NVIDIA H100 80GB HBM3", 97, 31_442, 81_559, 54, 412);
        Gpu other = new Gpu("NVIDIA H100 80GB HBM3", 3, 612, 81_559, 31, 71);
        return run.add(new SystemUsage(run.nowMs() + 5_000, 104, 2210, List.of(gpu, other)));
    }

    private static Frame over(Frame frame, String compare) {
        String weights = frame.folder() + "/checkpoints/best.safetensors";
        Frame.Files files = new Frame.Files(frame.folder(), "", weights, compare);
        return new Frame(frame.state(), frame.status(), frame.view(), files, frame.nowMs(), frame.zone(), null);
    }

    private static Frame sentPause(Frame frame) {
        ViewState view = frame.view()
                .withSent(new CommandLife.Sent("1", Command.PAUSE, frame.nowMs() - 4_400))
                .withSent(new CommandLife.Sent("2", Command.CHECKPOINT, frame.nowMs() - 200));
        return frame.with(view);
    }

    /** Returns the frame of a trainer that was started from here and has not logged anything yet. */
    private static Frame loading(Frame frame) {
        return new Frame(
                frame.state(), Status.LOADING, frame.view(), frame.folder(), frame.nowMs(), frame.zone(), null);
    }

    private static Frame replay(SampleRun run, UnaryOperator<ReplayClock> moved) {
        Timeline timeline = new Timeline();
        run.events.forEach(timeline::add);
        ReplayClock clock = moved.apply(ReplayClock.start(timeline, ReplayClock.defaultSpeed(timeline)));
        RunState state = RunState.EMPTY.applyAll(run.events.subList(0, clock.events()));
        Frame live = Screens.frame(state, state.lastMs());
        Frame.Files.Place named = new Frame.Files.Place(live.folder(), state.run());
        Frame.Files files = new Frame.Files(named, "", "", "", null, 0, null);
        return new Frame(state, live.status(), ViewState.of(Context.REPLAY), files, live.nowMs(), live.zone(), clock);
    }
}
