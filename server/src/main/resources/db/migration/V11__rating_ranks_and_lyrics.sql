-- The place of a rating among those of one age; what pods of an older program write comes first among them. The next scan says.
alter table items add column rating_place integer not null default 0;
alter table items add column effective_rating_place integer not null default 0;

-- Whether a song has lyrics, beside it or inside; the next scan says.
alter table items add column has_lyrics boolean not null default false;
