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
            Extras e = dials.extras();
            return dials.with(new Extras(
                    e.labelSmoothing(), 0, e.ema(), e.images(), e.evalFlip(), e.diracInit(), e.whiteningInit()));
        }
    },
    /** Label smoothing. */
    SMOOTHING {
        @Override
        Dials without(Dials dials) {
            Extras e = dials.extras();
            return dials.with(
                    new Extras(0, e.warmup(), e.ema(), e.images(), e.evalFlip(), e.diracInit(), e.whiteningInit()));
        }
    },
    /** The average of the weights. */
    EMA {
        @Override
        Dials without(Dials dials) {
            Extras e = dials.extras();
            return dials.with(new Extras(
                    e.labelSmoothing(), e.warmup(), 0, e.images(), e.evalFlip(), e.diracInit(), e.whiteningInit()));
        }
    },
    /** Crops from another padding than the lesson's. */
    CROP {
        @Override
        Dials without(Dials dials) {
            ImageChanges images = dials.extras().images();
            return with(dials, new ImageChanges(ImageChanges.USUAL.cropPadding(), images.flip(), images.cutout()));
        }
    },
    /** Flips that alternate: they are drawn at random instead. */
    FLIP {
        @Override
        Dials without(Dials dials) {
            ImageChanges images = dials.extras().images();
            return with(dials, new ImageChanges(images.cropPadding(), ImageChanges.USUAL.flip(), images.cutout()));
        }
    },
    /** The square that is blotted out. */
    CUTOUT {
        @Override
        Dials without(Dials dials) {
            ImageChanges images = dials.extras().images();
            return with(dials, new ImageChanges(images.cropPadding(), images.flip(), ImageChanges.USUAL.cutout()));
        }
    },
    /** Convolutions that begin by handing on their input. */
    DIRAC {
        @Override
        Dials without(Dials dials) {
            Extras e = dials.extras();
            return dials.with(new Extras(
                    e.labelSmoothing(), e.warmup(), e.ema(), e.images(), e.evalFlip(), false, e.whiteningInit()));
        }
    },
    /** The first convolution that begins by whitening patches. */
    WHITENING {
        @Override
        Dials without(Dials dials) {
            Extras e = dials.extras();
            return dials.with(new Extras(
                    e.labelSmoothing(), e.warmup(), e.ema(), e.images(), e.evalFlip(), e.diracInit(), false));
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

    private static Dials with(Dials dials, ImageChanges images) {
        Extras e = dials.extras();
        return dials.with(new Extras(
                e.labelSmoothing(), e.warmup(), e.ema(), images, e.evalFlip(), e.diracInit(), e.whiteningInit()));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
