package io.traindeck.dashboard.keys;

import com.googlecode.lanterna.input.KeyStroke;
import io.traindeck.dashboard.draw.Glyphs;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The one table of keys: dispatch, footer, help and the documents are made from it. {@link Bindings} has its lines.
 *
 * <p>For one thread.
 */
public final class KeyTable {
    /** The actions of the digits, from 1 on, on pages whose views depend on the runs that are shown. */
    public static final List<Action> VIEWS = List.of(
            Action.VIEW_1,
            Action.VIEW_2,
            Action.VIEW_3,
            Action.VIEW_4,
            Action.VIEW_5,
            Action.VIEW_6,
            Action.VIEW_7,
            Action.VIEW_8,
            Action.VIEW_9);

    private final List<Binding> bindings = new Bindings().all();

    /** The bindings of the contexts that have been asked for. */
    private final Map<Context, List<Binding>> byContext = new EnumMap<>(Context.class);

    /** Returns what a key press means there; empty if it means nothing. */
    public Optional<Action> find(KeyStroke stroke, Focus focus) {
        return bindings.stream()
                .filter(binding -> binding.matches(stroke, focus))
                .map(Binding::action)
                .findFirst();
    }

    /** The bindings that hold in {@code context}, in the order of the table. */
    public List<Binding> in(Context context) {
        return byContext.computeIfAbsent(context, this::holdingIn);
    }

    private List<Binding> holdingIn(Context context) {
        return bindings.stream()
                .filter(binding -> binding.contexts().contains(context))
                .toList();
    }

    /** The lines of help in {@code context}: keys, and what they do. */
    public List<Entry> help(Context context, Glyphs glyphs) {
        return help(context, glyphs, action -> true);
    }

    /**
     * @param works whether an action can do anything there: the keys of others are left out, and so are sentences about
     * them
     */
    public List<Entry> help(Context context, Glyphs glyphs, Predicate<Action> works) {
        List<Entry> entries = new ArrayList<>();
        boolean isTold = false;
        for (Binding binding : in(context)) {
            boolean isFirst = !binding.help().isEmpty();
            isTold = isFirst ? works.test(binding.action()) : isTold;
            String keys = binding.labels(glyphs);
            if (isTold && isFirst) {
                entries.add(new Entry(keys, binding.help()));
            } else if (isTold && works.test(binding.action())) {
                Entry before = entries.remove(entries.size() - 1);
                entries.add(new Entry(before.with(keys), before.sentence()));
            }
        }
        return entries;
    }

    /** A line of help. */
    public record Entry(String keys, String sentence) {
        /** The keys and more of them; those that are among them already are left out. */
        private String with(String more) {
            List<String> all = new ArrayList<>(List.of(keys.split(" ")));
            for (String key : more.split(" ")) {
                if (!all.contains(key)) {
                    all.add(key);
                }
            }
            return String.join(" ", all);
        }
    }

    /** The lines of {@code context} as a Markdown table, for the documents. */
    public String markdown(Context context) {
        StringBuilder out = new StringBuilder("| " + context.name().toLowerCase(Locale.ROOT) + " | |\n| --- | --- |\n");
        for (Entry entry : help(context, Glyphs.UNICODE)) {
            out.append("| `").append(entry.keys()).append("` | ");
            out.append(entry.sentence()).append(" |\n");
        }
        return out.append('\n').toString();
    }
}
