package io.traindeck.source;

import static io.traindeck.source.PrintedText.points;
import static io.traindeck.source.PrintedText.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import org.junit.jupiter.api.Test;

/** The output of programs that train language models. */
class LanguageModelOutputTest {
    @Test
    void nanoGpt() {
        Collected all = read(
                """
                step 0: train loss 4.3480, val loss 4.3422
                iter 0: loss 4.3206, time 17491.39ms, mfu -100.00%
                iter 10: loss 3.1820, time 35.78ms, mfu 10.41%
                step 20: train loss 1.9635, val loss 2.0707
                saving checkpoint to out-shakespeare-char
                iter 20: loss 2.0070, time 6022.30ms, mfu 9.41%
                """);

        assertThat(all.series()).containsOnlyKeys("loss", "time", "mfu", "train_loss", "val_loss");
        assertThat(points(all, "loss")).isEqualTo("0=4.3206 10=3.182 20=2.007");
        assertThat(points(all, "mfu")).isEqualTo("0=-100 10=10.41 20=9.41");
        assertThat(points(all, "val_loss")).isEqualTo("0=4.3422 20=2.0707");
        assertThat(all.measured())
                .filteredOn(m -> m.values().has("val_loss"))
                .extracting(Measured::kind)
                .containsOnly(Kind.VALIDATION);
    }

    @Test
    void llmC() {
        Collected all = read(
                """
                step    1/19560 | loss 11.009880 (+nanz)| norm 15.4 (+nanz)| lr 8.57e-07 | 2854.46 ms | 45.8% bf16 MFU | 183723 tok/s
                step    2/19560 | loss 10.950000 (+0.52z)| norm 14.4 (-1.20z)| lr 1.71e-06 | 2850.00 ms | 45.9% bf16 MFU | 183800 tok/s
                val loss 10.931
                HellaSwag: 2510/10042 = 0.249950
                step    3/19560 | loss 10.900000 (+0.11z)| norm 13.4 (+0.10z)| lr 2.57e-06 | 2851.00 ms | 45.9% bf16 MFU | 183801 tok/s
                val loss 10.812
                """);

        assertThat(points(all, "loss")).isEqualTo("1=11.00988 2=10.95 3=10.9");
        assertThat(points(all, "norm")).isEqualTo("1=15.4 2=14.4 3=13.4");
        assertThat(points(all, "val_loss")).isEqualTo("2=10.931 3=10.812");
        assertThat(all.about().plan().steps()).isEqualTo(19560);
    }

    @Test
    void moddedNanoGptAndItsOwnSourceCodeAboveTheLog() {
        Collected all = read(
                """
                import os
                class Muon(torch.optim.Optimizer):
                    lr = 0.02
                    for step in range(10):
                        val_loss = 0.0
                    val_loss = 1.0
                    print0(f"step:{step}/{train_steps} val_loss:{val_loss:.4f} train_time:{training_time_ms:.0f}ms")
                ====================================================================================================
                Running Python 3.12.8
                step:0/1770 val_loss:10.8258 train_time:0ms step_avg:nanms
                step:1/1770 train_loss:10.8258 train_time:97ms step_avg:nanms
                step:2/1770 train_loss:10.7000 train_time:194ms step_avg:97.50ms
                step:2/1770 val_loss:10.6000 train_time:194ms step_avg:97.50ms
                """);

        assertThat(all.series()).containsOnlyKeys("val_loss", "train_loss", "train_time", "step_avg");
        assertThat(points(all, "val_loss")).isEqualTo("0=10.8258 2=10.6");
        assertThat(points(all, "step_avg")).isEqualTo("0=NaN 1=NaN 2=97.5");
    }

    @Test
    void fairseqWithItsPlainLogger() {
        Collected all = read(
                """
                2021-01-01 10:05:00 | INFO | train_inner | epoch 001:    100 / 1034 loss=8.5, ppl=128, wps=30100, num_updates=100, lr=1e-05
                2021-01-01 10:10:00 | INFO | train_inner | epoch 001:    200 / 1034 loss=8.1, ppl=120, wps=30100, num_updates=200, lr=2e-05
                2021-01-01 11:00:00 | INFO | valid | epoch 001 | valid on 'valid' subset | loss 5.5 | ppl 29 | num_updates 1034
                2021-01-01 11:05:00 | INFO | train_inner | epoch 002:    100 / 1034 loss=7.9, ppl=110, wps=30100, num_updates=1134, lr=3e-05
                2021-01-01 12:00:00 | INFO | valid | epoch 002 | valid on 'valid' subset | loss 5.1 | ppl 28 | num_updates 2068
                """);

        assertThat(points(all, "loss")).isEqualTo("100=8.5 200=8.1 1134=7.9");
        assertThat(points(all, "valid_loss")).isEqualTo("1034=5.5 2068=5.1");
    }

