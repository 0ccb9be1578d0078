package io.physalia.library.scan;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import io.physalia.library.naming.BookName;
import io.physalia.library.naming.MediaType;
import java.util.List;

/** Plans books, comics and audio books. A directory with one of them is the book; one with more is shown as a folder. */
final class BookPlanner {
    private final Planning planning;

    BookPlanner(Planning planning) {
        this.planning = planning;
    }

    void plan(Directory root) {
        planFiles(root, planning.top());
        root.directories().forEach(each -> visit(each, planning.top()));
    }

    private void visit(Directory directory, ItemId parent) {
        List<FileEntry> books = directory.files(MediaType.BOOK);
        List<FileEntry> sounds = directory.files(MediaType.AUDIO);
        boolean hasMore = directory.directories().stream().anyMatch(BookPlanner::hasBooks);
        if (!hasMore && books.size() + sounds.size() == 1) {
            FileEntry file = books.isEmpty() ? sounds.getFirst() : books.getFirst();
            planBook(directory, file, parent, BookName.parse(directory.name()), true);
        } else if (hasBooks(directory)) {
            PlannedItem folder =
                    planning.add(planning.folder(ItemKind.FOLDER, directory, parent, Planning.named(directory.name())));
            planFiles(directory, folder.id());
            directory.directories().forEach(each -> visit(each, folder.id()));
        }
    }

    private void planFiles(Directory directory, ItemId parent) {
        for (MediaType type : List.of(MediaType.BOOK, MediaType.AUDIO)) {
            directory
                    .files(type)
                    .forEach(file ->
                            planBook(directory, file, parent, BookName.parse(MediaType.base(file.name())), false));
        }
    }

    private void planBook(Directory directory, FileEntry file, ItemId parent, BookName name, boolean isAlone) {
        boolean isSound = !MediaType.BOOK.matches(file.name());
        ItemKind kind = isSound ? ItemKind.AUDIO_BOOK : ItemKind.BOOK;
        Metadata metadata = Metadata.builder(name.title())
                .productionYear(name.year())
                .indexNumber(name.index())
                .build();
        PlannedItem book = new PlannedItem(kind.idOf(file.path().toString()), kind, parent, metadata);
        PlannedItem filed = isSound ? book.withMedia(file) : book.withFile(file);
        filed.artwork().addAll(new Pictures(directory).of(kind, MediaType.base(file.name()), isAlone));
        planning.add(filed);
    }

    private static boolean hasBooks(Directory directory) {
        return directory.has(MediaType.BOOK)
                || directory.has(MediaType.AUDIO)
                || directory.directories().stream().anyMatch(BookPlanner::hasBooks);
    }
}
