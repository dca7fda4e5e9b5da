package io.traindeck.cli;

import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.cli.trainer.TrainerProcess;
import io.traindeck.event.Dial;
import io.traindeck.run.RunFolder;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trainer}: the command by which a trainer is started in the background. It is not for people. */
@Command(name = "trainer", hidden = true)
final class TrainerCommand implements Callable<Integer> {
    @Mixin
    private BackgroundOptions options;

    @Option(names = "--set")
    private Map<Dial, String> changes = Map.of();

    @Option(names = "--branch-of")
    private String parent;

    @Mixin
    private AmendOptions amend;

    @Override
    public Integer call() throws Exception {
        RunFolder folder = options.folder();
        TrainerMode mode = options.mode(changes, parent, amend.of(folder));
        return new TrainerProcess(folder, System.out, false).run(mode);
    }
}
