package io.traindeck.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleGpusTest {
    private static final List<String> UUIDS = List.of("GPU-aaaa1111", "GPU-bbbb2222", "GPU-bbbb3333");

    @Test
    void withoutTheVariableEveryCardIsVisible() {
        assertThat(visible(null)).isEqualTo("012");
    }

    @ParameterizedTest
    @CsvSource({
        "0,                '0'",
        "'2,0',            '02'",
        "' 1 , 2 ',        '12'",
        "01,               '1'",
        "GPU-aaaa1111,     '0'",
        "GPU-bbbb2,        '1'",
        "'0,GPU-bbbb3333', '02'",
        "'0,-1,2',         '0'",
        "'nonsense,1',     ''",
        "-1,               ''",
        "'',               ''",
        "12,               ''",
        "MIG-aaaa1111,     ''",
    })
    void showsWhatCudaShows(String variable, String indices) {
        assertThat(visible(variable)).isEqualTo(indices);
    }

    private static String visible(String variable) {
        VisibleGpus gpus = new VisibleGpus(variable);
        return IntStream.range(0, UUIDS.size())
                .mapToObj(Integer::toString)
                .filter(index -> gpus.contains(index, UUIDS.get(Integer.parseInt(index))))
                .reduce("", String::concat);
    }
}
