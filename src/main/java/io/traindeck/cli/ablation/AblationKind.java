package io.traindeck.cli.ablation;

import io.traindeck.train.AblationPlan;
import io.traindeck.train.LeaveOneOut;
import java.util.List;

/** The kind of an ablation: it decides which rows a row is compared with. */
enum AblationKind {
    LADDER("rung", List.of("bought", "in all")) {
        @Override
        List<Integer> others(int row) {
            return List.of(row - 1, 0);
        }

        @Override
        String legend(AblationRow first) {
            return "bought: points more than on the rung before; in all: points more than vanilla.";
        }
    },
    LEAVE_ONE_OUT("run", List.of("without it")) {
        @Override
        List<Integer> others(int row) {
            return List.of(0);
        }

        @Override
        String legend(AblationRow first) {
            return "without it: points more than " + first.variant().label() + ", which has all.";
        }
    };

    private final String row;
    private final List<String> differences;

    AblationKind(String row, List<String> differences) {
        this.row = row;
        this.differences = differences;
    }

    static AblationKind of(AblationPlan plan) {
        return plan instanceof LeaveOneOut ? LEAVE_ONE_OUT : LADDER;
    }

    /** The word for a row. */
    String row() {
        return row;
    }

    /** The names of the differences from other rows. */
    List<String> differences() {
        return differences;
    }

    /** Returns the rows that a row other than the first is compared with, for each difference. */
    abstract List<Integer> others(int row);

    /** Returns the meaning of the differences. */
    abstract String legend(AblationRow first);
}
