package io.traindeck.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Rounds tensors of 32-bit numbers to bfloat16, and makes 32-bit numbers of these. Gradients pass both ways.
 *
 * <p>The native part of DJL 0.35 does not know bfloat16, and ends the process if it is asked for it. Its layers do not
 * look at the type of a tensor, though, so a function of TorchScript is enough; {@code make_bfloat16.py} writes it. No type of a rounded tensor may be asked for.
 */
final class Bfloat16 {
    /** Narrows 32-bit numbers and widens rounded ones. */
    private final PtSymbolBlock cast;

    /** The function has no parameters. */
    private final ParameterStore none;

    /** @param manager the owner of the function */
    Bfloat16(NDManager manager) {
        try (InputStream script = Bfloat16.class.getResourceAsStream("/bfloat16.pt")) {
            cast = JniUtils.loadModule((PtNDManager) manager, script, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        none = new ParameterStore(manager, false);
    }

    /**
     * Returns a tensor of 32-bit numbers rounded to bfloat16.
     *
     * @param manager the owner of what is returned
     */
    NDArray narrow(NDArray tensor, NDManager manager) {
        // The same tensor without its name, by which DJL would choose what the function gets: a dictionary.
        NDArray nameless = tensor.reshape(tensor.getShape());
        nameless.attach(manager);
        return cast(nameless);
    }

    /** Returns a rounded tensor as one of 32-bit numbers, in the same manager. */
    NDArray widen(NDArray tensor) {
        return cast(tensor);
    }

    private NDArray cast(NDArray tensor) {
        return cast.forward(none, new NDList(tensor), true).singletonOrThrow();
    }
}
