package io.traindeck.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Goal;
import io.traindeck.event.Goal.Better;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalsTest {
    private static Goal goal(String names) {
        return Goals.of(Stream.of(names.split(" ")).map(Metric::of).toList(), null);
    }

    @ParameterizedTest
    @CsvSource({
        // traindeck, nanoGPT, timm, Keras
        "loss lr grad_norm images_per_s train_loss train_acc val_loss val_acc, val_acc, HIGHER",
        "val/f1 val_acc, val_acc, HIGHER",
        "loss time mfu train_loss val_loss, val_loss, LOWER",
        "train_loss eval_loss eval_top5 eval_top1 lr, eval_top1, HIGHER",
        "accuracy loss val_accuracy val_loss, val_accuracy, HIGHER",
        "validation/evaluation_accuracy_vs_iterations train/epoch_accuracy validation/epoch_accuracy,"
                + " validation/epoch_accuracy, HIGHER",
        // Losses in the alphabetical order of a CSV.
        "train/loss val/kl_loss val/loss val/rec_loss, val/loss, LOWER",
        // Detection: neither the precision nor the mAP of loose boxes.
        "train/box_loss metrics/precision(B) metrics/recall(B) metrics/mAP50(B) metrics/mAP50-95(B) val/box_loss,"
                + " metrics/mAP50-95(B), HIGHER",
        "box obj map@.5 map@.5:.95, map@.5:.95, HIGHER",
        "loss_cls total_loss bbox/AP bbox/AP50, bbox/AP, HIGHER",
        // Errors by which people judge a model go before the loss.
        "loss eval_loss eval_wer eval_runtime, eval_wer, LOWER",
        "Loss/G/loss Loss/D/loss Loss/scores/fake Metrics/fid50k_full, Metrics/fid50k_full, LOWER",
        // A test set for want of a validation set.
        "train_loss test_loss test_acc, test_acc, HIGHER",
        // Reinforcement learning.
        "train/loss train/value_loss train/explained_variance rollout/ep_len_mean rollout/ep_rew_mean,"
                + " rollout/ep_rew_mean, HIGHER",
        "episode_reward_max episode_reward_min episode_reward_mean episode_len_mean, episode_reward_mean, HIGHER",
        "loss eval_loss eval_rewards/chosen eval_rewards/accuracies, eval_rewards/accuracies, HIGHER",
        // Training alone.
        "lr loss acc, loss, LOWER",
        "loss_cls loss_bbox total_loss, total_loss, LOWER",
        "train-auc, train-auc, HIGHER",
        // What can only rise is no goal.
        "loss best_val_score val_score, val_score, HIGHER"
    })
    void theGoalOfARunThatDeclaresNone(String names, String metric, Better better) {
        assertThat(goal(names)).isEqualTo(new Goal(metric, better));
    }

    @Test
    void lossesOfAdversariesAreNoGoal() {
        assertThat(goal("Loss_D Loss_G D(x) lr")).isNull();
        assertThat(goal("gen/loss dis/loss")).isNull();
        assertThat(goal("loss/g/total loss/d/total val/mel_loss")).isEqualTo(new Goal("val/mel_loss", Better.LOWER));
    }

    @Test
    void aRunWithoutLossAndScoreHasNone() {
        assertThat(goal("lr step_time gpu_mem global_step")).isNull();
        assertThat(goal("best_acc")).isNull();
    }

    @Test
    void whatTheLogDeclaresIsTheGoal() {
        Goal declared = new Goal("entropy", Better.HIGHER);

        assertThat(Goals.of(Stream.of("val_acc").map(Metric::of).toList(), declared))
                .isSameAs(declared);
    }

    @Test
    void betterIsStrictlyBetterAndNeverNotANumber() {
        Metric loss = Metric.of("val_loss");
        Metric acc = Metric.of("val_acc");
        Metric rate = Metric.of("lr");

        assertThat(loss.isBetter(1, 2)).isTrue();
        assertThat(loss.isBetter(2, 1)).isFalse();
        assertThat(acc.isBetter(2, 1)).isTrue();
        assertThat(acc.isBetter(1, 1)).isFalse();
        assertThat(acc.isBetter(Double.NaN, 1)).isFalse();
        assertThat(loss.isBetter(Double.NaN, 1)).isFalse();
        assertThat(rate.isBetter(1, 2) || rate.isBetter(2, 1)).isFalse();
    }
}
