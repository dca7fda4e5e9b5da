package io.traindeck.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Filters that make the numbers of a patch of an image uncorrelated and of equal size: the eigenvectors of the patches'
 * second moments, each divided by the root of its eigenvalue (Page 2019, "How to Train Your ResNet 8"; Jordan 2024,
 * airbench's {@code init_whitening_conv}).
 */
final class Whitening {
    /** Airbench's value; with it, directions in which patches hardly differ are not made as loud as the others. */
    private static final double EPSILON = 5e-4;

    /** Jacobi's method squares the error with each sweep; ten are enough for hundreds of rows. */
    private static final int MOST_SWEEPS = 30;

    private final double[][] matrix;
    private final double[][] vectors;
    private final int size;

    private Whitening(double[][] moments) {
        size = moments.length;
        matrix = new double[size][];
        vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            matrix[i] = moments[i].clone();
            vectors[i][i] = 1;
        }
    }

    /**
     * Returns the filters, that of the largest eigenvalue first. The sign of an eigenvector is arbitrary; here the
     * number that is largest in size is positive.
     *
     * @param moments a symmetric matrix without negative eigenvalues
     * @return a row for each filter, as many as {@code moments} has
     */
    static double[][] filters(double[][] moments) {
        Whitening whitening = new Whitening(moments);
        whitening.diagonalise();
        return IntStream.range(0, whitening.size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> whitening.matrix[i][i])
                        .reversed())
                .map(whitening::filter)
                .toArray(double[][]::new);
    }

    private double[] filter(int column) {
        double[] vector = Arrays.stream(vectors).mapToDouble(row -> row[column]).toArray();
        double largest = 0;
        for (double value : vector) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        double scale = Math.signum(largest) / Math.sqrt(Math.max(0, matrix[column][column]) + EPSILON);
        return Arrays.stream(vector).map(value -> value * scale).toArray();
    }

    /**
     * Jacobi's method: rotates the matrix until all that is off its diagonal is rounding; the rotations make the
     * vectors.
     */
    private void diagonalise() {
        for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(); sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    if (matrix[p][q] != 0) {
                        rotate(p, q);
                    }
                }
            }
        }
    }

    private boolean isDiagonal() {
        double beside = 0;
        double all = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double square = matrix[i][j] * matrix[i][j];
                all += square;
                beside += i == j ? 0 : square;
            }
        }
        // Its root is then of the size of the rounding of a double.
        return beside <= 1e-32 * all;
    }

    /** Makes the number in row {@code p} and column {@code q} zero. */
    private void rotate(int p, int q) {
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int k = 0; k < size; k++) {
            double left = matrix[k][p];
            matrix[k][p] = cosine * left - sine * matrix[k][q];
            matrix[k][q] = sine * left + cosine * matrix[k][q];
        }
        for (int k = 0; k < size; k++) {
            double upper = matrix[p][k];
            matrix[p][k] = cosine * upper - sine * matrix[q][k];
            matrix[q][k] = sine * upper + cosine * matrix[q][k];
            double left = vectors[k][p];
            vectors[k][p] = cosine * left - sine * vectors[k][q];
            vectors[k][q] = sine * left + cosine * vectors[k][q];
        }
    }
}
