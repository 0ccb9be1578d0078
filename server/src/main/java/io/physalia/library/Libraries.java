package io.physalia.library;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The libraries of this server. Thread-safe; a change is seen by every pod. Adding a path does not scan it: see {@link Scanner}. */
public interface Libraries {

    /** By name. */
    List<Library> list();

    Optional<Library> find(ItemId id);

    /** Finds by name, ignoring case. */
    Optional<Library> findByName(String name);

    /**
     * Makes a library.
     *
     * @param paths existing, readable directories; else {@code INVALID_PARAMETER}
     * @param optionsJson a JSON object, {@code {}} for none
     * @throws io.physalia.failure.Failure {@code NAME_TAKEN}, {@code INVALID_PARAMETER}
     */
    Library add(String name, CollectionType type, List<Path> paths, String optionsJson);

    /** Removes a library and its items, not the files. */
    void remove(ItemId id);

    /** The id stays. */
    Library rename(ItemId id, String name);

    Library addPath(ItemId id, Path path);

    /** Forgets a path and the items under it. */
    Library removePath(ItemId id, Path path);

    Library setOptions(ItemId id, String optionsJson);

    /** What administrators have said is in single folders of libraries. */
    Map<Path, CollectionType> folderTypes();
}
