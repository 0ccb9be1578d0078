package io.physalia.metadata.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImageTagsTest {
    private final ImageTags tags = new ImageTags("secret");
    private final Instant modified = Instant.ofEpochMilli(1234);

    @Test
    void aTagChangesWithThePictureAndWithTheSecret() {
        String tag = tags.of("item", "Primary", 0, "/a.jpg", modified);
        assertThat(tag)
                .matches("[0-9a-f]{32}")
                .isEqualTo(new ImageTags("secret").of("item", "Primary", 0, "/a.jpg", modified));
        assertThat(Set.of(
                        tag,
                        tags.of("other", "Primary", 0, "/a.jpg", modified),
                        tags.of("item", "Backdrop", 0, "/a.jpg", modified),
                        tags.of("item", "Primary", 1, "/a.jpg", modified),
                        tags.of("item", "Primary", 0, "/b.jpg", modified),
                        tags.of("item", "Primary", 0, "/a.jpg", modified.plusMillis(1)),
                        new ImageTags("another").of("item", "Primary", 0, "/a.jpg", modified)))
                .hasSize(7);
    }

    @Test
    void onlyTheWholeTagIsTheTag() {
        String tag = tags.of("item", "Primary", 0, "/a.jpg", modified);
        assertThat(ImageTags.isSame(tag, tag)).isTrue();
        assertThat(ImageTags.isSame("", tag)).isFalse();
        assertThat(ImageTags.isSame(tag.substring(1), tag)).isFalse();
    }
}
