package io.traindeck.testing;

import io.traindeck.data.ImageChanges;
import io.traindeck.model.Precision;
import io.traindeck.train.Extras;

/** Extras of which none is off. */
public final class EveryExtra {
    public static final Extras ON = new Extras(
            0.1,
            0.2,
            0.5,
            new Extras.Validation(0.9, true),
            new Extras.Initial(true, true),
            new ImageChanges(3, ImageChanges.Flip.ALTERNATING, 6),
            Precision.BF16);

    private EveryExtra() {}
}
