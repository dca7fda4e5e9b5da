package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final List<String> closed = new ArrayList<>();

    private Closeable failing(String name) {
        return () -> {
            closed.add(name);
            throw new IOException(name + " is busy");
        };
    }

    @Test
    void whatFailsKeepsNothingElseOpen() {
        List<Closeable> things = List.of(failing("one"), failing("two"), () -> closed.add("three"));
        assertThatThrownBy(() -> Closing.all(things))
                .isInstanceOf(IOException.class)
                .hasMessage("one is busy");
        assertThat(closed).containsExactly("one", "two", "three");
    }
}
