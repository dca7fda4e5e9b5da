package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.run.RunJson;
import io.traindeck.testing.SparseCifar10;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run goes on after its images were moved, and with no others than those. */
class MovedImagesTest extends StartsTraindeck {
    private static final int USAGE = 2;
    private static final int FAILURE = 1;

    @Test
    void aRunGoesOnWithItsImagesWhereverTheyLie() throws Exception {
        Path images = SparseCifar10.make(dir.resolve("images"));
        traindeck.run(Traindeck.train(
                "moved",
                List.of("--epochs", "1", "--data", "cifar10", "--limit", "50", "--data-dir", images.toString())));
        Path there = Files.move(images, dir.resolve("other"), StandardCopyOption.ATOMIC_MOVE);
        assertRefused(
                FAILURE,
                "no CIFAR-10 in " + images + ": there is no such folder; name the one that holds data_batch_1.bin"
                        + " with --data-dir",
                "resume",
                "moved",
                "--epochs=2");

        String before = Files.readString(traindeck.folder("moved").runJson());
        paint(there, 1);
        assertRefused(
                FAILURE,
                "the images in " + there + " are not those with which run moved has begun",
                "resume",
                "moved",
                "--epochs=2",
                "--data-dir=" + there);
        assertThat(traindeck.folder("moved").runJson()).hasContent(before);

        assertRefused(
                FAILURE,
                "the images in " + there + " are not those with which",
                "branch",
                "moved",
                "--at-step=1000",
                "--epochs=2",
                "--name=branch",
                "--data-dir=" + there);
        assertThat(traindeck.folder("branch").path()).doesNotExist();

        paint(there, 0);
        traindeck.run(
                "branch", "moved", "--at-step=1000", "--epochs=2", "--name=branch", "--data-dir=" + there, "--plain");
        assertThat(RunJson.read(traindeck.folder("branch").runJson())
                        .training()
                        .images()
                        .dataDir())
                .isEqualTo(there.toString());
        traindeck.run("resume", "moved", "--epochs=2", "--data-dir=" + there, "--plain");
        RunJson json = RunJson.read(traindeck.folder("moved").runJson());
        assertThat(json.training().images().dataDir()).isEqualTo(there.toString());
        assertThat(before)
                .contains("\"data_digest\": \"" + json.training().images().dataDigest());
    }

    @Test
    void shapesLieInNoFolder() throws Exception {
        traindeck.run(Traindeck.train("shapes", List.of("--epochs", "1")));
        assertRefused(USAGE, "--data-dir is of no use", "resume", "shapes", "--data-dir=" + dir);
        assertRefused(USAGE, "--data-dir is of no use", "branch", "shapes", "--at-step=100", "--data-dir=" + dir);
    }

    private void assertRefused(int exit, String reason, String... arguments) throws Exception {
        List<String> plain = new ArrayList<>(List.of(arguments));
        plain.add("--plain");
        Command command = traindeck.start(plain.toArray(String[]::new));
        assertThat(command.exit()).as(command.err()).isEqualTo(exit);
        assertThat(command.err()).startsWith("traindeck: ").contains(reason);
        assertThat(command.err().lines()).as(command.err()).hasSize(1);
    }

    /** Gives the first pixel of the first image this shade of red. */
    private static void paint(Path images, int red) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(images.resolve("data_batch_1.bin").toFile(), "rw")) {
            file.seek(1);
            file.write(red);
        }
    }
}
