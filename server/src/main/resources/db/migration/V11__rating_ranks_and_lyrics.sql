-- Ratings of one age are told apart: what was an age is a rank, a hundred of them to an age. The next scan puts each rating in its place among those.
update items set rating_score = rating_score * 100 where rating_score is not null;
update items set effective_rating_score = effective_rating_score * 100 where effective_rating_score is not null;

-- Whether a song has lyrics, beside it or inside; the next scan says.
alter table items add column has_lyrics boolean not null default false;
