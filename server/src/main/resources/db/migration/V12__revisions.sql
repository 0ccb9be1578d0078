-- What pods compare with what they keep: a number for the libraries and one for each user, raised with every change of what is in them, or of what the user has played.
-- So a pod that was not told of a change finds out by one small question. Scopes are 'library' and ids of users.
create table revisions (
    scope text not null primary key,
    revision bigint not null
);