    @Test
    void fairseqWithHydra() {
        Collected all = read(
                """
                [2022-04-08 18:40:57,965][fairseq_cli.train][INFO] - {'_name': None, 'common': {'log_interval': 200, 'seed': 1, 'cpu': False}}
                [2022-04-08 18:48:05,372][train_inner][INFO] - {"epoch": 1, "update": 0.416, "loss": "9.276", "num_updates": "200", "lr": "3.125e-06"}
                [2022-04-08 18:54:45,183][train_inner][INFO] - {"epoch": 1, "update": 0.832, "loss": "6.961", "num_updates": "400", "lr": "6.25e-06"}
                [2022-04-08 18:57:25,754][fairseq_cli.train][INFO] - begin validation on "valid" subset
                [2022-04-08 18:58:04,035][valid][INFO] - {"epoch": 1, "valid_loss": "6.389", "valid_num_updates": "479"}
                [2022-04-08 19:10:04,035][valid][INFO] - {"epoch": 2, "valid_loss": "5.1", "valid_num_updates": "958"}
                """);

        assertThat(all.series()).containsOnlyKeys("loss", "lr", "valid_loss");
        assertThat(points(all, "loss")).isEqualTo("200=9.276 400=6.961");
        assertThat(points(all, "valid_loss")).isEqualTo("479=6.389 958=5.1");
    }

    @Test
    void huggingFaceWithoutBars() {
        Collected all = read(
                """
                {'loss': 2.95, 'grad_norm': 1.25, 'learning_rate': 4.8e-05, 'epoch': 0.08}
                {'loss': 2.90, 'grad_norm': 1.5, 'learning_rate': 4.6e-05, 'epoch': 0.16}
                {'loss': '2.85', 'grad_norm': 'nan', 'learning_rate': '4.4e-05', 'epoch': '0.24'}
                {'train_runtime': 300.5, 'train_loss': 1.98, 'epoch': 0.24}
                """);

        assertThat(all.series()).containsOnlyKeys("loss", "grad_norm", "learning_rate");
        assertThat(points(all, "loss")).isEqualTo("0=2.95 1=2.9 2=2.85");
        assertThat(all.measured()).extracting(Measured::epoch).containsExactly(0.08, 0.16, 0.24);
    }

    @Test
    void numbersThatPythonWrapsInTheirTypes() {
        Collected all = read(
                """
                {'eval_f1': np.float64(0.5), 'epoch': 1.0}
                {'eval_f1': np.float64(0.625), 'epoch': 2.0}
                epoch 3 loss: tensor(0.25, device='cuda:0', grad_fn=<MeanBackward0>)
                epoch 4 loss: tensor(0.125, device='cuda:0', grad_fn=<MeanBackward0>)
                """);

        assertThat(points(all, "eval_f1")).isEqualTo("1=0.5 2=0.625");
        assertThat(points(all, "loss")).isEqualTo("3=0.25 4=0.125");
        assertThat(all.series()).containsOnlyKeys("eval_f1", "loss");
    }

    @Test
    void megatron() {
        Collected all = read(
                """
                 iteration      100/  500000 | consumed samples:         6400 | elapsed time per iteration (ms): 500.1 | learning rate: 1.500E-04 | lm loss: 9.125000E+00 | grad norm: 1.25 | number of nan iterations:   0 |
                 iteration      200/  500000 | consumed samples:        12800 | elapsed time per iteration (ms): 500.2 | learning rate: 1.600E-04 | lm loss: 8.125000E+00 | grad norm: 1.5 | number of nan iterations:   0 |
                --------------------------------------------------------------------------------------------------
                 validation loss at iteration 200 | lm loss value: 8.000000E+00 | lm loss PPL: 2.900000E+03 |
                 iteration      300/  500000 | consumed samples:        19200 | elapsed time per iteration (ms): 500.3 | learning rate: 1.700E-04 | lm loss: 7.125000E+00 | grad norm: 1.75 | number of nan iterations:   0 |
                 validation loss at iteration 300 | lm loss value: 7.500000E+00 | lm loss PPL: 1.900000E+03 |
                """);

        assertThat(points(all, "lm_loss")).isEqualTo("100=9.125 200=8.125 300=7.125");
        assertThat(points(all, "learning_rate")).isEqualTo("100=1.5E-4 200=1.6E-4 300=1.7E-4");
        assertThat(points(all, "validation_lm_loss_value")).isEqualTo("200=8 300=7.5");
        assertThat(all.about().plan().steps()).isEqualTo(500_000);
    }

