package io.physalia.library;

import static org.jooq.impl.SQLDataType.VARCHAR;

import io.physalia.database.schema.tables.Items;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The {@link io.physalia.media.FileState} of items' files, as the last scan saw them. */
public final class FileStateColumn {
    private FileStateColumn() {}

    public static Field<String> of(Items items) {
        return DSL.concat(items.SIZE_BYTES.cast(VARCHAR), DSL.inline("-"), items.MODIFIED_MS.cast(VARCHAR));
    }
}
