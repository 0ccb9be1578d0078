package io.physalia.database;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many rows a table has, and a checksum of them all: the sum of the rows' SHA-256, so their order does not matter. Not thread-safe. */
final class TableDigest {
    private final MessageDigest sha256;
    private long rows;
    private long sum;

    TableDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Takes one row in; answers how many bytes it has. */
    int add(List<TableShape.Column> columns, @Nullable Object[] row) {
        int size = 0;
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            if (value == null) {
                sha256.update((byte) 0);
                continue;
            }
            byte[] bytes = columns.get(i).type().bytes(value);
            // With its length before it, no value can be taken for the end of the one before.
            sha256.update((byte) 1);
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            sha256.update(bytes);
            size += bytes.length;
        }
        sum += ByteBuffer.wrap(sha256.digest()).getLong();
        rows++;
        return size;
    }

    long rows() {
        return rows;
    }

    /** 16 hexadecimal digits. */
    String checksum() {
        return "%016x".formatted(sum);
    }

    boolean isSameAs(TableDigest other) {
        return rows == other.rows && sum == other.sum;
    }
}
