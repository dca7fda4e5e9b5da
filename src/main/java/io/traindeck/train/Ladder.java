package io.traindeck.train;

import io.traindeck.train.Dials.Layers;
import io.traindeck.train.Dials.Regularisation;
import io.traindeck.train.Dials.Updates;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way from the recipe {@code vanilla} to other dials, one ingredient a rung. Everything else (epochs, batch size,
 * widths, hidden units, patience, extras) is the same on every rung. An ingredient that the ladder leaves out has the
 * values of {@code vanilla} on every rung.
 *
 * @param target the dials from which each ingredient takes its values
 * @param ingredients the ingredients, in the order in which they are added
 */
public record Ladder(Dials target, List<Ingredient> ingredients) implements AblationPlan {

    /** @throws IllegalArgumentException in one line for the user, if a rung would add nothing, or the same twice */
    public Ladder {
        ingredients = List.copyOf(ingredients);
        if (ingredients.isEmpty()) {
            throw new IllegalArgumentException("the ladder has no rung; name one or more of " + words(all()));
        }
        Set<Ingredient> seen = new HashSet<>();
        for (Ingredient ingredient : ingredients) {
            if (!seen.add(ingredient)) {
                throw new IllegalArgumentException("the ladder has the rung '" + ingredient + "' twice");
            }
        }
        for (Ingredient ingredient : ingredients) {
            String lack = ingredient.lack(target);
            if (!lack.isEmpty()) {
                throw new IllegalArgumentException(
                        "the rung '" + ingredient + "' would add nothing: " + lack + remedy(target, ingredients));
            }
        }
    }

    /** Returns every ingredient, in the order in which the lesson tells of them. */
    public static List<Ingredient> all() {
        return List.of(Ingredient.values());
    }

    private static String remedy(Dials target, List<Ingredient> wanted) {
        List<Ingredient> others = wanted.stream()
                .filter(ingredient -> ingredient.lack(target).isEmpty())
                .toList();
        return others.isEmpty()
                ? "; choose another --recipe: this one has no ingredient of the ladder"
                : "; leave it out: --ladder " + words(others);
    }

    private static String words(List<Ingredient> ingredients) {
        return ingredients.stream().map(Ingredient::toString).collect(Collectors.joining(","));
    }

    /** Returns the rungs from {@code vanilla} upwards; each is called by what it adds. */
    @Override
    public List<Variant> variants(long seed) {
        Set<Ingredient> added = EnumSet.noneOf(Ingredient.class);
        List<Variant> rungs = new ArrayList<>();
        String vanilla = Recipe.VANILLA.toString();
        rungs.add(new Variant(0, vanilla, vanilla, dials(added, seed)));
        for (Ingredient ingredient : ingredients) {
            added.add(ingredient);
            rungs.add(new Variant(rungs.size(), ingredient.toString(), "+" + ingredient, dials(added, seed)));
        }
        return rungs;
    }

    private Dials dials(Set<Ingredient> added, long seed) {
        Dials adamw = source(Ingredient.ADAMW, added);
        Dials clip = source(Ingredient.CLIP, added);
        Dials dropout = source(Ingredient.DROPOUT, added);
        Dials augment = source(Ingredient.AUGMENT, added);
        Dials batchNorm = source(Ingredient.BATCHNORM, added);
        return target.with(source(Ingredient.ONECYCLE, added).rate())
                .with(new Updates(
                        adamw.updates().optimizer(),
                        adamw.updates().weightDecay(),
                        clip.updates().clip()))
                .with(new Regularisation(
                        dropout.regularisation().dropout(),
                        dropout.regularisation().headDropout(),
                        augment.regularisation().augment()))
                .with(new Layers(
                        target.layers().widths(),
                        target.layers().hidden(),
                        batchNorm.layers().batchNorm()))
                .withSeed(seed);
    }

    /** Returns the dials from which an ingredient takes its values. */
    private Dials source(Ingredient ingredient, Set<Ingredient> added) {
        return added.contains(ingredient) ? target : Recipe.VANILLA.dials(0);
    }
}
