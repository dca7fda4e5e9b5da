package io.traindeck.dashboard.panel;

import java.util.List;
import java.util.function.Supplier;

/**
 * The last result of a computation, kept as long as it would come out the same: from picture to picture most of what a
 * run has told stays as it is.
 */
final class Memo<T> {
    private List<?> reasons = List.of();
    private T result;

    /**
     * Returns what {@code computation} returns, without running it if it was run last for the same reasons.
     *
     * @param reasons all that the result depends on, none of it null: small values, and parts of a state that never
     *     change, which are compared by instance
     */
    T of(List<?> reasons, Supplier<T> computation) {
        if (result == null || !areSame(reasons)) {
            result = computation.get();
            this.reasons = reasons;
        }
        return result;
    }

    private boolean areSame(List<?> others) {
        if (others.size() != reasons.size()) {
            return false;
        }
        for (int i = 0; i < reasons.size(); i++) {
            Object one = reasons.get(i);
            Object other = others.get(i);
            boolean isSmall = one instanceof Number || one instanceof String || one instanceof Enum;
            if (one != other && !(isSmall && one.equals(other))) {
                return false;
            }
        }
        return true;
    }
}
