-- Items of every kind. What lists filter and sort by is a column or a side table; what only a detail page shows is in item_details. Items of
-- libraries are derived from files and found again by a scan: the films that are there stay listed and are read anew by the next scan.

alter table items rename to items_before;
drop index items_by_parent;
drop index items_by_library;
drop index items_by_kind;

create table items (
    id text not null primary key,
    parent_id text,
    library_id text,
    kind text not null,
    media_type text not null default 'Unknown',
    -- false for extras, further versions and further parts, and for what is there because others name it (people, genres)
    listed boolean not null default true,
    folder boolean not null default false,
    -- known, but without a file (an episode that is missing)
    virtual boolean not null default false,
    name text not null,
    -- the name folded; what people, genres and the like are told apart by
    name_key text ${bytewise} not null,
    sort_name text ${bytewise} not null,
    forced_sort_name text,
    original_title text,
    path text,
    production_year integer,
    premiere_ms bigint,
    end_ms bigint,
    official_rating text,
    custom_rating text,
    -- the age that the rating stands for; null: not rated or unknown
    rating_score integer,
    -- the same, else that of the series or album that it is in
    effective_rating_score integer,
    community_rating double precision,
    critic_rating double precision,
    index_number integer,
    index_number_end integer,
    parent_index_number integer,
    -- where an episode is in the order in which its series was aired, specials in between
    aired_order bigint,
    airs_before_season integer,
    airs_before_episode integer,
    airs_after_season integer,
    series_id text,
    series_name text,
    series_sort_name text ${bytewise},
    season_id text,
    season_name text,
    album_id text,
    album_name text,
    album_artist text,
    status text,
    runtime_ms bigint not null default 0,
    container text not null default '',
    size_bytes bigint not null default 0,
    bitrate_bps bigint not null default 0,
    modified_ms bigint not null default 0,
    width integer,
    height integer,
    video_type text,
    three_d text,
    has_subtitles boolean not null default false,
    extra_type text,
    owner_id text,
    primary_version_id text,
    version_name text,
    part_of_id text,
    part_number integer,
    locked boolean not null default false,
    probe_version integer not null default 0,
    -- changes when anything changes that the item was made from
    fingerprint text not null default '',
    created_ms bigint not null,
    saved_ms bigint not null,
    -- when the newest thing below it was added
    last_content_ms bigint not null
);

create table item_details (
    item_id text not null primary key references items (id) on delete cascade,
    overview text,
    media_info text,
    document text not null default '{}'
);

insert into items (id, parent_id, library_id, kind, media_type, folder, name, name_key, sort_name, path, production_year, runtime_ms,
    container, size_bytes, modified_ms, created_ms, saved_ms, last_content_ms)
select id, parent_id, library_id, kind,
    case when kind in ('Movie', 'Video', 'MusicVideo', 'Trailer', 'Episode') then 'Video' else 'Unknown' end,
    case when kind in ('Movie', 'Video', 'MusicVideo', 'Trailer', 'Episode') then false else true end,
    name, search_name, sort_name, path, production_year, runtime_ms, container, size_bytes, modified_ms, created_ms, created_ms, created_ms
from items_before;

insert into item_details (item_id, media_info) select id, media_info from items_before;

drop table items_before;

create index items_by_parent on items (parent_id, listed, sort_name, id);
create index items_by_library on items (library_id, kind, listed, sort_name, id);
create index items_by_kind on items (kind, listed, sort_name, id);
create index items_by_library_created on items (library_id, kind, listed, created_ms);
create index items_by_kind_created on items (kind, listed, created_ms);
create index items_by_name_key on items (kind, name_key);
create index items_by_series on items (series_id, aired_order);
create index items_by_season on items (season_id, aired_order);
create index items_by_album on items (album_id);
create index items_by_path on items (path);
create index items_by_owner on items (owner_id) where owner_id is not null;
create index items_by_version on items (primary_version_id) where primary_version_id is not null;
create index items_by_part on items (part_of_id) where part_of_id is not null;

-- Every folder above an item but for its library and the root, which are columns.
create table item_ancestors (
    item_id text not null references items (id) on delete cascade,
    ancestor_id text not null,
    -- whether the item holds no others
    leaf boolean not null,
    primary key (item_id, ancestor_id)
);

