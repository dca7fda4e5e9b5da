package io.traindeck.cli.sweep;

import io.traindeck.run.RunTask;
import io.traindeck.supervise.ShellVariables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another's program, with places for the values of a point in its words: {@code {lr}}.
 *
 * @param words the program and its arguments
 */
record VariedCommand(List<String> words) {
    VariedCommand {
        words = List.copyOf(words);
    }

    /**
     * Reads what varies: {@code NAME=VALUES}.
     *
     * @throws IllegalArgumentException in one line for the user
     */
    List<DialValues> values(List<String> typed) {
        List<DialValues> values = new ArrayList<>();
        for (String one : typed) {
            int equals = one.indexOf('=');
            String name = equals < 0 ? one : one.substring(0, equals);
            if (equals < 0 || !name.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
                throw new IllegalArgumentException("--vary is NAME=VALUES, such as lr=1e-3,3e-4, not '" + one + "'");
            }
            if (values.stream().anyMatch(other -> other.dial().equals(name))) {
                throw new IllegalArgumentException("--vary names " + name + " twice");
            }
            if (words.stream().noneMatch(word -> word.contains(place(name)))) {
                throw new IllegalArgumentException(
                        "the command has no place for " + name + "; put " + place(name) + " where its value belongs");
            }
            values.add(DialValues.parse(name, one.substring(equals + 1), ","));
        }
        return values;
    }

    private static String place(String name) {
        return "{" + name + "}";
    }

    /** Returns the program as it runs at a point. */
    RunTask.Program at(Point point, List<DialValues> values) {
        List<String> command = new ArrayList<>();
        for (String word : words) {
            String filled = word;
            for (DialValues one : values) {
                String value = one.varies()
                        ? point.values().get(one.dial())
                        : one.listed().get(0);
                filled = filled.replace(place(one.dial()), value);
            }
            command.add(filled);
        }
        String cwd = Path.of("").toAbsolutePath().toString();
        return new RunTask.Program(command, cwd, null, List.of(), Map.of(), ShellVariables.present(), null);
    }
}
