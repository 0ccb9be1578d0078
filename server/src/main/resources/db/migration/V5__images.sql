-- Pictures that people have uploaded, named by the SHA-256 of their content. Pods share no disk, and these cannot be made again.
create table stored_images (
    id text not null primary key,
    bytes bytea not null,
    created_ms bigint not null
);

-- path: upload:<id>
create table user_images (
    user_id text not null primary key references users (id) on delete cascade,
    path text not null,
    modified_ms bigint not null
);

create index user_images_by_path on user_images (path);

create index item_images_by_path on item_images (path);

-- What nobody has looked at yet.
create index item_images_undescribed on item_images (item_id) where blurhash is null;
