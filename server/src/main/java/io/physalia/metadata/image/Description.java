package io.physalia.metadata.image;

/**
 * What clients are told of a picture before they have it.
 *
 * @param width in pixels, as it is to be seen
 * @param height in pixels, as it is to be seen
 */
record Description(int width, int height, String blurhash) {
    private static final int SIDE = 32;

    /** A size with the same ratio in which no more can be seen than a blurhash holds. */
    static Wanted.Size thumbnail(int width, int height) {
        double factor = (double) SIDE / Math.max(width, height);
        return new Wanted.Size(
                (int) Math.max(1, Math.round(width * factor)), (int) Math.max(1, Math.round(height * factor)));
    }
}
