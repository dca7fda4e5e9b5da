package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Python;
import io.traindeck.testing.PythonLoop;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several ranks under {@code torch.distributed} obey at the same step, and none hangs when another dies. {@value #RANKS} and
 * {@value #ROUNDS} make the test longer, {@value #SEED} repeats an earlier one.
 */
class PythonRanksTest {
    private static final String RANKS = "traindeck.python.ranks";
    private static final String ROUNDS = "traindeck.python.rounds";
    private static final String SEED = "traindeck.python.ranks.seed";

    /** Each thing that can be asked, once; more are drawn. */
    private static final int ROUNDS_BY_DEFAULT = 9;

    @TempDir
    Path dir;

    @Test
    void obeyAtTheSameStep() throws Exception {
        Python.assume("torch.distributed");
        long seed = Long.getLong(SEED, System.nanoTime());
        System.out.println("PythonRanksTest: -D" + SEED + "=" + seed);
        int rounds = Integer.getInteger(ROUNDS, ROUNDS_BY_DEFAULT);
        try (PythonLoop ranks =
                PythonLoop.start(dir, Map.of(), "ranks.py", Integer.getInteger(RANKS, 4), rounds, seed)) {
            assertThat(ranks.exit()).as(ranks.printed()).isZero();
            assertThat(ranks.printed()).contains(" " + rounds + " rounds, all obeyed");
        }
    }

    /** Nearly every script under DDP logs on rank 0 alone, and some go on alone when the others have left. */
    @Test
    void areLeftAloneByARankThatTellsItsStepsAlone() throws Exception {
        Python.assume("torch.distributed");
        String program =
                """
                import datetime, multiprocessing, os, torch, torch.distributed as dist, traindeck

                def train(rank, tell):
                    for step in range(3):
                        gradients = torch.ones(6, dtype=torch.int64) * (rank + 1)
                        dist.all_reduce(gradients)
                        assert gradients.tolist() == [3] * 6, gradients
                        if rank == 0:
                            tell(loss=1.0)

                def main(rank):
                    os.environ.update(RANK=str(rank), WORLD_SIZE="2")
                    dist.init_process_group("gloo", init_method="file://%s/rendezvous", rank=rank, world_size=2,
                                            timeout=datetime.timedelta(seconds=60))
                    with traindeck.start("runs/together") as run:
                        run.step(loss=1.0)
                    wandb = traindeck.init(name="wandb", commands=traindeck.COMMANDS) if rank == 0 else None
                    train(rank, lambda **metrics: wandb.log(metrics))
                    traindeck.MEET_SECONDS = 0.2
                    run = traindeck.start("runs/alone") if rank == 0 else None
                    train(rank, run and run.step)
                    dist.destroy_process_group()
                    if rank == 0:
                        run.step(loss=1.0)
                        run.end()

                if __name__ == "__main__":
                    ranks = [multiprocessing.Process(target=main, args=(rank,)) for rank in range(2)]
                    [each.start() for each in ranks]
                    [each.join() for each in ranks]
                    print([each.exitcode for each in ranks])
                """;
        try (PythonLoop ranks = PythonLoop.of(dir, Map.of(), "alone", program.formatted(dir))) {
            assertThat(ranks.exit()).as(ranks.printed()).isZero();
            assertThat(ranks.printed())
                    .startsWith("traindeck: run.step is called on some of 2 ranks only")
                    .endsWith("[0, 0]\n")
                    .hasLineCount(2);
            // The first knows of the other ranks when it begins, the second when they do not come to its step.
            try (LiveLog wandb = LiveLog.of(ranks.run("wandb").events());
                    LiveLog alone = LiveLog.of(ranks.run("alone").events())) {
                assertThat(wandb.await(RunStarted.class).about().commands()).containsExactly("pause");
                assertThat(alone.await(Described.class).about().commands()).containsExactly("pause");
            }
        }
    }
}
