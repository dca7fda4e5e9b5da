package io.traindeck.source.text;

import java.util.List;
import java.util.Set;

/** Makes the name of a number from the words before it, if they are a name. */
final class WordName {
    private static final int LONGEST_EXPLICIT = 5;
    private static final int LONGEST_IMPLICIT = 4;
    private static final int MOST_LETTERS = 80;

    /** Names of numbers that are not measurements. */
    private static final Set<String> NEVER =
            Set.of(("line page version port pid seed rank local_rank device gpu cuda v_num id figure section "
                            + "chapter python torch node ip timestamp release world_size num_workers year no number num "
                            + "n errno code exit eta type epochs params parameters level took jan feb mar apr may jun "
                            + "jul aug sep oct nov dec")
                    .split(" "));

    /** Words of sentences: words beside them, before a number, are not a name. */
    private static final Set<String> OF_SENTENCES =
            Set.of(("then which where while until its their these must should from to the with for than "
                            + "improved saving using after over into as or not at on in by is was are has have a an this "
                            + "that it we you if when did does be will can about only reached found loaded loading "
                            + "created saved took see least most between every each per last first next up got waiting "
                            + "wrote")
                    .split(" "));

    /** Words between a measurement and the thing that was measured. */
    private static final Set<String> BEFORE_OBJECT = Set.of("of", "on", "for", "over", "in");

    private static final Set<String> FILE_ENDINGS =
            Set.of(("py c cc cpp cu h hpp java rs go js ts sh txt log md json yaml yml pt pth pkl bin npz csv "
                            + "html so ipynb cfg toml ckpt safetensors jpg png")
                    .split(" "));

    private WordName() {}

    /**
     * Returns the name.
     *
     * @param words the words, in lower case
     * @param explicit whether a sign stands between them and the number
     * @return null if the words are not a name
     */
    static String of(List<String> words, boolean explicit) {
        int to = words.size();
        while (to > 1
                && (words.get(to - 1).equals("is")
                        || words.get(to - 1).equals("of")
                        || words.get(to - 1).equals("was"))) {
            to--;
        }
        String last = words.get(to - 1);
        if (OF_SENTENCES.contains(last) || !explicit && last.endsWith("ing")) {
            return null;
        }
        int from = to > 1 && words.get(0).equals("the") ? 1 : 0;
        List<String> name = explicit ? withoutObject(words.subList(from, to)) : words.subList(from, to);
        if (name.size() > (explicit ? LONGEST_EXPLICIT : LONGEST_IMPLICIT)
                || isNever(name.get(name.size() - 1))
                || name.get(0).startsWith("num")) {
            return null;
        }
        for (String word : name) {
            if (isPath(word) || isCount(word) || !explicit && OF_SENTENCES.contains(word)) {
                return null;
            }
        }
        String joined = String.join("_", name);
        return joined.length() > MOST_LETTERS || joined.endsWith(".") ? null : joined;
    }

    /** Returns the words before the measured thing: "accuracy" of "accuracy of the network on the 10000 images". */
    private static List<String> withoutObject(List<String> words) {
        for (int i = 2; i < words.size(); i++) {
            if (words.get(i).equals("the") && BEFORE_OBJECT.contains(words.get(i - 1))) {
                return words.subList(0, i - 1);
            }
        }
        return words;
    }

    private static boolean isCount(String word) {
        return word.chars().allMatch(Character::isDigit);
    }

    /** Returns whether a number of this name is not a measurement. */
    static boolean isNever(String word) {
        return NEVER.contains(word) || word.startsWith("num_");
    }

    private static boolean isPath(String word) {
        int dot = word.lastIndexOf('.');
        return dot >= 0 && FILE_ENDINGS.contains(word.substring(dot + 1)) || word.startsWith("www.");
    }

    /** Returns whether the word is a value that only settings have. */
    static boolean isSetting(String word) {
        return switch (word) {
            case "none", "true", "false", "null" -> true;
            default -> false;
        };
    }

    /** Returns whether the word is a type that Python writes around a number. */
    static boolean wrapsNumber(String word) {
        return switch (word) {
            case "tensor", "array", "float", "np.float64", "np.float32", "np.float16", "np.int64", "np.int32" -> true;
            default -> false;
        };
    }
}
