-- Keyframes are found by the version of their file. They are derived and read again when they are missing, so nothing is carried over.
drop table keyframes;

create table keyframes (
    source_id text not null primary key,
    source_version text not null,
    algorithm_version integer not null,
    times bytea not null
);
