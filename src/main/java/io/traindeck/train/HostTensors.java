package io.traindeck.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A copy of named tensors in host memory, laid out as the body of a safetensors file. The memory is kept and used again
 * by the next copy, so that a checkpoint allocates nothing.
 */
final class HostTensors {
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);
    private List<Safetensors.Tensor> layout = List.of();

    /** Copies {@code tensors}, over what was copied before. */
    void copyFrom(Map<String, NDArray> tensors, NDManager manager) {
        List<Safetensors.Tensor> shapes = new ArrayList<>();
        tensors.forEach((name, tensor) -> shapes.add(describe(name, tensor)));
        layout = Safetensors.layOut(shapes);
        int bytes = layout.isEmpty() ? 0 : layout.get(layout.size() - 1).end();
        if (memory.capacity() < bytes) {
            memory = ByteBuffer.allocateDirect(bytes);
        }
        memory.clear();
        try (NDManager copies = manager.newSubManager()) {
            for (Safetensors.Tensor tensor : layout) {
                memory.put(bytesOf(tensors.get(tensor.name()), copies));
            }
        }
        memory.flip();
    }

    List<Safetensors.Tensor> layout() {
        return layout;
    }

    ByteBuffer body() {
        return memory.asReadOnlyBuffer();
    }

    /** Returns type and shape of a tensor, as a checkpoint describes them. */
    static Safetensors.Tensor describe(String name, NDArray tensor) {
        Safetensors.Type type = tensor.getDataType() == DataType.INT64 ? Safetensors.Type.I64 : Safetensors.Type.F32;
        List<Long> shape = Arrays.stream(tensor.getShape().getShape()).boxed().toList();
        return new Safetensors.Tensor(name, type, shape, 0);
    }

    private static ByteBuffer bytesOf(NDArray tensor, NDManager copies) {
        NDArray onHost = tensor;
        if (tensor.getDevice().isGpu()) {
            onHost = tensor.toDevice(Device.cpu(), true);
            onHost.attach(copies);
        }
        return onHost.toByteBuffer(true);
    }
}
