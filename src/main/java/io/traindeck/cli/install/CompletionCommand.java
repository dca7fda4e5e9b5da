package io.traindeck.cli.install;

import io.traindeck.cli.option.Words;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: prints what a shell must be told to complete what is typed. Packages install it. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        hidden = true,
        description = "Prints the completion for a shell.")
public final class CompletionCommand implements Callable<Integer> {
    private enum Shell {
        BASH(BashCompletion::of),
        ZSH(ZshCompletion::of),
        FISH(FishCompletion::of);

        private final Function<Grammar, String> script;

        Shell(Function<Grammar, String> script) {
            this.script = script;
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.", converter = ShellConverter.class)
    private Shell shell;

    private static final class ShellConverter implements CommandLine.ITypeConverter<Shell> {
        @Override
        public Shell convert(String word) throws Exception {
            return Words.of(Shell.class).convert(word);
        }
    }

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        all.getOut().print(shell.script.apply(Grammar.of(all)));
        all.getOut().flush();
        return 0;
    }
}
