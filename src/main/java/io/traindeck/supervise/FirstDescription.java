package io.traindeck.supervise;

import io.traindeck.event.Command;
import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.run.RunTask;
import io.traindeck.text.Shell;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The description of a program that can be given before it has told anything itself. */
final class FirstDescription {
    private FirstDescription() {}

    /** Returns the commands that signals obey, and how the program is started. */
    static Description of(RunTask.Program task) {
        Set<String> commands = new TreeSet<>(task.on().keySet());
        commands.add(Command.PAUSE.word());
        commands.add(Command.STOP.word());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("command", task.command().stream().map(Shell::quoted).collect(Collectors.joining(" ")));
        facts.put("cwd", task.cwd());
        if (task.git() != null) {
            facts.put("git", task.git());
        }
        return new Description(Plan.UNKNOWN, null, commands, facts);
    }
}
