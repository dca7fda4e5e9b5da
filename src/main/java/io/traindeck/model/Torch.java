package io.traindeck.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;

/** The loaded PyTorch engine: where tensors live, how many threads compute, and whether a graph is built. */
public final class Torch {
    private static final String ENGINE = "PyTorch";
    private static final String FIRST_GPU = "cuda:0";

    private final Engine engine;
    private final Device device;

    private Torch(Engine engine, Device device) {
        this.engine = engine;
        this.device = device;
    }

    /**
     * Loads the engine (2 to 4 s the first time on a machine, half a second later) and readies the calling thread.
     *
     * @param choice {@code auto} (CUDA if there is a usable one), {@code cpu}, {@code cuda} or what {@link #device()}
     *     said
     * @param threads threads of the CPU kernels, or 0 for the engine's own choice (the number of cores)
     * @throws TorchException if the engine does not load, or does not see the device
     */
    public static Torch load(String choice, int threads) throws TorchException {
        EngineFolder folder = EngineFolder.prepare();
        Engine engine;
        try {
            engine = EngineCache.load(ENGINE);
        } catch (EngineException | UnsatisfiedLinkError e) {
            throw new TorchException(
                    "the PyTorch engine does not load from " + folder + ": " + rootMessage(e)
                            + "; name a folder with room that may hold programs in ENGINE_CACHE_DIR",
                    e);
        }
        Device device =
                switch (choice) {
                    case "cpu" -> Device.cpu();
                    case "cuda", FIRST_GPU -> {
                        if (engine.getGpuCount() == 0) {
                            throw new TorchException(
                                    choice.equals(FIRST_GPU)
                                            ? "the run was trained on " + FIRST_GPU
                                                    + ", and the engine sees no CUDA GPU here; to go on without one,"
                                                    + " and not to the same bits, write \"device\": \"cpu\" into its"
                                                    + " run.json"
                                            : "--device cuda: the engine sees no CUDA GPU; try --device cpu");
                        }
                        yield Device.gpu(0);
                    }
                    default -> engine.getGpuCount() > 0 ? Device.gpu(0) : Device.cpu();
                };
        int most = Runtime.getRuntime().availableProcessors();
        if (threads > 0) {
            JniUtils.setNumThreads(threads);
        } else if (JniUtils.getNumThreads() > most) {
            // The engine counts the cores of the machine, Java those that a container may use.
            JniUtils.setNumThreads(most);
        }
        Torch torch = new Torch(engine, device);
        torch.useThisThread();
        return torch;
    }

    /**
     * Must run once on every thread that touches tensors. PyTorch's grad mode is thread-local and on by default; with
     * it on, evaluation would build a graph and in-place writes to parameters would throw.
     */
    public void useThisThread() {
        JniUtils.setGradMode(false);
    }

    /** A root of tensors on this device; close it to free them. */
    public NDManager newManager() {
        return engine.newBaseManager(device);
    }

    /** While open, the forward pass on this thread builds the graph. One at a time in a process. */
    public GradientCollector recordGradients() {
        return engine.newGradientCollector();
    }

    /** {@code cpu}, or {@code cuda:0}. */
    public String device() {
        return device.isGpu() ? FIRST_GPU : "cpu";
    }

    /** Threads of the CPU kernels. */
    public int threads() {
        return JniUtils.getNumThreads();
    }

    /** The engine's version, which is libtorch's. */
    public String version() {
        return engine.getVersion();
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}
