package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.KeyTable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README says that the program knows better. */
class ReadmeTest {
    @Test
    void holdsTheTableOfKeys() {
        assertThat(Path.of("README.md")).content().contains(new KeyTable().markdown());
    }
}
