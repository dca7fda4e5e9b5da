package io.traindeck.cli.option;

import io.traindeck.dashboard.draw.Themes;
import java.util.Iterator;
import java.util.List;

/** The names of the themes that come with the program, for shells that complete what is typed. */
final class ThemeNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return new Themes(List.of()).names().iterator();
    }
}
