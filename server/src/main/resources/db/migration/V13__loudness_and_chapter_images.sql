-- By how many decibels a song, and the album that it is on, are to be made louder, as its tags say; the next scan says.
alter table items add column track_gain_db double precision;
alter table items add column album_gain_db double precision;

-- How loud songs and albums are, where it was measured. It can be measured again, and belongs to one state of the files.
create table loudness (
    item_id text not null primary key references items (id) on delete cascade,
    -- of a song's file its size and time of change, of an album the number of its songs and the sums of theirs
    state text not null,
    -- integrated loudness; null: there is nothing but silence
    lufs double precision,
    -- how many gating blocks of a song have which loudness: those of an album are the sum of its songs'
    blocks text
);

-- A frame of each chapter of films, for all pods. They can be made again, and belong to one state of the file.
create table chapter_images (
    item_id text not null references items (id) on delete cascade,
    chapter_index integer not null,
    start_ms bigint not null,
    -- the film's file, and how it was wanted to be divided and how large
    file_state text not null,
    settings text not null,
    modified_ms bigint not null,
    content bytea not null,
    primary key (item_id, chapter_index)
);
