package io.traindeck.train;

import io.traindeck.data.ImageChanges;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.Dials.Rate;
import io.traindeck.train.Dials.Regularisation;
import io.traindeck.train.Dials.ScheduleKind;
import io.traindeck.train.Dials.Updates;
import java.util.Locale;

/**
 * A part of a training that can be left out by itself, as {@link LeaveOneOut} does. The names in lower case are the
 * words on the command line. The values of the recipe {@code upgraded} take the place of the part, at the same {@code
 * max_lr}.
 */
public enum Part {
    /** AdamW takes the place of Muon. */
    MUON {
        @Override
        Dials without(Dials dials) {
            Updates updates = dials.updates();
            return updates.optimizer() != OptimizerKind.MUON
                    ? dials
                    : dials.with(new Updates(OptimizerKind.ADAMW, updates.weightDecay(), updates.clip()));
        }
    },
    /** OneCycle takes the place of straight lines, and of their warm-up. */
    LINEAR {
        @Override
        Dials without(Dials dials) {
            return dials.rate().schedule() != ScheduleKind.LINEAR
                    ? dials
                    : WARMUP.without(dials).with(new Rate(dials.rate().maxLr(), ScheduleKind.ONECYCLE));
        }
    },
    /** The rate is highest from the first step on. */
    WARMUP {
        @Override
        Dials without(Dials dials) {
            return dials.with(dials.extras().withWarmup(0));
        }
    },
    /** A rate of its own for the hidden linear layer. */
    HIDDEN_LR {
        @Override
        Dials without(Dials dials) {
            return dials.with(dials.extras().withHiddenLr(1));
        }
    },
    /** A weight decay, if it is not that of the recipe {@code upgraded}. */
    DECAY {
        @Override
        Dials without(Dials dials) {
            Updates updates = dials.updates();
            return updates.weightDecay() == 0
                    ? dials
                    : dials.with(new Updates(updates.optimizer(), Recipe.UPGRADED_DECAY, updates.clip()));
        }
    },
    /** Label smoothing. */
    SMOOTHING {
        @Override
        Dials without(Dials dials) {
            return dials.with(dials.extras().withLabelSmoothing(0));
        }
    },
    /** The average of the weights. */
    EMA {
        @Override
        Dials without(Dials dials) {
            return dials.with(dials.extras().withEma(0));
        }
    },
    /** Crops from another padding than the lesson's. */
    CROP {
        @Override
        Dials without(Dials dials) {
            ImageChanges images = dials.extras().images();
            return dials.with(dials.extras()
                    .with(new ImageChanges(ImageChanges.USUAL.cropPadding(), images.flip(), images.cutout())));
        }
    },
    /** Flips that alternate: they are drawn at random instead. */
    FLIP {
        @Override
        Dials without(Dials dials) {
            ImageChanges images = dials.extras().images();
            return dials.with(dials.extras()
                    .with(new ImageChanges(images.cropPadding(), ImageChanges.USUAL.flip(), images.cutout())));
        }
    },
    /** The square that is blotted out. */
    CUTOUT {
        @Override
        Dials without(Dials dials) {
            ImageChanges images = dials.extras().images();
            return dials.with(dials.extras()
                    .with(new ImageChanges(images.cropPadding(), images.flip(), ImageChanges.USUAL.cutout())));
        }
    },
    /** Convolutions that begin by handing on their input. */
    DIRAC {
        @Override
        Dials without(Dials dials) {
            return dials.with(dials.extras()
                    .with(new Extras.Initial(false, dials.extras().initial().whiteningInit())));
        }
    },
    /** The first convolution that begins by whitening patches. */
    WHITENING {
        @Override
        Dials without(Dials dials) {
            return dials.with(dials.extras()
                    .with(new Extras.Initial(dials.extras().initial().diracInit(), false)));
        }
    },
    /** Gradients scaled down to a largest global norm. */
    CLIP {
        @Override
        Dials without(Dials dials) {
            Updates updates = dials.updates();
            return dials.with(new Updates(updates.optimizer(), updates.weightDecay(), 0));
        }
    },
    /** Channels dropped in the blocks, hidden units in the head. */
    DROPOUT {
        @Override
        Dials without(Dials dials) {
            return dials.with(new Regularisation(0, 0, dials.regularisation().augment()));
        }
    };

    /** Returns the dials without this part; the same dials if they lack it. */
    abstract Dials without(Dials dials);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
