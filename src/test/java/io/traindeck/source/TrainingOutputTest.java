package io.traindeck.source;

import static io.traindeck.source.PrintedText.points;
import static io.traindeck.source.PrintedText.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import org.junit.jupiter.api.Test;

/** The output of programs that train models of images, of tables, of games. */
class TrainingOutputTest {
    @Test
    void kerasWithAndWithoutBars() {
        Collected bars = read(
                """
                Epoch 1/5
                1563/1563 [==============================] - 12s 8ms/step - loss: 1.2500 - accuracy: 0.5 - val_loss: 1.5000
                Epoch 2/5
                1563/1563 [==============================] - 12s 8ms/step - loss: 1.0000 - accuracy: 0.6 - val_loss: 1.2500
                Epoch 3/5
                1563/1563 - 12s - loss: 0.7500 - accuracy: 0.7 - val_loss: 1.0000 - 12s/epoch - 8ms/step
                Epoch 3: val_loss improved from 1.25000 to 1.00000, saving model to best.keras
                313/313 [==============================] - 1s 2ms/step - loss: 0.7400 - accuracy: 0.71
                """);

        assertThat(points(bars, "loss")).isEqualTo("1563=1.25 3126=1 4689=0.75");
        assertThat(points(bars, "val_loss")).isEqualTo("1563=1.5 3126=1.25 4689=1");
        assertThat(bars.about().plan())
                .extracting("steps", "epochs", "stepsPerEpoch")
                .containsExactly(7815L, 5, 1563L);
    }

    @Test
    void pyTorchExamples() {
        Collected mnist = read(
                """
                Train Epoch: 1 [0/60000 (0%)]\tLoss: 2.300000
                Train Epoch: 1 [640/60000 (1%)]\tLoss: 1.500000

                Test set: Average loss: 0.0551, Accuracy: 9825/10000 (98%)

                Train Epoch: 2 [0/60000 (0%)]\tLoss: 0.250000
                Test set: Average loss: 0.0451, Accuracy: 9850/10000 (98%)
                """);
        Collected imageNet = read(
                """
                Epoch: [0][   1/5005]\tTime  0.5 ( 0.9)\tLoss 6.9900e+00 (7.0000e+00)\tAcc@1   0.00 (  0.05)
                Epoch: [0][5005/5005]\tTime  0.5 ( 0.9)\tLoss 6.5000e+00 (7.0000e+00)\tAcc@1   0.10 (  0.05)
                Test: [  1/196]\tTime  2.5 ( 2.5)\tLoss 6.0000e+00 (6.0000e+00)\tAcc@1   0.50 (  0.05)
                 *   Acc@1 5.250 Acc@5 15.500
                Epoch: [1][   1/5005]\tTime  0.5 ( 0.9)\tLoss 6.2500e+00 (7.0000e+00)\tAcc@1   0.20 (  0.05)
                Test: [  1/196]\tTime  2.5 ( 2.5)\tLoss 5.0000e+00 (6.0000e+00)\tAcc@1   1.50 (  0.05)
                 *   Acc@1 6.250 Acc@5 16.500
                """);

        assertThat(points(mnist, "loss")).isEqualTo("0=2.3 640=1.5 60000=0.25");
        assertThat(points(mnist, "test_average_loss")).isEqualTo("640=0.0551 60000=0.0451");
        assertThat(points(mnist, "test_accuracy")).isEqualTo("640=0.9825 60000=0.985");
        assertThat(points(imageNet, "acc@1")).isEqualTo("1=0 5005=0.1 5006=0.2");
        assertThat(points(imageNet, "test_acc@1")).isEqualTo("5005=5.25 5006=6.25");
    }

