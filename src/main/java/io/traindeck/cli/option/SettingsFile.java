package io.traindeck.cli.option;

import io.traindeck.text.PropertyLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The file of settings as the program itself writes to it: one line of it, and all others stay as they are. */
public final class SettingsFile {
    private final Path file;

    /** @param file the file; neither it nor its folder need exist */
    public SettingsFile(Path file) {
        this.file = file;
    }

    /**
     * Lets a setting have that value from now on. Another program that reads the file meanwhile sees all of it as it was or
     * as it will be.
     *
     * @return whether it was written; a home that cannot be written to, or a file that holds something wrong, is left alone
     */
    public boolean remember(Setting setting, String value) {
        try {
            // A link stays a link: people have links to a folder with all their settings.
            Path target = Files.exists(file) ? file.toRealPath() : file;
            List<String> lines = Files.exists(target)
                    ? new ArrayList<>(Files.readString(target).lines().toList())
                    : new ArrayList<>();
            String line = setting.key() + " = " + value;
            List<PropertyLines.Line> before = PropertyLines.of(String.join("\n", lines));
            before.stream()
                    .filter(known -> known.key().equals(setting.key()))
                    .findFirst()
                    .ifPresentOrElse(known -> lines.set(known.number() - 1, line), () -> lines.add(line));
            replace(target, String.join("\n", lines) + "\n");
            return true;
        } catch (IOException | PropertyLines.WrongLineException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static void replace(Path target, String text) throws IOException {
        Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
        Path written = Files.createTempFile(folder, target.getFileName().toString(), ".part");
        try {
            Files.write(written, text.getBytes(StandardCharsets.UTF_8));
            if (Files.exists(target)) {
                Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(target));
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
