package io.traindeck.source.tensorboard;

import io.traindeck.source.protobuf.Wire;
import java.io.IOException;

/**
 * Reads a {@code TensorProto} that holds one number: without dimensions, or with dimensions of size 1. The number
 * stands either as raw bytes or in a list of its type; if it is in neither, it is 0.
 */
final class ScalarTensor {
    // Fields of TensorProto.
    private static final int DTYPE = 1 << 3 | Wire.VARINT;
    private static final int SHAPE = 2 << 3 | Wire.BYTES;
    private static final int CONTENT = 4 << 3 | Wire.BYTES;
    private static final int FLOAT_VAL = 5;
    private static final int DOUBLE_VAL = 6;
    private static final int INT_VAL = 7;
    private static final int INT64_VAL = 10;
    private static final int HALF_VAL = 13;

    // Fields of TensorShapeProto and its Dim.
    private static final int DIM = 2 << 3 | Wire.BYTES;
    private static final int UNKNOWN_RANK = 3 << 3 | Wire.VARINT;
    private static final int DIM_SIZE = 1 << 3 | Wire.VARINT;

    // Types.
    private static final int FLOAT = 1;
    private static final int DOUBLE = 2;
    private static final int INT32 = 3;
    private static final int INT64 = 9;
    private static final int BFLOAT16 = 14;
    private static final int HALF = 19;

    private final Wire wire;
    private int type;
    private boolean single;
    private int numbers;
    private int list;
    private long bits;

    ScalarTensor(Wire wire) {
        this.wire = wire;
    }

    /** Reads the tensor from the position of the walk up to {@code end}; returns whether it is a single number. */
    boolean read(long end) throws IOException {
        type = 0;
        single = true;
        numbers = 0;
        list = 0;
        bits = 0;
        long content = -1;
        int contentLength = 0;
        while (wire.next(end)) {
            switch (wire.key()) {
                case DTYPE -> {
                    type = (int) wire.varint(end);
                    single &= size() > 0;
                }
                case SHAPE -> shape(wire.end(end));
                case CONTENT -> {
                    long contentEnd = wire.end(end);
                    content = wire.position();
                    contentLength = (int) Math.min(Integer.MAX_VALUE, contentEnd - content);
                    wire.jump(contentEnd);
                }
                default -> {
                    switch (wire.field()) {
                        case FLOAT_VAL, DOUBLE_VAL, INT_VAL, INT64_VAL, HALF_VAL -> list(end);
                        default -> wire.skip(end);
                    }
                }
            }
            if (!single) {
                wire.jump(end);
                return false;
            }
        }
        if (contentLength > 0) {
            single = contentLength == size();
            bits = single ? contentBits(content) : 0;
        } else if (numbers > 0) {
            single = numbers == 1 && list == listOfType();
        }
        wire.jump(end);
        return single && type != 0;
    }

    /** The number of the tensor that was read last. */
    double value() {
        return switch (type) {
            case FLOAT -> Float.intBitsToFloat((int) bits);
            case DOUBLE -> Double.longBitsToDouble(bits);
            case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
            case HALF -> half((int) bits);
            case INT32 -> (int) bits;
            default -> bits;
        };
    }

    private void shape(long end) throws IOException {
        while (single && wire.next(end)) {
            switch (wire.key()) {
                case DIM -> {
                    long dimEnd = wire.end(end);
                    long size = 0;
                    while (wire.next(dimEnd)) {
                        if (wire.key() == DIM_SIZE) {
                            size = wire.varint(dimEnd);
                        } else {
                            wire.skip(dimEnd);
                        }
                    }
                    single &= size == 1;
                }
                case UNKNOWN_RANK -> single &= wire.varint(end) == 0;
                default -> wire.skip(end);
            }
        }
    }

    /** Reads the first number of a list, which may be packed, and notes whether there are more. */
    private void list(long end) throws IOException {
        list = wire.field();
        boolean packed = wire.type() == Wire.BYTES;
        if (!packed && wire.type() != widthInList()) {
            single = false;
            return;
        }
        long listEnd = packed ? wire.end(end) : end;
        if (packed && wire.position() == listEnd) {
            return;
        }
        bits = switch (widthInList()) {
            case Wire.FIXED32 -> wire.fixed32(listEnd);
            case Wire.FIXED64 -> wire.fixed64(listEnd);
            default -> wire.varint(listEnd);
        };
        numbers++;
        single &= numbers == 1 && (!packed || wire.position() == listEnd);
    }

    private int widthInList() {
        return switch (list) {
            case FLOAT_VAL -> Wire.FIXED32;
            case DOUBLE_VAL -> Wire.FIXED64;
            default -> Wire.VARINT;
        };
    }

    /** Returns the number of bytes of a number; 0 if numbers of this type are not read here. */
    private int size() {
        return switch (type) {
            case FLOAT, INT32 -> 4;
            case DOUBLE, INT64 -> 8;
            case BFLOAT16, HALF -> 2;
            default -> 0;
        };
    }

    private int listOfType() {
        return switch (type) {
            case FLOAT -> FLOAT_VAL;
            case DOUBLE -> DOUBLE_VAL;
            case INT32 -> INT_VAL;
            case INT64 -> INT64_VAL;
            default -> HALF_VAL;
        };
    }

    private long contentBits(long content) throws IOException {
        wire.jump(content);
        return switch (size()) {
            case 8 -> wire.fixed64(content + 8);
            case 4 -> wire.fixed32(content + 4);
            default -> wire.fixed16(content + 2);
        };
    }

    /** Returns the number with these bits of half precision: 1 bit of sign, 5 of exponent, 10 of fraction. */
    private static double half(int bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size =
                switch (exponent) {
                    case 0 -> Math.scalb((double) fraction, -24);
                    case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                    default -> Math.scalb(1024.0 + fraction, exponent - 25);
                };
        return (bits & 0x8000) == 0 ? size : -size;
    }
}
