package io.traindeck.cli.trainer;

import io.traindeck.machine.ProcessorFeatures;
import io.traindeck.model.Precision;
import io.traindeck.model.Torch;
import io.traindeck.train.Dials;
import java.util.Optional;

/** The warning of a precision for which the processor has no instructions. */
final class SlowPrecision {
    /** The code of the warning. */
    static final String CODE = "bf16_slow";

    private SlowPrecision() {}

    /** Returns what to say of a training with these dials; empty if its precision suits the device that computes. */
    static Optional<String> words(Dials dials, Torch torch) {
        boolean slow = dials.extras().precision() == Precision.BF16
                && torch.device().equals("cpu")
                && ProcessorFeatures.ofThisMachine().lacksBfloat16();
        return slow
                ? Optional.of("this processor has no instructions for bfloat16, so --precision bf16 is likely to make"
                        + " each step slower; begin a run without it, or train where there is a GPU")
                : Optional.empty();
    }
}
