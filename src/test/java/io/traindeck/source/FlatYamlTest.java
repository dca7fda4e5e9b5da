package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FlatYamlTest {
    @Test
    void keysNestAndListsAreJoined() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("lr", "0.001");
        expected.put("name", "a: b # c");
        expected.put("url", "http://x:80");
        expected.put("betas", "0.9, 0.999");
        expected.put("model/depth", "4");
        expected.put("model/block/kind", "it''s");
        expected.put("model/sizes", "1, 2");
        expected.put("last", "[1, 2]");
        assertThat(
                        FlatYaml.read(
                                """
                # settings
                ---
                lr: 0.001  # small
                name: "a: b # c"
                url: http://x:80
                betas:
                - 0.9
                - 0.999
                empty:
                model: !!python/object:Model
                  depth: 4

                  block:
                    kind: 'it''s'
                  sizes:
                    - 1
                    - 2
                last: [1, 2]
                no key here
                """))
                .isEqualTo(expected);
    }

    @Property(tries = 2000)
    void whateverTheTextThereIsNoException(@ForAll String text, @ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder(text);
        for (String spice : new String[] {"a:", "- ", "\n", "  ", ": ", "'", "#", "b: c", "&x", "|"}) {
            lines.insert(random.nextInt(lines.length() + 1), spice);
        }
        assertThat(FlatYaml.read(lines.toString())).doesNotContainValue(null);
    }
}
