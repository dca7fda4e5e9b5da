package io.traindeck.train;

/** Is told as each phase of a step ends, so that a benchmark can say where the time goes. */
@FunctionalInterface
public interface PhaseTimer {
    /** The phases of a step, in their order. */
    enum Phase {
        /** Obeying the controls, and the copy for a checkpoint if one was asked for. */
        CONTROLS,
        /** Waiting for a batch that is not prepared yet. */
        DATA_WAIT,
        /** Bytes become normalised floats on the device. */
        INPUT,
        FORWARD,
        BACKWARD,
        /** The global gradient norm, and with it the wait for the device. */
        NORM,
        OPTIMIZER,
        /** Publishing the step's event. */
        EVENTS
    }

    /** Listens to nothing. */
    PhaseTimer NONE = phase -> {};

    /** Called on the training thread as {@code phase} ends. */
    void ended(Phase phase);
}