    @Test
    void pyTorchTutorials() {
        Collected cifar = read(
                """
                [1,  2000] loss: 2.173
                [1,  4000] loss: 1.500
                [2,  2000] loss: 1.250
                Finished Training
                Accuracy of the network on the 10000 test images: 55 %
                """);
        Collected feedForward = read(
                """
                Epoch [1/2], Step [600/600], Loss: 0.25
                Test Accuracy of the model on the 10000 test images: 91 %
                Epoch [2/2], Step [600/600], Loss: 0.125
                Test Accuracy of the model on the 10000 test images: 94 %
                """);
        Collected blitz = read(
                """
                Epoch [1/2], Step [100/600], Loss: 2.0
                Epoch [1/2], Step [600/600], Loss: 1.5
                Epoch [2/2], Step [100/600], Loss: 1.0
                """);

        assertThat(points(cifar, "loss")).isEqualTo("2000=2.173 4000=1.5 6000=1.25");
        assertThat(points(feedForward, "test_accuracy")).isEqualTo("600=91 1200=94");
        assertThat(feedForward.series()).containsOnlyKeys("loss", "test_accuracy");
        assertThat(points(blitz, "loss")).isEqualTo("100=2 600=1.5 700=1");
    }

    @Test
    void timm() {
        Collected all = read(
                """
                Train: 0 [   0/1251 (  0%)]  Loss: 6.930 (6.94)  Time: 0.412s,  620.10/s  (0.412s,  620.10/s)  LR: 1.000e-04  Data: 0.010 (0.020)
                Train: 0 [1250/1251 (100%)]  Loss: 6.500 (6.94)  Time: 0.412s,  620.10/s  (0.412s,  620.10/s)  LR: 1.000e-04  Data: 0.010 (0.020)
                Test: [   0/48]  Time: 2.400 (2.400)  Loss:  5.5000 (5.0000)  Acc@1: 10.0000 (10.0)
                Train: 1 [   0/1251 (  0%)]  Loss: 6.250 (6.94)  Time: 0.412s,  620.10/s  (0.412s,  620.10/s)  LR: 1.000e-04  Data: 0.010 (0.020)
                Test: [   0/48]  Time: 2.400 (2.400)  Loss:  5.2500 (5.0000)  Acc@1: 20.0000 (10.0)
                *** Best metric: 20.0 (epoch 1)
                """);

        assertThat(points(all, "loss")).isEqualTo("0=6.93 1250=6.5 1251=6.25");
        assertThat(points(all, "test_loss")).isEqualTo("1250=5.5 1251=5.25");
        assertThat(points(all, "test_acc@1")).isEqualTo("1250=10 1251=20");
    }

    @Test
    void openMmLab() {
        Collected all = read(
                """
                2021-12-12 10:00:12,123 - mmdet - INFO - Epoch [1][50/7330]\tlr: 1.978e-03, eta: 1 day, 2:03:04, time: 0.412, loss_rpn_cls: 0.5, loss: 2.0
                2021-12-12 10:10:12,123 - mmdet - INFO - Epoch [2][50/7330]\tlr: 1.978e-03, eta: 1 day, 1:03:04, time: 0.412, loss_rpn_cls: 0.4, loss: 1.5
                2021-12-12 11:10:12,123 - mmdet - INFO - Epoch(val) [2][625]\tbbox_mAP: 0.25, bbox_mAP_50: 0.5
                2023/06/30 12:00:12 - mmengine - INFO - Epoch(train)  [3][  50/7330]  lr: 1.0000e-03  eta: 12:34:56  time: 0.4120  loss_rpn_cls: 0.3  loss: 1.25
                2023/06/30 13:00:12 - mmengine - INFO - Epoch(val)  [3][625/625]    bbox_mAP: 0.375  bbox_mAP_50: 0.625
                """);

        assertThat(points(all, "loss")).isEqualTo("50=2 7380=1.5 14710=1.25");
        assertThat(points(all, "val_bbox_map")).isEqualTo("7380=0.25 14710=0.375");
        assertThat(all.series()).doesNotContainKey("eta");
    }

    @Test
    void detectron2() {
        Collected all = read(
                """
                [03/14 10:00:12 d2.utils.events]:  eta: 1 day, 1:02:03  iter: 19  total_loss: 4.25  loss_cls: 1.5  lr: 0.0004  max_mem: 2500M
                [03/14 10:00:32 d2.utils.events]:  eta: 1:02:03  iter: 39  total_loss: 4.00  loss_cls: 1.25  lr: 0.0008  max_mem: 2500M
                [03/14 10:00:33 d2.evaluation.testing]: copypaste: AP,AP50,AP75,APs,APm,APl
                [03/14 10:00:33 d2.evaluation.testing]: copypaste: 4.9900,50.1,40.1,20.1,30.1,50.1
                [03/14 10:00:34 d2.evaluation.testing]: copypaste: 5.9900,50.1,40.1,20.1,30.1,50.1
                """);

        assertThat(all.series()).containsOnlyKeys("total_loss", "loss_cls", "lr", "max_mem");
        assertThat(points(all, "total_loss")).isEqualTo("19=4.25 39=4");
    }

