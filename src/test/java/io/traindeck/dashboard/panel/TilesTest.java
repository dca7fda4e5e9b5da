package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.Scenarios;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.state.RunState;
import io.traindeck.testing.ForeignRuns;
import java.util.List;
import org.junit.jupiter.api.Test;

class TilesTest {

    private static List<String> titles(RunState state) {
        return Tiles.of(state, "").stream().map(Tile::title).toList();
    }

    @Test
    void ourOwnRunsHaveTheFourQuantitiesFirstAndTheLossInBothWays() {
        RunState ours = Scenarios.all().get("mid-run").state();
        assertThat(titles(ours))
                .containsExactly(
                        "loss per step",
                        "loss",
                        "accuracy",
                        "gradient norm",
                        "learning rate",
                        "images_per_s",
                        "seconds",
                        "bad_epochs");
        assertThat(Tiles.of(ours, "").get(0).front()).isTrue();
    }

    @Test
    void theTrainingLossComesFirstThenTheGoal() {
        assertThat(titles(ForeignRuns.gpt())).startsWith("loss", "hellaswag").endsWith("tok/s");
    }

    @Test
    void aRewardComesFirstWhereItIsTheGoal() {
        assertThat(titles(ForeignRuns.reward())).startsWith("rollout/ep_rew", "reward");
    }

    @Test
    void noneOfTwoAdversariesIsInFront() {
        List<Tile> tiles = Tiles.of(ForeignRuns.adversaries(), "");
        assertThat(tiles).hasSize(4).noneMatch(Tile::front);
    }

    @Test
    void trainingAndValidationHaveTheirColours() {
        Tile loss = Tiles.of(ForeignRuns.gpt(), "").get(0);
        assertThat(loss.lines()).extracting(CurveLine::role).containsExactly(Role.TRAIN, Role.VALIDATION);
        assertThat(loss.lines()).extracting(CurveLine::byStep).containsExactly(true, false);
    }

    @Test
    void wordsAndExpressionsNarrowThem() {
        RunState state = ForeignRuns.detection();
        assertThat(Tiles.of(state, "LOSS box")).extracting(Tile::title).containsExactly("box_loss");
        assertThat(Tiles.of(state, "^lr/pg[01]$")).hasSize(2);
        assertThat(Tiles.of(state, "[0")).isEmpty();
        assertThat(Tiles.of(state, "mAP50(B)")).extracting(Tile::title).containsExactly("mAP50(B)");
        assertThat(Tiles.of(state, "no such thing")).isEmpty();
        assertThat(Tiles.of(state, "  ")).hasSameSizeAs(titles(state));
    }
}
