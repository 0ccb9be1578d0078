-- Pages of large libraries are read from indexes alone, in the order that is asked for, so that nothing is sorted and no row is looked at but those of the page.

drop index items_by_library_created;
create index items_by_library_created on items (library_id, kind, listed, created_ms, sort_name, id);
create index items_by_library_album on items (library_id, kind, listed, album_name ${nullsfirst}, sort_name, id);
create index items_by_library_rating on items (library_id, kind, listed, community_rating ${nullsfirst}, sort_name, id);

-- Whether an item that something else names (a genre, a person, play state) is one of those that are asked for.
create index items_by_id on items (id, library_id, kind, listed, series_id, parent_index_number, aired_order);

drop index user_data_played;
create index user_data_played on user_data (user_id, played, item_id, last_played_ms);

-- Statistics that know some of the indexes only make bad plans.
analyze items;
analyze user_data;
