package io.traindeck.train;

import java.util.Locale;

/**
 * An ingredient that the recipe {@code upgraded} has and {@code vanilla} lacks; an ablation adds one after another. The
 * names in lower case are the words on the command line. {@link Ladder} tells which dials belong to each.
 */
public enum Ingredient {
    /** A batch normalisation after each convolution (Ioffe and Szegedy 2015). */
    BATCHNORM {
        @Override
        String lack(Dials dials) {
            return dials.layers().batchNorm() ? "" : "batch_norm is false";
        }
    },
    /** Random crops and flips of the training images. */
    AUGMENT {
        @Override
        String lack(Dials dials) {
            return dials.regularisation().augment() ? "" : "augment is false";
        }
    },
    /** Weight decay that is decoupled from the gradient (Loshchilov and Hutter 2019). */
    ADAMW {
        @Override
        String lack(Dials dials) {
            if (dials.updates().optimizer() != Dials.OptimizerKind.ADAMW) {
                return "the optimizer is " + dials.updates().optimizer();
            }
            return dials.updates().weightDecay() > 0 ? "" : "weight_decay is 0, and AdamW without decay is Adam";
        }
    },
    /** A rate that rises to {@code maxLr} and falls again, instead of a constant one (Smith and Topin 2018). */
    ONECYCLE {
        @Override
        String lack(Dials dials) {
            return dials.rate().schedule() == Dials.ScheduleKind.ONECYCLE
                    ? ""
                    : "the schedule is " + dials.rate().schedule();
        }
    },
    /** Gradients scaled down to a largest global norm. */
    CLIP {
        @Override
        String lack(Dials dials) {
            return dials.updates().clip() > 0 ? "" : "clip is 0";
        }
    },
    /** Channels dropped in the blocks, hidden units in the head. */
    DROPOUT {
        @Override
        String lack(Dials dials) {
            return dials.regularisation().dropout() > 0
                            || dials.regularisation().headDropout() > 0
                    ? ""
                    : "dropout and head_dropout are 0";
        }
    };

    /** Returns why {@code dials} have nothing of this ingredient that a rung could add; empty if they have. */
    abstract String lack(Dials dials);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
