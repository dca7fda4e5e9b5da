package io.traindeck.train;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A training with all of its parts, and once more without each of them. This shows parts that help only together with
 * others, which a {@link Ladder} does not show.
 *
 * @param whole the word for the run that has all parts
 * @param all the dials of that run
 * @param parts the parts, in the order in which they are left out
 */
public record LeaveOneOut(String whole, Dials all, List<Part> parts) implements AblationPlan {

    /** @throws IllegalArgumentException in one line for the user, if there is nothing to leave out, or the same twice */
    public LeaveOneOut {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to leave out; choose another --recipe, such as fast");
        }
        if (EnumSet.copyOf(parts).size() < parts.size()) {
            throw new IllegalArgumentException("--parts names one twice: " + words(parts.stream()));
        }
        for (Part part : parts) {
            if (part.without(all).equals(all)) {
                throw new IllegalArgumentException(
                        "there is no '" + part + "' to leave out; there are " + words(partsOf(all).stream()));
            }
        }
    }

    /** Returns every part that these dials have. */
    public static List<Part> partsOf(Dials dials) {
        return Stream.of(Part.values())
                .filter(part -> !part.without(dials).equals(dials))
                .toList();
    }

    private static String words(Stream<Part> parts) {
        return parts.map(Part::toString).collect(Collectors.joining(","));
    }

    @Override
    public List<Variant> variants(long seed) {
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant(0, whole, whole, all.withSeed(seed)));
        for (Part part : parts) {
            Dials without = part.without(all).withSeed(seed);
            variants.add(new Variant(variants.size(), "without-" + part, "without " + part, without));
        }
        return variants;
    }
}
