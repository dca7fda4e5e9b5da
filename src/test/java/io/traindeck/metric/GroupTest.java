package io.traindeck.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GroupTest {
    private static List<Metric> metrics(String... names) {
        return Stream.of(names).map(Metric::of).toList();
    }

    private static List<String> titles(List<Group> groups) {
        return groups.stream().map(Group::title).toList();
    }

    private static List<String> names(Group group) {
        return group.lines().stream().map(Metric::name).toList();
    }

    @Example
    void aRunOfOursHasItsGoalThenLossNormRateAndSpeed() {
        List<Group> groups = Group.of(
                metrics(
                        "loss",
                        "lr",
                        "grad_norm",
                        "images_per_s",
                        "train_loss",
                        "train_acc",
                        "val_loss",
                        "val_acc",
                        "grad_norm_mean",
                        "grad_norm_max",
                        "seconds",
                        "bad_epochs"),
                new Goal("val_acc", Goal.Better.HIGHER));

        assertThat(titles(groups))
                .containsExactly(
                        "accuracy", "loss", "gradient norm", "learning rate", "images_per_s", "seconds", "bad_epochs");
        assertThat(names(groups.get(0))).containsExactly("train_acc", "val_acc");
        assertThat(names(groups.get(1))).containsExactly("loss", "train_loss", "val_loss");
        assertThat(names(groups.get(2))).containsExactly("grad_norm", "grad_norm_mean", "grad_norm_max");
    }

    @Example
    void withoutAGoalLossesAreBeforeScores() {
        assertThat(titles(Group.of(metrics("lr", "acc", "entropy", "box_loss", "cls_loss"), null)))
                .containsExactly("box_loss", "cls_loss", "accuracy", "learning rate", "entropy");
    }

    @Example
    void aGroupSaysWhatItHasOnAPart() {
        Group loss = Group.of(metrics("val_loss", "loss"), null).get(0);

        assertThat(loss.on(Part.TRAIN).name()).isEqualTo("loss");
        assertThat(loss.on(Part.VALIDATION).name()).isEqualTo("val_loss");
        assertThat(loss.on(Part.TEST)).isNull();
    }

    @Example
    void theMeanStandsBeforeTheHighest() {
        Group reward = Group.of(metrics("episode_reward_max", "episode_reward_min", "episode_reward_mean"), null)
                .get(0);

        assertThat(reward.title()).isEqualTo("episode_reward");
        assertThat(reward.on(Part.TRAIN).name()).isEqualTo("episode_reward_mean");
    }

    @Property
    void aNewNameChangesTheOrderOfNoTwoGroups(@ForAll("names") List<String> names) {
        Goal goal = new Goal("val_acc", Goal.Better.HIGHER);
        List<String> before = new ArrayList<>();
        List<Metric> seen = new ArrayList<>();
        for (String name : names) {
            seen.add(Metric.of(name));
            List<String> after = Group.of(seen, goal).stream()
                    .map(group -> group.kind() + group.lines().get(0).quantity())
                    .toList();
            List<String> old = before;
            assertThat(after.stream().filter(old::contains)).containsExactlyElementsOf(before);
            before = after;
        }
        assertThat(Group.of(seen, goal).stream().flatMap(group -> group.lines().stream()))
                .containsExactlyInAnyOrderElementsOf(seen);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.of(
                        "loss",
                        "train_loss",
                        "val_loss",
                        "acc",
                        "val_acc",
                        "test/acc",
                        "lr",
                        "lr/pg1",
                        "grad_norm",
                        "box_loss",
                        "it/s",
                        "entropy",
                        "step_time",
                        "global_step",
                        "val_f1",
                        "kl",
                        "mem")
                .list()
                .uniqueElements();
    }
}
