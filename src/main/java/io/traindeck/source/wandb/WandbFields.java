package io.traindeck.source.wandb;

import io.traindeck.source.protobuf.Wire;

/** Keys of the fields in a record, as {@code wandb_internal.proto} numbers them. */
public final class WandbFields {
    private WandbFields() {}

    /** The fields of a record of the file, which is one of many kinds of messages. */
    public static final class Record {
        public static final int HISTORY = 2 << 3 | Wire.BYTES;
        public static final int CONFIG = 5 << 3 | Wire.BYTES;
        public static final int METRIC = 12 << 3 | Wire.BYTES;
        public static final int RUN = 17 << 3 | Wire.BYTES;
        public static final int EXIT = 18 << 3 | Wire.BYTES;

        private Record() {}
    }

    /** The fields of what is logged at one step. */
    public static final class History {
        public static final int ITEM = 1 << 3 | Wire.BYTES;
        public static final int STEP = 2 << 3 | Wire.BYTES;

        private History() {}
    }

    /** The field of the step of a history. */
    public static final class Step {
        public static final int NUMBER = 1 << 3 | Wire.VARINT;

        private Step() {}
    }

    /** The fields of a value, with a name of one part or more. */
    public static final class Item {
        public static final int KEY = 1 << 3 | Wire.BYTES;
        public static final int NESTED_KEY = 2 << 3 | Wire.BYTES;
        public static final int JSON = 16 << 3 | Wire.BYTES;

        private Item() {}
    }

    /** The field of the settings of the run. */
    public static final class Config {
        public static final int UPDATE = 1 << 3 | Wire.BYTES;

        private Config() {}
    }

    /** The fields of the run itself. */
    public static final class Run {
        public static final int ID = 1 << 3 | Wire.BYTES;
        public static final int PROJECT = 3 << 3 | Wire.BYTES;
        public static final int CONFIG = 4 << 3 | Wire.BYTES;
        public static final int DISPLAY_NAME = 8 << 3 | Wire.BYTES;

        private Run() {}
    }

    /** The fields of what is known of a metric beside its values. */
    public static final class Metric {
        public static final int NAME = 1 << 3 | Wire.BYTES;

        /** The better direction: 1 if lower is better, 2 if higher is better. */
        public static final int GOAL = 8 << 3 | Wire.VARINT;

        private Metric() {}
    }

    /** The fields of the end of the program. */
    public static final class Exit {
        public static final int CODE = 1 << 3 | Wire.VARINT;

        /** A value other than 0 if only one of several machines has ended. */
        public static final int RUN_GOES_ON = 3 << 3 | Wire.VARINT;

        private Exit() {}
    }
}
