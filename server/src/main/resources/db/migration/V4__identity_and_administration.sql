-- What administers the server: keys for programs, names for devices, sign-in by code and by PIN, configuration, what has happened, tasks.

-- Keys are shown to administrators again and again, so unlike users' tokens they are kept as they are. The hash is what requests are looked up by.
create table api_keys (
    id bigint not null primary key,
    token_hash text not null unique,
    token text not null unique,
    name text not null,
    created_ms bigint not null,
    last_activity_ms bigint not null
);

-- What an administrator calls a device; whether somebody is signed in on it or not.
create table device_names (
    device_id text not null primary key,
    name text not null
);

create index access_tokens_by_device on access_tokens (device_id);
create index access_tokens_by_activity on access_tokens (last_activity_ms);

-- Devices that wait for somebody to let them in. The secret is with the device only; here is its SHA-256.
create table quick_connects (
    code text not null primary key,
    secret_hash text not null unique,
    device_id text not null,
    device_name text not null,
    app_name text not null,
    app_version text not null,
    user_id text references users (id) on delete cascade,
    created_ms bigint not null,
    expires_ms bigint not null
);

-- Forgotten passwords: the PIN lies in a file that only an operator can read, and here its SHA-256.
create table password_pins (
    user_id text not null primary key references users (id) on delete cascade,
    pin_hash text not null,
    expires_ms bigint not null
);

-- How often something was guessed wrongly, within a window of time.
create table attempts (
    subject text not null primary key,
    failures integer not null,
    until_ms bigint not null
);

-- The server's configuration, a JSON document each.
create table configurations (
    key text not null primary key,
    document text not null
);

-- Small files that all pods show: the splash screen.
create table server_files (
    name text not null primary key,
    content_type text not null,
    content bytea not null,
    changed_ms bigint not null
);

-- No references: what has happened has happened, whoever is gone since.
create table activities (
    id bigint not null primary key,
    name text not null,
    overview text,
    short_overview text,
    kind text not null,
    item_id text,
    user_id text,
    severity text not null,
    date_ms bigint not null
);

create index activities_by_date on activities (date_ms);

create table task_triggers (
    task_key text not null primary key,
    triggers text not null
);

-- The last run of each task.
create table task_runs (
    task_key text not null primary key,
    started_ms bigint not null,
    ended_ms bigint not null,
    status text not null,
    error text
);