    @Test
    void torchtitanOnSeveralRanks() {
        Collected all = read(
                """
                [rank0]:2024-06-10 10:00:12,123 - root - INFO - \u001b[36mstep:  1\u001b[39m  \u001b[32mloss:  7.8900\u001b[39m  \u001b[33mmemory: 40.21GiB(50.0%)\u001b[39m  \u001b[34mtps: 7,323\u001b[39m  \u001b[35mmfu: 42.12%\u001b[39m
                [rank1]:2024-06-10 10:00:12,124 - root - INFO - \u001b[36mstep:  1\u001b[39m  \u001b[32mloss:  7.9900\u001b[39m  \u001b[33mmemory: 40.21GiB(50.1%)\u001b[39m  \u001b[34mtps: 7,320\u001b[39m  \u001b[35mmfu: 42.11%\u001b[39m
                [rank0]:2024-06-10 10:00:22,123 - root - INFO - \u001b[36mstep: 10\u001b[39m  \u001b[32mloss:  7.7900\u001b[39m  \u001b[33mmemory: 40.21GiB(50.0%)\u001b[39m  \u001b[34mtps: 7,324\u001b[39m  \u001b[35mmfu: 42.12%\u001b[39m
                [rank1]:2024-06-10 10:00:22,124 - root - INFO - \u001b[36mstep: 10\u001b[39m  \u001b[32mloss:  7.8800\u001b[39m  \u001b[33mmemory: 40.21GiB(50.1%)\u001b[39m  \u001b[34mtps: 7,320\u001b[39m  \u001b[35mmfu: 42.11%\u001b[39m
                """);

        assertThat(points(all, "loss")).isEqualTo("1=7.89 10=7.79");
        assertThat(points(all, "tps")).isEqualTo("1=7323 10=7324");
        assertThat(points(all, "memory")).isEqualTo("1=40.21 10=40.21");
        assertThat(all.measured()).allSatisfy(m -> assertThat(m.timeMs()).isPositive());
    }

    @Test
    void olmoAndComposerWriteARecordOverSeveralLines() {
        Collected olmo = read(
                """
                2023-08-15 10:11:12.123\tnode001:0\tolmo.train:500\tINFO\t[step=1/739328]
                    train/CrossEntropyLoss=11.29
                    throughput/total_tokens=4,194,304
                2023-08-15 10:12:12.123\tnode001:0\tolmo.train:500\tINFO\t[step=2/739328]
                    train/CrossEntropyLoss=11.25
                    throughput/total_tokens=8,388,608
                """);
        Collected composer = read(
                """
                [epoch=1][batch=10/1000]:
                \t Train loss/train/total: 2.5
                [epoch=1][batch=20/1000]:
                \t Train loss/train/total: 2.25
                [epoch=2][batch=10/1000]:
                \t Train loss/train/total: 2.0
                """);

        assertThat(points(olmo, "train/crossentropyloss")).isEqualTo("1=11.29 2=11.25");
        assertThat(points(olmo, "throughput/total_tokens")).isEqualTo("1=4194304 2=8388608");
        assertThat(points(composer, "train_loss/train/total")).isEqualTo("10=2.5 20=2.25 1010=2");
    }

    @Test
    void deepSpeed() {
        Collected all = read(
                """
                [2023-01-01 10:00:10,123] [INFO] [logging.py:96:log_dist] [Rank 0] step=10, skipped=0, lr=[0.0001, 0.0001], mom=[[0.9, 0.95], [0.9, 0.95]]
                [2023-01-01 10:00:10,124] [INFO] [timer.py:199:stop] epoch=0/micro_step=10/global_step=10, RunningAvgSamplesPerSec=12.5, MemAllocated=1.2GB
                [2023-01-01 10:00:20,123] [INFO] [logging.py:96:log_dist] [Rank 0] step=20, skipped=0, lr=[0.0002, 0.0002], mom=[[0.9, 0.95], [0.9, 0.95]]
                [2023-01-01 10:00:20,124] [INFO] [timer.py:199:stop] epoch=0/micro_step=20/global_step=20, RunningAvgSamplesPerSec=13.5, MemAllocated=1.2GB
                """);

        assertThat(all.series()).containsOnlyKeys("skipped", "runningavgsamplespersec", "memallocated");
        assertThat(points(all, "runningavgsamplespersec")).isEqualTo("10=12.5 20=13.5");
    }
}
