package io.traindeck.cli.option;

import io.traindeck.train.Dials;
import io.traindeck.train.Dials.Layers;
import io.traindeck.train.Dials.Length;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.Dials.Rate;
import io.traindeck.train.Dials.Regularisation;
import io.traindeck.train.Dials.ScheduleKind;
import io.traindeck.train.Dials.Updates;
import io.traindeck.train.Recipe;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The dials on the command line: a recipe, and the options that override it. */
public final class DialOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "upgraded",
            description = "A named set of dials: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Recipe recipe;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
    private Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Images a step.")
    private Integer batchSize;

    @Option(names = "--max-lr", paramLabel = "X", description = "Largest learning rate of the schedule.")
    private Double maxLr;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = "How the learning rate moves: ${COMPLETION-CANDIDATES}.")
    private ScheduleKind schedule;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "How gradients become updates: ${COMPLETION-CANDIDATES}.")
    private OptimizerKind optimizer;

    @Option(names = "--weight-decay", paramLabel = "X", description = "Decay of tensors with two or more dimensions.")
    private Double weightDecay;

    @Option(names = "--clip", paramLabel = "X", description = "Largest global gradient norm; 0: no clipping.")
    private Double clip;

    @Option(names = "--dropout", paramLabel = "X", description = "Probability of dropping a channel.")
    private Double dropout;

    @Option(
            names = "--head-dropout",
            paramLabel = "X",
            description = "Probability of dropping a unit of the hidden linear layer.")
    private Double headDropout;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Epochs without a better val_acc before the run stops early; 0: never.")
    private Integer patience;

    @Option(names = "--augment", negatable = true, description = "Random crops and flips of training images.")
    private Boolean augment;

    @Option(
            names = "--widths",
            split = ",",
            preprocessor = ListOnce.class,
            paramLabel = "N",
            description = "Channels of each block, for example 64,128,256.")
    private List<Integer> widths;

    @Option(names = "--hidden", paramLabel = "N", description = "Units of the hidden linear layer.")
    private Integer hidden;

    @Option(
            names = "--seed",
            defaultValue = "42",
            paramLabel = "N",
            description = "Seed of every random draw (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ExtraOptions extras = new ExtraOptions();

    /** The recipe's word. */
    public String recipe() {
        return recipe.toString();
    }

    /** Returns the recipe with the options that override it; a dial that is out of its range is a usage error. */
    public Dials dials() {
        Dials base = recipe.dials(seed);
        try {
            ScheduleKind chosenSchedule = or(schedule, base.rate().schedule());
            return base.with(length(base.length()))
                    .with(new Rate(or(maxLr, base.rate().maxLr()), chosenSchedule))
                    .with(updates(base.updates()))
                    .with(regularisation(base.regularisation()))
                    .with(layers(base.layers()))
                    .with(extras.over(base.extras(), chosenSchedule));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Length length(Length base) {
        return new Length(or(epochs, base.epochs()), or(batchSize, base.batchSize()), or(patience, base.patience()));
    }

    private Updates updates(Updates base) {
        return new Updates(or(optimizer, base.optimizer()), or(weightDecay, base.weightDecay()), or(clip, base.clip()));
    }

    private Regularisation regularisation(Regularisation base) {
        return new Regularisation(
                or(dropout, base.dropout()), or(headDropout, base.headDropout()), or(augment, base.augment()));
    }

    private Layers layers(Layers base) {
        return new Layers(or(widths, base.widths()), or(hidden, base.hidden()), base.batchNorm());
    }

    static <T> T or(T chosen, T otherwise) {
        return chosen == null ? otherwise : chosen;
    }
}
