package io.traindeck.train;

import java.util.List;

/** The runs that tell what each ingredient of a training buys. */
public sealed interface AblationPlan permits Ladder, LeaveOneOut {
    /** Returns the runs with that seed, in their order: always as many, with the same names. */
    List<Variant> variants(long seed);
}