create index item_ancestors_below on item_ancestors (ancestor_id, leaf, item_id);

create table item_provider_ids (
    item_id text not null references items (id) on delete cascade,
    provider text not null,
    provider_key text not null,
    value text not null,
    primary key (item_id, provider_key)
);

create index item_provider_ids_by_value on item_provider_ids (provider_key, value);

-- Genre, Studio, Tag, Artist, AlbumArtist. All but tags are items as well, with the id value_id.
create table item_values (
    item_id text not null references items (id) on delete cascade,
    value_type text not null,
    position integer not null,
    name text not null,
    value_key text not null,
    value_id text not null,
    primary key (item_id, value_type, position)
);

create index item_values_by_id on item_values (value_id, value_type, item_id);
create index item_values_by_key on item_values (value_type, value_key, item_id);

create table item_people (
    item_id text not null references items (id) on delete cascade,
    position integer not null,
    person_id text not null,
    name text not null,
    person_type text not null,
    role text not null,
    primary key (item_id, position)
);

create index item_people_by_person on item_people (person_id, person_type, item_id);

create table item_images (
    item_id text not null references items (id) on delete cascade,
    image_type text not null,
    image_index integer not null,
    path text not null,
    modified_ms bigint not null,
    size_bytes bigint not null default 0,
    width integer,
    height integer,
    blurhash text,
    -- set by somebody with a client: a scan leaves it alone
    uploaded boolean not null default false,
    primary key (item_id, image_type, image_index)
);

-- Files beside an item's own: subtitles, audio tracks, lyrics.
create table item_sidecars (
    item_id text not null references items (id) on delete cascade,
    position integer not null,
    stream_type text not null,
    path text not null,
    codec text not null,
    language text not null,
    title text not null,
    is_default boolean not null,
    is_forced boolean not null,
    is_hearing_impaired boolean not null,
    modified_ms bigint not null,
    primary key (item_id, position)
);

-- What is spoken and what can be read, inside the file and beside it.
create table item_languages (
    item_id text not null references items (id) on delete cascade,
    stream_type text not null,
    language text not null,
    primary key (item_id, stream_type, language)
);

create index item_languages_by_language on item_languages (stream_type, language, item_id);

-- Members of box sets and playlists. No reference to the member: a film whose disk is away for a while stays in its collections.
create table item_links (
    owner_id text not null references items (id) on delete cascade,
    entry_id text not null,
    position integer not null,
    child_id text not null,
    primary key (owner_id, entry_id)
);

create index item_links_in_order on item_links (owner_id, position);
create index item_links_by_child on item_links (child_id, owner_id);

create table playlists (
    item_id text not null primary key references items (id) on delete cascade,
    owner_user_id text references users (id) on delete set null,
    open_access boolean not null default false
);

create table playlist_shares (
    playlist_id text not null references playlists (item_id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    can_edit boolean not null,
    primary key (playlist_id, user_id)
);

-- What was changed by hand; laid over whatever a scan finds, so no reference to items.
create table item_edits (
    item_id text not null primary key,
    document text not null,
    edited_ms bigint not null
);

-- By what an item that was moved or renamed is known again. Rows stay when their item goes, so that what comes back or turns up elsewhere
-- finds its play state.
create table item_keys (
    data_key text not null,
    item_id text not null,
    primary key (data_key, item_id)
);

create index item_keys_by_item on item_keys (item_id);

-- Search: the words of every item's names, and the trigrams of every word there is, by which a mistyped word finds the right ones.
create table item_words (
    word text ${bytewise} not null,
    item_id text not null references items (id) on delete cascade,
    primary key (word, item_id)
);

create index item_words_by_item on item_words (item_id);

create table word_trigrams (
    trigram text ${bytewise} not null,
    word text ${bytewise} not null,
    primary key (trigram, word)
);

create index user_data_by_item on user_data (item_id);
create index user_data_resumable on user_data (user_id, last_played_ms) where position_ms > 0;
create index user_data_favorites on user_data (user_id, favorite, item_id);
create index user_data_played on user_data (user_id, played, item_id);
