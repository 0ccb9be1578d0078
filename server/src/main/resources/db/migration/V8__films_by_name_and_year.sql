-- Films are listed by name and year, so that versions of a story come in the order in which they were made: read in that order, and nothing is sorted.
create index items_by_library_name_year on items (library_id, kind, listed, sort_name, production_year ${nullsfirst}, id);

analyze items;
