-- Runs on SQLite and PostgreSQL. Ids are 32 hexadecimal digits, moments are milliseconds since 1970, documents are JSON in text, and
-- whatever is compared ignoring case has a second column in which it is folded. What is sorted by is ${bytewise}, so that the order is the
-- same on both, whatever the locale of a PostgreSQL.

create table server_settings (
    key text not null primary key,
    value text not null
);

create table users (
    id text not null primary key,
    name text not null,
    name_key text not null unique,
    password_hash text,
    policy text not null,
    configuration text not null,
    failed_logins integer not null default 0,
    created_ms bigint not null,
    last_login_ms bigint,
    last_activity_ms bigint
);

-- The token itself is with the client only; here is its SHA-256.
create table access_tokens (
    token_hash text not null primary key,
    user_id text not null references users (id) on delete cascade,
    device_id text not null,
    device_name text not null,
    app_name text not null,
    app_version text not null,
    created_ms bigint not null,
    last_activity_ms bigint not null,
    unique (user_id, device_id)
);

create table libraries (
    id text not null primary key,
    name text not null,
    name_key text not null unique,
    collection_type text not null,
    options text not null,
    created_ms bigint not null
);

create table library_paths (
    library_id text not null references libraries (id) on delete cascade,
    path text not null,
    position integer not null,
    primary key (library_id, path)
);

create table items (
    id text not null primary key,
    parent_id text,
    library_id text,
    kind text not null,
    name text not null,
    sort_name text ${bytewise} not null,
    search_name text not null,
    path text,
    production_year integer,
    runtime_ms bigint not null,
    container text not null,
    size_bytes bigint not null,
    modified_ms bigint not null,
    media_info text,
    probe_version integer not null,
    provider_ids text not null,
    created_ms bigint not null
);

create index items_by_parent on items (parent_id, sort_name, id);
create index items_by_library on items (library_id, kind, sort_name, id);
create index items_by_kind on items (kind, sort_name, id);

-- No reference to items: a film that is away for a while (a disk not mounted) comes back under its old id, and finds its play state.
create table user_data (
    user_id text not null references users (id) on delete cascade,
    item_id text not null,
    position_ms bigint not null default 0,
    play_count integer not null default 0,
    played boolean not null default false,
    favorite boolean not null default false,
    likes boolean,
    rating double precision,
    last_played_ms bigint,
    audio_stream_index integer,
    subtitle_stream_index integer,
    primary key (user_id, item_id)
);

create index user_data_by_last_played on user_data (user_id, last_played_ms);

-- Derived from a file, made again whenever the file or the algorithm has changed.
create table keyframes (
    source_id text not null primary key,
    algorithm_version integer not null,
    size_bytes bigint not null,
    modified_ms bigint not null,
    times bytea not null
);

-- What clients keep with the server for a user, as they sent it: what they can play (so that a request may come without it), how they show things.
create table client_documents (
    user_id text not null references users (id) on delete cascade,
    kind text not null,
    client text not null,
    name text not null,
    document text not null,
    primary key (user_id, kind, client, name)
);
