package io.traindeck.metric;

/** A property of a metric that its name tells, besides its kind and its part. */
public enum Trait {
    /** Its values are shares by nature, such as those of an accuracy; some logs write them in percent. */
    SHARE,
    /** It is the loss that is trained on, which is the sum of several others. */
    WHOLE,
    /** It judges a whole model, so that it may be a run's goal before any loss. */
    VERDICT,
    /** It is never measured on the data that the run is trained on. */
    HELD_OUT,
    /** The reward or the return of reinforcement learning. */
    REWARD,
    /** It is the least, the most or the best of several values, not one value or a mean. */
    EXTREME
}
