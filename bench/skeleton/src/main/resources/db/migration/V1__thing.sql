create table thing (id text not null primary key);