    @Test
    void ultralytics() {
        Collected all = read(
                """
                                   from  n    params  module                                       arguments
                  0                  -1  1       464  ultralytics.nn.modules.Conv                  [3, 16, 3, 2]
                  1                  -1  1      4672  ultralytics.nn.modules.Conv                  [16, 32, 3, 2]
                      Epoch    GPU_mem   box_loss   cls_loss   Instances       Size
                      1/10      2.5G      1.500      2.500         20        640: 100%|██████████| 10/10 [00:03<00:00,  3.1it/s]
                                 Class     Images  Instances      Box(P          R      mAP50  mAP50-95): 100%|██████████| 2/2 [00:00<00:00,  3.1it/s]
                                   all        128        929      0.5      0.4      0.45      0.3
                                person        128        254      0.8      0.6      0.7       0.5
                      Epoch    GPU_mem   box_loss   cls_loss   Instances       Size
                      2/10      2.5G      1.250      2.250         21        640: 100%|██████████| 10/10 [00:03<00:00,  3.1it/s]
                                 Class     Images  Instances      Box(P          R      mAP50  mAP50-95): 100%|██████████| 2/2 [00:00<00:00,  3.1it/s]
                                   all        128        929      0.6      0.5      0.55      0.4
                """);

        assertThat(points(all, "box_loss")).isEqualTo("1=1.5 2=1.25");
        assertThat(points(all, "map50-95")).isEqualTo("1=0.3 2=0.4");
        assertThat(all.series()).doesNotContainKeys("from", "n", "params", "it", "class");
    }

    @Test
    void stableBaselinesAndBaselines() {
        Collected tables = read(
                """
                ---------------------------------
                | rollout/           |          |
                |    ep_rew_mean     | 21.1     |
                | time/              |          |
                |    fps             | 1001     |
                |    total_timesteps | 2048     |
                ---------------------------------
                ---------------------------------
                | rollout/           |          |
                |    ep_rew_mean     | 22.1     |
                | time/              |          |
                |    fps             | 1002     |
                |    total_timesteps | 4096     |
                | train/             |          |
                |    loss            | 9.8      |
                ---------------------------------
                ------------------------
                | grad_norm | 84.5     |
                | loss      | 17.3     |
                | step      | 1.15e+04 |
                ------------------------
                ------------------------
                | grad_norm | 74.5     |
                | loss      | 16.3     |
                | step      | 1.16e+04 |
                ------------------------
                """);

        assertThat(points(tables, "rollout/ep_rew_mean")).isEqualTo("2048=21.1 4096=22.1");
        assertThat(points(tables, "time/fps")).isEqualTo("2048=1001 4096=1002");
        assertThat(tables.series()).doesNotContainKeys("total_timesteps", "step");
    }

    @Test
    void boostedTrees() {
        Collected xgBoost = read(
                """
                [0]\ttrain-rmse:0.50000\teval-rmse:0.60000
                [1]\ttrain-rmse:0.40000\teval-rmse:0.55000
                """);
        Collected lightGbm = read(
                """
                [LightGBM] [Info] Number of positive: 50, number of negative: 40
                [10]\tvalid_0's auc: 0.75\tvalid_0's binary_logloss: 0.5
                [20]\tvalid_0's auc: 0.875\tvalid_0's binary_logloss: 0.25
                Early stopping, best iteration is:
                [10]\tvalid_0's auc: 0.75\tvalid_0's binary_logloss: 0.5
                """);
        Collected catBoost = read(
                """
                0:\tlearn: 0.6891\ttest: 0.6800\tbest: 0.6800 (0)\ttotal: 60.1ms\tremaining: 1m 2s
                1:\tlearn: 0.6791\ttest: 0.6700\tbest: 0.6700 (1)\ttotal: 120ms\tremaining: 59s

                bestTest = 0.67
                """);

        assertThat(points(xgBoost, "train-rmse")).isEqualTo("0=0.5 1=0.4");
        assertThat(points(lightGbm, "valid_0's_auc")).isEqualTo("10=0.75 20=0.875");
        assertThat(points(catBoost, "learn")).isEqualTo("0=0.6891 1=0.6791");
        assertThat(points(catBoost, "remaining")).isEqualTo("0=62 1=59");
    }

