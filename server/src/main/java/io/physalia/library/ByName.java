package io.physalia.library;

/**
 * Items that are there because others name them. Their ids come from the folded name, so that two scans on two pods make the same ones without asking
 * each other, and another spelling finds the same item.
 */
public final class ByName {
    private ByName() {}

    public static ItemId person(String name) {
        return id(ItemKind.PERSON, "People", name);
    }

    public static ItemId genre(String name) {
        return id(ItemKind.GENRE, "Genre", name);
    }

    public static ItemId musicGenre(String name) {
        return id(ItemKind.MUSIC_GENRE, "MusicGenre", name);
    }

    public static ItemId studio(String name) {
        return id(ItemKind.STUDIO, "Studio", name);
    }

    /** Also the id of an artist who has a folder: wherever the folder lies, there is one artist of a name. */
    public static ItemId artist(String name) {
        return id(ItemKind.MUSIC_ARTIST, "artists", name);
    }

    public static ItemId year(int year) {
        return id(ItemKind.YEAR, "Year", Integer.toString(year));
    }

    /** The box set of films that name one; a set of that name that a person has made is taken instead. */
    static ItemId collection(String name) {
        return id(ItemKind.BOX_SET, "Collection", name);
    }

    /** Tags are no items, but are told apart likewise. */
    static ItemId tag(String name) {
        return id(ItemKind.FOLDER, "Tag", name);
    }

    /** Names with the same key are the same name. */
    public static String key(String name) {
        return SortName.searched(name);
    }

    private static ItemId id(ItemKind kind, String folder, String name) {
        return kind.idOf("metadata\\" + folder + "\\" + key(name));
    }
}
