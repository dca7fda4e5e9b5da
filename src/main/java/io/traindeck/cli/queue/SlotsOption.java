package io.traindeck.cli.queue;

import io.traindeck.cli.option.TrainOptions;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option for the number of runs that train at once on this machine. */
final class SlotsOption {
    /** No machine trains as many at once; the limit catches a slip of the keyboard. */
    private static final int MOST = 256;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--slots",
            defaultValue = "1",
            paramLabel = "N",
            description = "Runs to train at once (default: ${DEFAULT-VALUE}), each on GPUs of its own, or without"
                    + " GPUs with its share of the cores unless --threads says how many.")
    private int slots;

    /** Returns the places that were asked for, on this machine. */
    Slots slots(TrainOptions options) {
        if (slots < 1 || slots > MOST) {
            throw usage("--slots must be 1 to " + MOST + ", not " + slots);
        }
        if (slots == 1) {
            return Slots.one();
        }
        List<String> gpus = options.device().equals(TrainOptions.Device.cpu.name()) ? List.of() : VisibleCards.list();
        if (gpus.isEmpty()) {
            int share = Math.max(1, Runtime.getRuntime().availableProcessors() / slots);
            return Slots.ofThreads(slots, options.threads() == 0 ? share : 0);
        }
        if (gpus.size() < slots) {
            throw usage("--slots " + slots + " needs as many GPUs, and " + gpus.size()
                    + (gpus.size() == 1 ? " is" : " are") + " there; --device cpu computes on the cores");
        }
        return Slots.ofGpus(slots, gpus);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
