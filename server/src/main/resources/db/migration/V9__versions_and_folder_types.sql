-- Versions of one film that people have put together; laid over what names say. No reference to items: where the primary one's disk is away for a
-- while, the others come back to it.
create table item_merges (
    item_id text not null primary key,
    primary_id text not null,
    -- what it is a version of by its name
    before_id text
);

create index item_merges_by_primary on item_merges (primary_id);

-- What is in a folder, where an administrator has said so; else its names say it.
create table folder_types (
    path text not null primary key,
    content_type text not null
);
