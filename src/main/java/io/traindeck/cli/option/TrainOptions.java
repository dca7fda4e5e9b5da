package io.traindeck.cli.option;

import picocli.CommandLine.Option;

/** Options of a new run besides its dials: its data, its device, and how often it saves. */
public final class TrainOptions extends ComputeOptions {
    @Option(
            names = "--checkpoint-every",
            paramLabel = "STEPS",
            defaultValue = "0",
            description = "Save the last checkpoint every so many steps, besides after each epoch; 0: don't.")
    private int checkpointEvery;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "0",
            description = "Keep the newest N of the checkpoints that --checkpoint-every makes; 0: the last one alone.")
    private int keep;

    public DataChoice data() {
        return data(DataChoice.USUAL);
    }

    /** The threads of the CPU kernels; 0 for the engine's own choice. */
    public int threads() {
        return threads(0);
    }

    public String device() {
        return device(Device.auto.name());
    }

    /** Returns how many periodic checkpoints are kept. */
    public int keep() {
        if (keep < 0) {
            throw usage("--keep must be 0 (none) or more, not " + keep);
        }
        if (keep > 0 && checkpointEvery == 0) {
            throw usage("--keep says how many to keep of what --checkpoint-every makes; give that too");
        }
        return keep;
    }

    public int checkpointEvery() {
        if (checkpointEvery < 0) {
            throw usage("--checkpoint-every must be 0 (off) or more, not " + checkpointEvery);
        }
        return checkpointEvery;
    }
}
