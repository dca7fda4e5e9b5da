package io.traindeck.cli.install;

import io.traindeck.cli.option.Versions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code man}: prints the manual page, for {@code man -l}. Packages install it. */
@Command(name = "man", mixinStandardHelpOptions = true, hidden = true, description = "Prints the manual page.")
public final class ManCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        all.getOut().print(ManPage.of(Grammar.of(all), Versions.ours()));
        all.getOut().flush();
        return 0;
    }
}
