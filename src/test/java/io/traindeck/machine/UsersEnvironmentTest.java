package io.traindeck.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsersEnvironmentTest {
    @Test
    void anotherProgramGetsBackWhatTheLauncherHasChanged() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", "/bin",
                "LC_ALL", "C.UTF-8",
                "TRAINDECK_LOCALE", "C",
                "TRAINDECK_HELD_LC_ALL", "",
                "TRAINDECK_HELD__JAVA_OPTIONS", "-Xmx4g -Da=b"));

        UsersEnvironment.restore(environment);

        assertThat(environment)
                .containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/bin", "_JAVA_OPTIONS", "-Xmx4g -Da=b"));
    }
}
