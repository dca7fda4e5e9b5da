package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.OwnLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No remedy recommends what is in force already. */
class RemedyTest {
    /** Returns a run of ours of 30 epochs that tells these values of its dials. */
    private static MadeUpRun run(double clip, String schedule, Map<String, String> dials) {
        Map<String, String> facts = new HashMap<>(dials);
        facts.putAll(Map.of("data", "cifar10", "batch_size", "128", "device", "cpu"));
        Plan plan = new Plan(0, 30, 100, 7, clip, 3e-3, schedule);
        return new MadeUpRun(OwnEvents.started(OwnLog.START_MS, "made-up", plan, facts));
    }

    private static MadeUpRun run(String dropout, String augment) {
        return run(1, "onecycle", Map.of("dropout", dropout, "augment", augment));
    }

    private static MadeUpRun diverging(double clip) {
        return run(clip, "onecycle", Map.of())
                .steps(500)
                .loss(step -> 2 + (step - 500) * 0.05)
                .steps(200);
    }

    @Test
    void whoClipsIsNotToldToClip() {
        assertThat(diverging(0).message()).endsWith("branch from before it with a third of --max-lr, or with --clip 1");
        assertThat(diverging(1).message()).endsWith("branch from before it with a third of --max-lr");
        assertThat(broken(0).message()).endsWith("branch from before it with a third of --max-lr and --clip 1");
        assertThat(broken(0.5).message()).endsWith("branch from before it with a third of --max-lr");
    }

    /** Returns a run whose trainer obeys {@code set} for these dials. */
    private static MadeUpRun turning(String... dials) {
        RunStarted plain = MadeUpRun.started(30, 100, 1, 4, "onecycle", "cpu");
        Set<String> commands = Stream.of(dials).map(dial -> "set:" + dial).collect(Collectors.toSet());
        Description about = new Description(
                plain.about().plan(),
                plain.about().goal(),
                commands,
                plain.about().facts());
        return new MadeUpRun(new RunStarted(plain.timeMs(), plain.run(), about, null));
    }

    /** A log may tell anything: here a rate of which there is no third. */
    @Test
    void aRateThatIsNoNumberIsNotDivided() {
        for (double rate : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Plan plan = new Plan(0, 30, 100, 7, 1, rate, "onecycle");
            Description about = new Description(plan, null, Set.of("set:max_lr"), Map.of());
            MadeUpRun run = new MadeUpRun(new RunStarted(OwnLog.START_MS, "made-up", about, null));
            assertThat(run.gradNorm(step -> 23).steps(100).advice())
                    .anyMatch(warning -> warning.message().contains("to a third, or look for"));
        }
    }

    private static MadeUpRun withoutProgress(MadeUpRun run) {
        for (int epoch = 1; epoch <= 4; epoch++) {
            run.epoch(1.5 - 0.1 * epoch, 0.5, 1.5 - 0.1 * epoch, 0.6 - 0.01 * epoch);
        }
        return run;
    }

    @Test
    void aDialThatTurnsWhileTheRunTrainsIsTurnedAtOnce() {
        assertThat(withoutProgress(turning("patience")).message())
                .endsWith("where val_loss still falls, :set patience 8");
        assertThat(withoutProgress(turning("clip")).message()).endsWith("give the next run more --patience");
        MadeUpRun steep = turning("max_lr").gradNorm(step -> 23).steps(100);
        assertThat(steep.message()).endsWith(":set max_lr 0.001 (a third), or look for what is unstable before it");
        MadeUpRun fixed = turning("clip").gradNorm(step -> 23).steps(100);
        assertThat(fixed.message()).contains("lower --max-lr to a third, or look for");
    }

    private static MadeUpRun broken(double clip) {
        return run(clip, "onecycle", Map.of())
                .steps(100)
                .loss(step -> Double.NaN)
                .steps(1);
    }

    @Test
    void aTurnOfTheClipCounts() {
        MadeUpRun run = run(0, "onecycle", Map.of()).steps(500);
        run.add(new DialTurned(OwnLog.START_MS, 500, "clip", "0", "1"));
        assertThat(run.loss(step -> 2 + (step - 500) * 0.05).steps(200).message())
                .doesNotContain("--clip 1");
    }

    @Test
    void whoAugmentsIsNotToldToAugment() {
        assertThat(overfitting("false")).endsWith("regularise more: --augment, more --dropout or --weight-decay");
        assertThat(overfitting("true")).endsWith("regularise more: more --dropout or --weight-decay");
        assertThat(overfitting("perhaps")).contains("--augment");
    }

    private static String overfitting(String augment) {
        return run("0.15", augment)
                .epochs(new double[] {1.5, 1.2, 1.0, 0.8, 0.6, 0.4}, new double[] {1.3, 1.1, 1.0, 1.0, 1.05, 1.1})
                .message();
    }

    @Test
    void whoHasNoDropoutNorAugmentsIsNotToldToHaveLess() {
        assertThat(stuck("0.15", "true")).contains("less --dropout or --no-augment, a higher --max-lr");
        assertThat(stuck("0", "true")).contains("; --no-augment, a higher --max-lr");
        assertThat(stuck("0.15", "false")).contains("; less --dropout, a higher --max-lr");
        assertThat(stuck("0", "false")).contains("; a higher --max-lr, or more capacity by --widths");
        assertThat(guessing("0.15"))
                .endsWith("try another --max-lr, less --dropout, and check that labels fit their images");
        assertThat(guessing("0")).endsWith("try another --max-lr and check that labels fit their images");
        assertThat(held("0.15", "true")).endsWith("less --dropout, or --no-augment");
        assertThat(held("0", "true")).endsWith("augmentation is heavy: try --no-augment");
        assertThat(held("0.15", "false")).endsWith("dropout is heavy: less --dropout");
        assertThat(held("0", "false")).doesNotContain("--dropout", "--no-augment");
    }

    private static String stuck(String dropout, String augment) {
        return run(dropout, augment)
                .epochs(new double[] {1.8, 1.6, 1.6, 1.61, 1.61}, new double[] {1.8, 1.6, 1.6, 1.6, 1.6})
                .message();
    }

    private static String guessing(String dropout) {
        return run(dropout, "true")
                .epochs(new double[] {2.4, 2.305}, new double[] {2.31, 2.3})
                .message();
    }

    private static String held(String dropout, String augment) {
        MadeUpRun run = run(dropout, augment);
        for (int epoch = 1; epoch <= 20; epoch++) {
            run.epoch(2.0 - 0.05 * epoch, 0.3 + 0.01 * epoch, 1.5 - 0.05 * epoch, 0.5 + 0.01 * epoch);
        }
        return run.message();
    }

    @Test
    void whoseRateIsConstantIsNotToldToKeepItSo() {
        MadeUpRun run = run(1, "constant", Map.of()).steps(100).lr(step -> 0).steps(20);
        assertThat(run.codes()).contains("rate_zero");
        assertThat(run.advice()).extracting("message").noneMatch(message -> ((String) message).contains("constant"));
    }

    @Test
    void anothersLogThatTellsOfItsClipIsNotToldToClip() {
        OthersLog log = new OthersLog()
                .says(new Plan(0, 0, 0, 0, 1, 0, ""), Map.of())
                .steps(10, 1230, 10, step -> new Object[] {"loss", 2})
                .line(Kind.STEP, 1240, "loss", Double.NaN);
        assertThat(log.message()).endsWith("start from a checkpoint before it, with a third of the learning rate");
    }
}
