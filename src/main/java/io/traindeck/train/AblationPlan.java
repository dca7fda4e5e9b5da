package io.traindeck.train;

import java.util.List;

/** The runs that tell what each ingredient of a training buys. */
public sealed interface AblationPlan permits Ladder, LeaveOneOut {
    /** The runs with that seed, in their order: always as many, by the same names. */
    List<Variant> variants(long seed);
}
