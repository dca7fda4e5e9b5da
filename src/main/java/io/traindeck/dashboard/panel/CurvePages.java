package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Rect;
import java.util.ArrayList;
import java.util.List;

/**
 * Tiles in pages: as many on each as can be read. Tiles that say how training goes do not share a page with tiles that
 * only say how fast it goes.
 */
record CurvePages(List<Page> pages) {
    /**
     * The minimum number of columns of a tile, and one between it and the next: fewer have no room for numbers, axis
     * and curve.
     */
    private static final int LEAST_WIDTH = 38;

    /** The minimum number of rows of a tile, title and axes included. */
    private static final int LEAST_HEIGHT = 7;

    /** The height of a tile on a small screen: a tile with a row less is better than a row of tiles less. */
    private static final int SMALL_HEIGHT = 5;

    private static final int SMALL_ROWS = 3;

    /** The rows of a screen up to which one curve is shown well, and two are not. */
    private static final int FOR_ONE = 16;

    /** The number of columns per row of a tile that is best to look at. */
    private static final double GOOD_SHAPE = 5;

    /** Returns whether there is room for no more than one curve at a time. */
    static boolean isForOne(int height) {
        return height <= FOR_ONE;
    }

    /** @param places the places of the tiles, in their order */
    record Page(List<Tile> tiles, List<Rect> places) {}

    /** Makes pages of that size in cells; none without a tile. */
    static CurvePages of(List<Tile> tiles, int width, int height) {
        List<Page> pages = new ArrayList<>();
        addPages(pages, tiles.stream().filter(Tile::isOfLearning).toList(), width, height);
        addPages(pages, tiles.stream().filter(tile -> !tile.isOfLearning()).toList(), width, height);
        return new CurvePages(List.copyOf(pages));
    }

    private static void addPages(List<Page> pages, List<Tile> tiles, int width, int height) {
        List<Tile> left = tiles;
        while (!left.isEmpty()) {
            Grid grid = Grid.of(left.size(), left.get(0).front(), width, height);
            int count = Math.min(left.size(), grid.capacity());
            pages.add(new Page(left.subList(0, count), grid.places(count, width, height)));
            left = left.subList(count, left.size());
        }
    }

    /** The page that the tile of that key is on; the first if it is on none. */
    int pageOf(String key) {
        for (int i = 0; i < pages.size(); i++) {
            if (pages.get(i).tiles().stream().anyMatch(tile -> tile.key().equals(key))) {
                return i;
            }
        }
        return 0;
    }

    /** The tile of that key, or the first; there must be one. */
    Tile chosen(String key) {
        List<Tile> all = tiles();
        return all.stream().filter(tile -> tile.key().equals(key)).findFirst().orElse(all.get(0));
    }

    /** All tiles, in their order. */
    List<Tile> tiles() {
        return pages.stream().flatMap(page -> page.tiles().stream()).toList();
    }

    /**
     * @param across the number of tiles in a row
     * @param wide whether the first has a row of its own
     */
    private record Grid(int across, int rows, boolean wide) {

        /**
         * The grid with as few tiles in a row as have room for all; if there are several ways, the one with the best
         * shapes.
         */
        static Grid of(int tiles, boolean wide, int width, int height) {
            int mostAcross = isForOne(height) ? 1 : Math.max(1, width / LEAST_WIDTH);
            int mostRows =
                    isForOne(height) ? 1 : Math.max(height / LEAST_HEIGHT, Math.min(SMALL_ROWS, height / SMALL_HEIGHT));
            Grid best = new Grid(mostAcross, mostRows, wide);
            double distance = Double.POSITIVE_INFINITY;
            for (int across = 1; across <= mostAcross; across++) {
                int rows = wide ? 1 + (tiles - 1 + across - 1) / across : (tiles + across - 1) / across;
                double shape = (double) (width / across) / (height / Math.max(1, rows));
                double from = Math.abs(Math.log(shape / GOOD_SHAPE));
                if (rows <= mostRows && from < distance) {
                    best = new Grid(across, rows, wide);
                    distance = from;
                }
            }
            return best;
        }

        int capacity() {
            return wide ? 1 + (rows - 1) * across : rows * across;
        }

        /**
         * The places of the tiles. The first row has the height that the others leave over, and tiles of a row that is
         * not full are wider.
         */
        List<Rect> places(int count, int width, int height) {
            int rest = height / rows;
            int first = height - rest * (rows - 1);
            List<Rect> places = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                int inRow = wide && row == 0 ? 1 : Math.min(across, count - places.size());
                for (int column = 0; column < inRow; column++) {
                    int x = column * (width / inRow);
                    int columns = column == inRow - 1 ? width - x : width / inRow - 1;
                    int y = row == 0 ? 0 : first + (row - 1) * rest;
                    places.add(new Rect(x, y, columns, row == 0 ? first : rest));
                }
            }
            return places;
        }
    }
}
