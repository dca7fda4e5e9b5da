package io.traindeck.model;

import java.util.Locale;

/**
 * The numbers in which layers compute while a network is trained; the names in lower case are the words on the command
 * line. Weights, gradients and running statistics have 32 bits in any case, and so has validation.
 */
public enum Precision {
    /** IEEE 754 numbers of 32 bits. */
    FP32,

    /**
     * Numbers of 16 bits with the range of 32-bit numbers and 8 bits of precision, where {@code torch.autocast} uses
     * them: images, weights of convolutions and linear layers, and everything that is computed from them up to the class
     * scores. Processors with AVX512-BF16 or AMX and GPUs since Ampere compute with them in hardware; others are
     * likely to be slower than with 32 bits.
     */
    BF16;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
