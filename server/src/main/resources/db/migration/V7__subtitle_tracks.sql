-- Text that was taken out of films, for all pods. It can be made again, and belongs to one state of the file.
create table subtitle_tracks (
    source_id text not null,
    source_version text not null,
    stream_index integer not null,
    content bytea not null,
    primary key (source_id, stream_index)
);
