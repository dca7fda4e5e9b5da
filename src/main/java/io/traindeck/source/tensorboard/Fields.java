package io.traindeck.source.tensorboard;

import io.traindeck.source.protobuf.Wire;

/** Keys of the fields in an event, as TensorFlow's {@code event.proto} and {@code summary.proto} number them. */
final class Fields {
    private Fields() {}

    /** The fields of an event, which happened at one moment. */
    static final class Event {
        static final int WALL_TIME = 1 << 3 | Wire.FIXED64;
        static final int STEP = 2 << 3 | Wire.VARINT;
        static final int FILE_VERSION = 3 << 3 | Wire.BYTES;
        static final int SUMMARY = 5 << 3 | Wire.BYTES;

        private Event() {}
    }

    /** The fields of a list of values. */
    static final class Summary {
        static final int VALUE = 1 << 3 | Wire.BYTES;

        private Summary() {}
    }

    /** The fields of a value: a tag, and a number, tensor, picture, or something else. */
    static final class Value {
        static final int TAG = 1 << 3 | Wire.BYTES;
        static final int SIMPLE_VALUE = 2 << 3 | Wire.FIXED32;
        static final int OLD_HISTOGRAM = 3 << 3 | Wire.BYTES;
        static final int IMAGE = 4 << 3 | Wire.BYTES;
        static final int HISTOGRAM = 5 << 3 | Wire.BYTES;
        static final int AUDIO = 6 << 3 | Wire.BYTES;
        static final int TENSOR = 8 << 3 | Wire.BYTES;
        static final int METADATA = 9 << 3 | Wire.BYTES;

        private Value() {}
    }

    /** The fields of a picture. */
    static final class Image {
        static final int ENCODED = 4 << 3 | Wire.BYTES;

        private Image() {}
    }

    /** The fields that tell the plugin of a value. */
    static final class Metadata {
        static final int PLUGIN_DATA = 1 << 3 | Wire.BYTES;
        static final int PLUGIN_NAME = 1 << 3 | Wire.BYTES;

        private Metadata() {}
    }
}
