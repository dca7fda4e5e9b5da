package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoTest {
    private final Memo<String> memo = new Memo<>();
    private final AtomicInteger runs = new AtomicInteger();

    private String ask(Object... reasons) {
        return memo.of(List.of(reasons), () -> "result " + runs.incrementAndGet());
    }

    @Test
    void theResultIsKeptAsLongAsItsReasonsAreTheSame() {
        List<String> part = new ArrayList<>(List.of("a"));
        assertThat(ask(part, 1000, "x")).isEqualTo("result 1");
        assertThat(ask(part, 1000, "x")).isEqualTo("result 1");
        assertThat(ask(part, 1001, "x")).isEqualTo("result 2");
        assertThat(ask(part, 1001, "y")).isEqualTo("result 3");
        assertThat(ask(part, 1001)).isEqualTo("result 4");
    }

    /** To compare long lists would take longer than to compute anew. */
    @Test
    void partsOfAStateAreComparedByInstance() {
        List<String> part = new ArrayList<>(List.of("a"));
        assertThat(ask(part)).isEqualTo("result 1");
        assertThat(ask(new ArrayList<>(part))).isEqualTo("result 2");
    }
}