    @Test
    void mxnetGluon() {
        Collected all = read(
                """
                Namespace(batch_size=128, lr=0.4, num_epochs=120)
                Epoch[0] Batch [49]\tSpeed: 1899.565520 samples/sec\taccuracy=0.883496\tlr=0.003133
                Epoch[0] Batch [99]\tSpeed: 4810.490215 samples/sec\taccuracy=0.920217\tlr=0.006331
                [Epoch 0] training: accuracy=0.751063
                [Epoch 0] speed: 4457 samples/sec\ttime cost: 299.274206
                [Epoch 0] validation: err-top1=0.947405 err-top5=0.853894
                Epoch[1] Batch [49]\tSpeed: 4352.360657 samples/sec\taccuracy=0.521088\tlr=0.083133
                [Epoch 1] validation: err-top1=0.847405 err-top5=0.753894
                """);

        assertThat(points(all, "lr")).isEqualTo("49=0.003133 99=0.006331 149=0.083133");
        assertThat(points(all, "validation_err-top1")).isEqualTo("99=0.947405 149=0.847405");
    }

    @Test
    void aValidationOverSeveralLinesAndCocosSummary() {
        Collected all = read(
                """
                [Epoch 0][Batch 99], LR: 1.28E-04, Speed: 108.251 samples/sec, ObjLoss=415.712
                [Epoch 0] Validation:
                train=0.25
                mAP=0.5
                 Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.238
                 Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.438
                [Epoch 1][Batch 99], LR: 1.30E-04, Speed: 108.251 samples/sec, ObjLoss=315.712
                [Epoch 1] Validation:
                train=0.375
                mAP=0.625
                 Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.338
                 Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.538
                """);

        assertThat(points(all, "validation_train")).isEqualTo("99=0.25 199=0.375");
        assertThat(points(all, "validation_map")).isEqualTo("99=0.5 199=0.625");
        assertThat(points(all, "average_precision@[iou=0.50:0.95|area=all|maxdets=100]"))
                .isEqualTo("99=0.238 199=0.338");
        assertThat(points(all, "average_precision@[iou=0.50|area=all|maxdets=100]"))
                .isEqualTo("99=0.438 199=0.538");
    }

    @Test
    void tablesWithAHeader() {
        Collected fastai = read(
                """
                epoch     train_loss  valid_loss  accuracy  time
                0         0.500000    0.400000    0.800000  00:12
                1         0.450000    0.370000    0.820000  01:13
                """);
        Collected skorch = read(
                """
                  epoch    train_loss    valid_acc     dur
                -------  ------------  -----------  ------
                      1        \u001b[36m0.6905\u001b[0m       \u001b[32m0.6150\u001b[0m  0.0110
                      2        \u001b[36m0.6805\u001b[0m       \u001b[32m0.6250\u001b[0m  0.0120
                """);

        assertThat(points(fastai, "valid_loss")).isEqualTo("0=0.4 1=0.37");
        assertThat(points(fastai, "time")).isEqualTo("0=12 1=73");
        assertThat(points(skorch, "train_loss")).isEqualTo("1=0.6905 2=0.6805");
    }

    @Test
    void theLineAnEpochOfPeople() {
        Collected all = read(
                """
                epoch 01 | train 1.784 | val 1.365 | acc 50.8% | lr 1.1e-03
                epoch 02 | train 1.584 | val 1.265 | acc 55.8% | lr 1.0e-03
                """);

        assertThat(all.series()).containsOnlyKeys("train", "val", "acc", "lr");
        assertThat(points(all, "acc")).isEqualTo("1=50.8 2=55.8");
        assertThat(all.measured()).extracting(Measured::kind).containsOnly(Kind.EPOCH);
    }
}
