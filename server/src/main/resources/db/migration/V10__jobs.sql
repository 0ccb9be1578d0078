-- Work that all pods share, one row for each thing to do. A row is worked on by whoever took it last: "claim" rises with each taking, and only who holds the
-- present one may write how it ended.
create table jobs (
    -- the hash of kind and key: a thing is in here once
    id text not null primary key,
    kind text not null,
    -- what it is done for, e.g. a library
    scope text not null,
    -- what it is done to, e.g. the path of a file
    subject text not null,
    -- the lower come first
    priority integer not null,
    -- WAITING, RUNNING, DONE, FAILED (is begun anew when somebody asks again) or SET_ASIDE (is not)
    state text not null,
    attempts integer not null default 0,
    not_before_ms bigint not null default 0,
    owner text,
    claim bigint not null,
    result text,
    error text,
    created_ms bigint not null,
    changed_ms bigint not null
);

create index jobs_by_state on jobs (state, priority, created_ms, id);
