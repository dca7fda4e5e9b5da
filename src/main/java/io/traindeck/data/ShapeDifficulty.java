package io.traindeck.data;

/**
 * The settings that make the shapes hard to tell apart. They are meant to let the default network's validation accuracy
 * climb over several epochs and end between 90 and 99 %. Any change of them changes every image.
 *
 * <p>Units: lengths in pixels, brightness and contrast on the scale 0 (black) to 1 (full), angles in radians.
 */
final class ShapeDifficulty {
    /** The shape, which lies within the image: distance from its centre to its outermost point. */
    static final double MIN_RADIUS_PX = 9;

    static final double MAX_RADIUS_PX = 14;

    /** The smallest ratio of the shorter axis of a shape to the longer one. */
    static final double MIN_ASPECT = .75;

    /** The most that a shape may be turned to either side. */
    static final double MAX_TURN = .4;

    /** The saturation of the background: 0 is grey, 1 any colour there is. */
    static final double MIN_SATURATION = .1;

    static final double MAX_SATURATION = .9;

    /** Distance between the colours of shape and background in RGB space (at most 1.73). */
    static final double MIN_CONTRAST = .5;

    static final double MAX_CONTRAST = .9;

    /** Share of the images whose contrast is low, and the range it then has. */
    static final double LOW_CONTRAST_SHARE = .15;

    static final double MIN_LOW_CONTRAST = .12;

    static final double MAX_LOW_CONTRAST = .3;

    /** Change of brightness from one end of the image, or of the shape, to the other. */
    static final double MAX_BACKGROUND_GRADIENT = .25;

    static final double MAX_SHAPE_GRADIENT = .25;

    /** Clouds behind and on the shape: brightness about the mean, and the distance between their centres. */
    static final double MAX_CLOUD_AMPLITUDE = .06;

    static final double MIN_CLOUD_PX = 4;
    static final double MAX_CLOUD_PX = 12;

    /** Stripes behind the shape: share of the images, brightness about the mean, wavelength. */
    static final double STRIPES_SHARE = .2;

    static final double MAX_STRIPES_AMPLITUDE = .15;
    static final double MIN_STRIPES_PX = 4;
    static final double MAX_STRIPES_PX = 12;

    /** Small shapes of any class behind the real one: how many at most, and their radius. */
    static final int MAX_DISTRACTORS = 2;

    static final double MIN_DISTRACTOR_PX = 1.5;
    static final double MAX_DISTRACTOR_PX = 3.5;

    /** A bar across the shape: share of the images, half its width, and its distance from the shape's centre. */
    static final double OCCLUSION_SHARE = .25;

    static final double MIN_BAR_HALF_WIDTH_PX = .75;
    static final double MAX_BAR_HALF_WIDTH_PX = 2;
    static final double MAX_BAR_OFFSET_PX = 5;

    /** Standard deviation of the noise on each channel of each pixel; an image has one noise level. */
    static final double MIN_NOISE = .01;

    static final double MAX_NOISE = .05;

    private ShapeDifficulty() {}
}
