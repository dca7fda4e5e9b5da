package io.traindeck.source;

import static io.traindeck.source.PrintedText.points;
import static io.traindeck.source.PrintedText.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is made up from text that tells no metrics, be it printed twice. */
class NoTrainingOutputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Chapter 3 has 20 pages, see page 12. Version 2.1 needs Python 3.9 or 3.10, port 8080.",
                "The model has 124M parameters and reaches an accuracy that is higher than that of others.",
                "train: weights=a.pt, cfg=, epochs=64, batch_size=20, rect=True, resume=False, lr=0.1, label_smoothing=0.0",
                "hyperparameters: lr0=0.01, lrf=0.1, momentum=0.937, box=0.05, loss=0.5",
                "Namespace(batch_size=128, lr=0.4, loss_weight=0.5, num_epochs=120)",
                "python train.py --img 1280 --batch 20 --lr 0.1 --loss-weight 0.5 --workers 0",
                "{'lr': 0.1, 'batch_size': 32, 'resume': None, 'fp16': True}",
                "  (0): Conv2d(3, 64, kernel_size=(7, 7), stride=(2, 2), padding=(3, 3), bias=False)",
                "  File \"/usr/lib/python3.9/site.py\", line 64, in main",
                "/usr/lib/python3.10/sampler.py:64: UserWarning: `data_source` will be removed in 2.2.0",
                "[W NNPACK.cpp:79] Could not initialize NNPACK! Reason: Unsupported hardware.",
                "int loss = 5;",
                "    loss = compute(3)",
                "    if step % 10 == 0: loss = 0.5",
                "print(f'step {step}: loss {loss:.4f}')",
                "#define LEARNING_RATE 0.1",
                "for (int i = 0; i < 10; i++) {",
                "[    1.234567] usb 1-1: new high-speed USB device number 2 using xhci_hcd",
                "ata1: SATA link up 6.0 Gbps (SStatus 133 SControl 300)",
                "top - 12:00:01 up 10 days,  1:02,  3 users,  load average: 0.15, 0.10, 0.05",
                "%Cpu(s):  1.2 us,  0.3 sy,  0.0 ni, 98.4 id,  0.0 wa",
                "  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND",
                " 1234 root      20   0  123456  12345   1234 S   1.0   0.5   0:01.23 bash",
                "train: Scanning 'labels' images and labels...4242 found, 0 missing, 1 corrupt: 100%|█| 4242/4242 [00:00<00:00, 73]",
                "Downloading: 100%|██████████| 500/500 [00:01<00:00, 400B/s]",
                "100%|██████████| 17/17 [00:23<00:00,  1.39s/it]",
                "wandb: Enter your choice: (30 second timeout) 3",
                "wandb:      loss 0.5",
                "GET /index.html HTTP/1.1 200 1234 192.168.0.1:8080",
                "commit 4ce6737 at 2022-04-08 18:40:57, tag v1.2.3-4",
                "  \"width\": 640,",
                "shape: [64, 128, 192, 256]",
                "Sampling completed after 119.35701847076416 secs",
                "saving model 0.9999...",
                "\"x0_lambdas\": {\"optim\": \"adam\", \"lr_mul\": 5.0, \"wd_mul\": 0.0},",
                "        5. wait on step 1, then compute update of 1 and schedule all gather",
                "{\"name\": \"a\", \"type\": \"b\", \"score\": 0.5}",
                "bbox_mAP_copypaste: 0.1 0.2 0.3 0.4 0.5 0.6",
                "64 epochs completed in 7.044 hours.",
                "Setting up PyTorch plugin \"bias_act_plugin\"... Done in 3.5.",
                "mapping.fc0           262656      -        [32, 512]            float32"
            })
    void aLineThatIsPrintedAgainAndAgain(String line) {
        Collected all = read((line + "\n").repeat(5));

        assertThat(all.series()).isEmpty();
    }

    @Test
    void aSourceFile() {
        Collected all = read(
                """
                #include <stdio.h>
                /* the loss of step 5 */
                static const double LR = 0.1;
                int main(void) {
                    double loss = 1.0;
                    for (int step = 0; step < 10; step++) {
                        loss = loss * 0.9;
                        printf("step %d loss %f\\n", step, loss);
                    }
                    loss = 2.0;
                    return 0;
                }
                """
                        .repeat(3));

        assertThat(all.series()).isEmpty();
    }

    @Test
    void settingsThatEachLaunchPrintsAgain() {
        String settings =
                """
                batch size: 32
                learning rate: 0.1
                loss weight = 0.5
                """;
        Collected all = read(settings
                + PrintedText.lines(1, 5, i -> "step " + i + " acc 0." + i)
                + settings
                + PrintedText.lines(6, 9, i -> "step " + i + " acc 0." + i));

        assertThat(all.series()).containsOnlyKeys("acc");
    }

    @Test
    void aTableOfProcesses() {
        Collected all = read(
                """
                  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
                 1234 root      20   0  123456  12345   1234 S   1.0   0.5   0:01.23 bash
                 1235 root      20   0  123457  12346   1235 S   1.1   0.6   0:01.24 bash
                """
                        .repeat(3));

        assertThat(all.series()).isEmpty();
    }

    @Test
    void anotherBarBesideTheOneOfTheTraining() {
        Collected all = read(
                """
                Map: 100%|██████████| 5000/5000 [00:01<00:00, 5000 examples/s]
                 10%|█         | 10/100 [00:10<01:30, 1.0s/it]
                {'loss': 0.5, 'epoch': 0.1}
                 20%|██        | 20/100 [00:20<01:20, 1.0s/it]
                {'loss': 0.25, 'epoch': 0.2}
                100%|██████████| 16/16 [00:01<00:00, 16.0it/s]
                {'eval_loss': 0.75, 'epoch': 0.2}
                 30%|███       | 30/100 [00:30<01:10, 1.0s/it]
                {'eval_loss': 0.625, 'epoch': 0.3}
                """);

        assertThat(points(all, "loss")).isEqualTo("10=0.5 20=0.25");
        assertThat(points(all, "eval_loss")).isEqualTo("20=0.75 30=0.625");
    }
}
