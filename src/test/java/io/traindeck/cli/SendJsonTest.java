package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.testing.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendJsonTest {
    @TempDir
    Path dir;

    private JsonObject sent(RunFolder run, String... words) throws Exception {
        String[] all = new String[words.length + 3];
        System.arraycopy(words, 0, all, 2, words.length);
        all[0] = "send";
        all[1] = run.path().toString();
        all[all.length - 1] = "--json";
        try (RunLock trainer = RunLock.acquire(run.lock()).orElseThrow()) {
            return JsonParser.parseString(Invocation.of(all).printed()).getAsJsonObject();
        }
    }

    @Test
    void aDialComesWithItsValue() throws Exception {
        RunFolder run = RunFolder.create(dir, "steered");
        Files.createFile(run.events());

        JsonObject number = sent(run, "set", "max_lr", "0.001");
        assertThat(number.get("command").getAsString()).isEqualTo("set");
        assertThat(number.get("dial").getAsString()).isEqualTo("max_lr");
        assertThat(number.getAsJsonPrimitive("value").isNumber()).isTrue();
        assertThat(number.get("value").getAsDouble()).isEqualTo(0.001);
        assertThat(sent(run, "set", "schedule", "cosine").get("value").getAsString())
                .isEqualTo("cosine");

        JsonObject pause = sent(run, "pause");
        assertThat(pause.get("status").getAsString()).isEqualTo("sent");
        assertThat(pause.get("dial").isJsonNull()).isTrue();
        assertThat(pause.get("value").isJsonNull()).isTrue();
    }
}
