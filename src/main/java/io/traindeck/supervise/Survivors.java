package io.traindeck.supervise;

import io.traindeck.machine.ProcessTree;
import io.traindeck.run.RunFolder;
import io.traindeck.run.StartedProcess;
import java.util.List;

/** Finds the processes of a program that live although its supervisor does not. Only Linux tells. */
public final class Survivors {
    private Survivors() {}

    /**
     * Returns those in the session that was recorded; if the supervisor was killed before it could record one, all that
     * have been started for the run.
     *
     * @param recorded the first process of the program, which may be gone; null for none
     */
    public static List<Long> of(RunFolder folder, StartedProcess recorded) {
        long here = ProcessHandle.current().pid();
        ProcessTree tree = new ProcessTree(recorded == null ? here : recorded.pid());
        // A number is given to other sessions later: the variable tells the program's from these.
        List<Long> started = tree.withVariable(Program.variable(folder));
        List<Long> session = recorded == null
                ? started
                : tree.members().stream()
                        .filter(each -> each.session() == recorded.pid())
                        .map(ProcessTree.Member::pid)
                        .toList();
        return started.stream()
                .filter(pid -> pid != here && session.contains(pid))
                .sorted()
                .toList();
    }
}
