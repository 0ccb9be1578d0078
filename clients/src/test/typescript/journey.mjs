// A journey of Jellyfin's TypeScript SDK through a new server: node journey.mjs <address> <films> <series> <music>, the last three being directories.
// Both generations of the SDK have the same operations in differently named classes, so an operation is called by its name alone.
import assert from 'node:assert/strict';
import { Jellyfin } from '@jellyfin/sdk';
import * as apis from '@jellyfin/sdk/lib/utils/api/index.js';

const [address, films, series, music] = process.argv.slice(2);
const TICKS_PER_SECOND = 10_000_000;
const FACTORIES = Object.entries(apis).filter(([name]) => /^get\w+Api$/.test(name)).map(([, make]) => make);

class Client {
    constructor(device) {
        const sdk = new Jellyfin({
            clientInfo: { name: 'Physalia’s tests', version: '1.0' },
            deviceInfo: { name: device, id: `id of ${device}` }
        });
        this.sdk = sdk;
        this.api = sdk.createApi(address);
    }

    take(accessToken) {
        if (this.api.update) {
            this.api.update({ accessToken });
        } else {
            this.api.accessToken = accessToken;
        }
    }

    /** The body of the answer to an operation of the document. */
    async call(operation, parameters) {
        // Made anew each time: the SDK gives a class the token that is there when it is made.
        const owner = FACTORIES.map(make => make(this.api)).find(api => typeof api[operation] === 'function');
        assert.ok(owner, `the SDK has no ${operation}`);
        return (await owner[operation](parameters)).data;
    }

    async signIn(name, password) {
        const result = await this.call('authenticateUserByName', { authenticateUserByName: { Username: name, Pw: password } });
        assert.equal(this.api.accessToken, result.AccessToken);
        return result.User;
    }

    async items(query) {
        return this.call('getItems', { userId: this.user, recursive: true, sortBy: ['SortName'], ...query });
    }

    async item(id) {
        return this.call('getItem', { userId: this.user, itemId: id });
    }
}

const names = page => page.Items.map(item => item.Name);
const sameId = (left, right) => assert.equal(left.replaceAll('-', ''), right.replaceAll('-', ''));

async function refused(status, call) {
    await assert.rejects(call, error => {
        assert.equal(error.response?.status, status, error.message);
        return true;
    });
}

/** Asks until the answer is as it should be: what one pod was told, another may learn a moment later. */
async function eventually(what, ask, holds) {
    const deadline = Date.now() + 30_000;
    for (;;) {
        const answer = await ask();
        if (holds(answer)) {
            return answer;
        }
        assert.ok(Date.now() < deadline, `${what}: ${JSON.stringify(answer).slice(0, 500)}`);
        await new Promise(resolve => setTimeout(resolve, 100));
    }
}

const admin = new Client('desk');
let film;

const journey = {
    async 'a server is found and recommended'() {
        const found = await admin.sdk.discovery.getRecommendedServerCandidates(address);
        const best = admin.sdk.discovery.findBestServer(found);
        assert.equal(best?.systemInfo?.ProductName, 'Jellyfin Server');
        // The newest SDK is generated for the server version after the present one.
        const harmless = ['SlowResponseIssue', 'VersionOutdatedIssue'];
        assert.deepEqual(best.issues.map(issue => issue.constructor.name).filter(name => !harmless.includes(name)), []);
    },

    async 'the wizard sets it up'() {
        const before = await admin.call('getPublicSystemInfo');
        assert.equal(before.StartupWizardCompleted, false);
        const configuration = await admin.call('getStartupConfiguration');
        await admin.call('updateInitialConfiguration', { startupConfigurationDto: { ...configuration, ServerName: 'Reef' } });
        await admin.call('getFirstUser');
        await admin.call('updateStartupUser', { startupUserDto: { Name: 'anna', Password: 'secret' } });
        await admin.call('setRemoteAccess', { startupRemoteAccessDto: { EnableRemoteAccess: true } });
        assert.ok((await admin.call('getCultures')).some(culture => culture.TwoLetterISOLanguageName === 'fr'));
        assert.ok((await admin.call('getCountries')).some(country => country.TwoLetterISORegionName === 'DE'));
        await admin.call('completeWizard');
        const after = await admin.call('getPublicSystemInfo');
        assert.equal(after.StartupWizardCompleted, true);
        assert.equal(after.ServerName, 'Reef');
        assert.equal(after.Id, before.Id);
        await refused(401, () => admin.call('getStartupConfiguration'));
    },

    async 'the administrator signs in'() {
        await refused(401, () => admin.signIn('anna', 'wrong'));
        const user = await admin.signIn('Anna', 'secret');
        assert.equal(user.Policy.IsAdministrator, true);
        admin.user = user.Id;
        assert.equal((await admin.call('getCurrentUser')).Name, 'anna');
    },

    async 'libraries are added and scanned'() {
        for (const [name, collectionType, path] of [['Films', 'movies', films], ['Series', 'tvshows', series], ['Music', 'music', music]]) {
            await admin.call('addVirtualFolder', { name, collectionType, paths: [path], refreshLibrary: true, addVirtualFolderDto: {} });
        }
        const folders = await admin.call('getVirtualFolders');
        assert.deepEqual(folders.map(folder => [folder.Name, folder.CollectionType, folder.Locations]).sort(), [
            ['Films', 'movies', [films]],
            ['Music', 'music', [music]],
            ['Series', 'tvshows', [series]]
        ]);
        const count = async () => (await admin.items({ includeItemTypes: ['Movie', 'Episode', 'Audio'] })).TotalRecordCount;
        await eventually('the scan', count, found => found === 7);
        const counts = await admin.call('getItemCounts', {});
        assert.deepEqual([counts.MovieCount, counts.SeriesCount, counts.EpisodeCount, counts.SongCount], [2, 1, 3, 2]);
    },

    async 'they are browsed'() {
        const views = await admin.call('getUserViews', { userId: admin.user });
        assert.deepEqual(names(views).sort(), ['Films', 'Music', 'Series']);
        const inFilms = await admin.items({ parentId: views.Items.find(view => view.Name === 'Films').Id });
        assert.deepEqual(names(inFilms), ['Alpha', 'Émile']);
        film = inFilms.Items[0].Id;
        const detail = await admin.item(film);
        assert.equal(detail.ProductionYear, 2001);
        assert.equal(detail.Overview, 'A film of letters.');
        assert.deepEqual(detail.Genres, ['Drama']);
        assert.deepEqual(detail.People.map(person => [person.Name, person.Role, person.Type]), [['Ann Actor', 'Hero', 'Actor']]);
        assert.deepEqual(detail.MediaSources[0].MediaStreams.map(stream => stream.Type).sort(), ['Audio', 'Video']);
        assert.ok(Math.abs(detail.RunTimeTicks - 20 * TICKS_PER_SECOND) < TICKS_PER_SECOND);
        assert.deepEqual(names(await admin.items({ genres: ['Drama'] })), ['Alpha']);
        assert.deepEqual(names(await admin.items({ person: 'Ann Actor' })), ['Alpha']);
        const ann = await admin.item(detail.People[0].Id);
        assert.deepEqual([ann.Type, ann.MovieCount, ann.SeriesCount], ['Person', 1, 0]);
        assert.deepEqual(names(await admin.items({ years: [2002] })), ['Émile']);
        assert.deepEqual(names(await admin.items({ includeItemTypes: ['Movie'], startIndex: 1, limit: 1 })), ['Émile']);
        const show = (await admin.items({ includeItemTypes: ['Series'] })).Items[0];
        const seasons = await admin.call('getSeasons', { seriesId: show.Id, userId: admin.user });
        assert.deepEqual(names(seasons), ['Season 1', 'Season 2']);
        const episodes = await admin.call('getEpisodes', { seriesId: show.Id, seasonId: seasons.Items[0].Id, userId: admin.user });
        assert.deepEqual(episodes.Items.map(episode => [episode.SeriesName, episode.ParentIndexNumber, episode.IndexNumber]), [
            ['Tide', 1, 1],
            ['Tide', 1, 2]
        ]);
        const latest = await admin.call('getLatestMedia', { userId: admin.user, parentId: views.Items[0].Id });
        assert.ok(Array.isArray(latest) && latest.length > 0);
        await refused(404, () => admin.item('00000000-0000-0000-0000-00000000ffff'));
    },

    async 'music is browsed by artist, album and genre'() {
        const library = (await admin.call('getUserViews', { userId: admin.user })).Items.find(view => view.Name === 'Music').Id;
        const artists = await admin.call('getAlbumArtists', { userId: admin.user, parentId: library });
        assert.deepEqual(names(artists), ['Medusa']);
        const artist = artists.Items[0].Id;
        assert.deepEqual(names(await admin.items({ includeItemTypes: ['MusicAlbum'], albumArtistIds: [artist] })), ['Bells']);
        assert.deepEqual(names(await admin.items({ includeItemTypes: ['MusicAlbum'], contributingArtistIds: [artist] })), []);
        const genres = await admin.call('getGenres', { userId: admin.user, parentId: library });
        assert.deepEqual(genres.Items.map(genre => [genre.Name, genre.Type]), [['Ambient', 'MusicGenre']]);
        const album = (await admin.items({ includeItemTypes: ['MusicAlbum'], genreIds: [genres.Items[0].Id] })).Items[0];
        assert.deepEqual([album.Name, album.AlbumArtist], ['Bells', 'Medusa']);
        const songs = await admin.items({ parentId: album.Id, sortBy: ['ParentIndexNumber', 'IndexNumber'] });
        assert.deepEqual(songs.Items.map(song => [song.IndexNumber, song.Name, song.Album]), [
            [1, 'Polyp', 'Bells'],
            [2, 'Ephyra', 'Bells']
        ]);
    },

    async 'they are found in spite of accents and cases'() {
        assert.deepEqual(names(await admin.items({ searchTerm: 'EMILE' })), ['Émile']);
        const hints = await admin.call('getSearchHints', { userId: admin.user, searchTerm: 'tide', includeItemTypes: ['Series'] });
        assert.deepEqual(hints.SearchHints.map(hint => [hint.Name, hint.Type]), [['Tide', 'Series']]);
    },

    async 'a film is played, resumed and marked'() {
        const info = await admin.call('getPostedPlaybackInfo', { itemId: film, userId: admin.user });
        const [source] = info.MediaSources;
        const at = seconds => ({
            ItemId: film,
            MediaSourceId: source.Id,
            PlaySessionId: info.PlaySessionId,
            PositionTicks: seconds * TICKS_PER_SECOND
        });
        await admin.call('reportPlaybackStart', { playbackStartInfo: { ...at(0), CanSeek: true, PlayMethod: 'DirectPlay' } });
        const sessions = () => admin.call('getSessions', { deviceId: 'id of desk' });
        const playing = await eventually('the session', sessions, all => all.some(session => session.NowPlayingItem));
        sameId(playing.find(session => session.NowPlayingItem).NowPlayingItem.Id, film);
        await admin.call('reportPlaybackProgress', { playbackProgressInfo: at(5) });
        await admin.call('reportPlaybackStopped', { playbackStopInfo: at(10) });
        // Under five minutes there is no place to go on at: what was begun was seen.
        const { UserData: seen } = await admin.item(film);
        assert.deepEqual([seen.PlaybackPositionTicks, seen.PlayCount, seen.Played], [0, 1, true]);
        await admin.call('markUnplayedItem', { itemId: film, userId: admin.user });
        assert.equal((await admin.item(film)).UserData.Played, false);
        await admin.call('updateItemUserData', {
            itemId: film,
            userId: admin.user,
            updateUserItemDataDto: { PlaybackPositionTicks: 10 * TICKS_PER_SECOND }
        });
        assert.deepEqual(names(await admin.call('getResumeItems', { userId: admin.user })), ['Alpha']);
        await admin.call('markPlayedItem', { itemId: film, userId: admin.user });
        assert.deepEqual(names(await admin.call('getResumeItems', { userId: admin.user })), []);
        await admin.call('markUnplayedItem', { itemId: film, userId: admin.user });
        await admin.call('markFavoriteItem', { itemId: film, userId: admin.user });
        assert.deepEqual(names(await admin.items({ isFavorite: true })), ['Alpha']);
        await admin.call('unmarkFavoriteItem', { itemId: film, userId: admin.user });
        assert.deepEqual(names(await admin.items({ isFavorite: true })), []);
        const [first, second] = (await admin.items({ includeItemTypes: ['Episode'], sortBy: ['ParentIndexNumber', 'IndexNumber'] })).Items;
        await admin.call('markPlayedItem', { itemId: first.Id, userId: admin.user });
        const next = await admin.call('getNextUp', { userId: admin.user });
        assert.deepEqual(next.Items.map(episode => episode.Id), [second.Id]);
    },

    async 'a playlist is made, ordered and emptied'() {
        const both = (await admin.items({ includeItemTypes: ['Movie'] })).Items.map(item => item.Id);
        const { Id: playlistId } = await admin.call('createPlaylist', {
            createPlaylistDto: { Name: 'Evening', Ids: [both[0]], UserId: admin.user, MediaType: 'Video' }
        });
        await admin.call('addItemToPlaylist', { playlistId, ids: [both[1]], userId: admin.user });
        const list = () => admin.call('getPlaylistItems', { playlistId, userId: admin.user });
        const before = await list();
        assert.deepEqual(names(before), ['Alpha', 'Émile']);
        await admin.call('moveItem', { playlistId, itemId: before.Items[1].PlaylistItemId, newIndex: 0 });
        assert.deepEqual(names(await list()), ['Émile', 'Alpha']);
        await admin.call('removeItemFromPlaylist', { playlistId, entryIds: [before.Items[1].PlaylistItemId] });
        assert.deepEqual(names(await list()), ['Alpha']);
        await admin.call('updatePlaylist', { playlistId, updatePlaylistDto: { Name: 'Night' } });
        assert.equal((await admin.item(playlistId)).Name, 'Night');
        await admin.call('deleteItem', { itemId: playlistId });
        await refused(404, () => admin.item(playlistId));
    },

    async 'a collection is made and emptied'() {
        const both = (await admin.items({ includeItemTypes: ['Movie'] })).Items.map(item => item.Id);
        const { Id: collectionId } = await admin.call('createCollection', { name: 'Letters', ids: [both[0]] });
        await admin.call('addToCollection', { collectionId, ids: [both[1]] });
        const list = () => admin.items({ parentId: collectionId });
        assert.deepEqual(names(await list()), ['Alpha', 'Émile']);
        await admin.call('removeFromCollection', { collectionId, ids: [both[0]] });
        assert.deepEqual(names(await list()), ['Émile']);
        await admin.call('deleteItem', { itemId: collectionId });
        assert.equal((await admin.items({ includeItemTypes: ['Movie'] })).TotalRecordCount, 2);
    },

    async 'an item is edited'() {
        const editor = await admin.call('getMetadataEditorInfo', { itemId: film });
        assert.ok(editor.ParentalRatingOptions.length > 0);
        const old = await admin.item(film);
        await admin.call('updateItem', {
            itemId: film,
            baseItemDto: { ...old, Name: 'Omega', Overview: 'Changed.', Tags: ['sea'], Genres: ['Comedy'], LockedFields: ['Name'] }
        });
        const edited = await eventually('the edit', () => admin.item(film), item => item.Name === 'Omega');
        assert.deepEqual([edited.Overview, edited.Tags, edited.Genres, edited.LockedFields], ['Changed.', ['sea'], ['Comedy'], ['Name']]);
        assert.deepEqual(names(await admin.items({ genres: ['Drama'] })), []);
        assert.deepEqual(names(await admin.items({ searchTerm: 'omega' })), ['Omega']);
    },

    async 'another user is made, limited and removed'() {
        const ben = await admin.call('createUserByName', { createUserByName: { Name: 'ben', Password: 'pw' } });
        const guest = new Client('phone');
        guest.user = (await guest.signIn('ben', 'pw')).Id;
        assert.equal((await guest.items({ includeItemTypes: ['Movie'] })).TotalRecordCount, 2);
        await refused(403, () => guest.call('getVirtualFolders'));
        await refused(403, () => guest.call('updateItem', { itemId: film, baseItemDto: { Name: 'Mine' } }));
        await refused(403, () => guest.call('getItems', { userId: admin.user }));
        await admin.call('updateUserPolicy', {
            userId: ben.Id,
            userPolicy: { ...ben.Policy, EnableAllFolders: false, EnabledFolders: [] }
        });
        await eventually('the policy', () => guest.items({}), page => page.TotalRecordCount === 0);
        await refused(404, () => guest.item(film));
        await admin.call('deleteUser', { userId: ben.Id });
        assert.deepEqual((await admin.call('getUsers', {})).map(user => user.Name), ['anna']);
    },

    async 'a device is paired with Quick Connect'() {
        const tv = new Client('tv');
        const asked = await tv.call('initiateQuickConnect');
        assert.equal((await tv.call('getQuickConnectState', { secret: asked.Secret })).Authenticated, false);
        await admin.call('authorizeQuickConnect', { code: asked.Code });
        assert.equal((await tv.call('getQuickConnectState', { secret: asked.Secret })).Authenticated, true);
        const result = await tv.call('authenticateWithQuickConnect', { quickConnectDto: { Secret: asked.Secret } });
        assert.equal(result.User.Name, 'anna');
        tv.take(result.AccessToken);
        assert.ok((await admin.call('getDevices', {})).Items.some(device => device.Name === 'tv'));
        await tv.call('reportSessionEnded');
        assert.equal(tv.api.accessToken, '');
    },

    async 'the server is administered'() {
        const configuration = await admin.call('getConfiguration');
        await admin.call('updateConfiguration', { serverConfiguration: { ...configuration, ServerName: 'Renamed' } });
        await eventually('the name', () => admin.call('getPublicSystemInfo'), info => info.ServerName === 'Renamed');
        await admin.call('updateBrandingConfiguration', { brandingOptionsDto: { LoginDisclaimer: 'Mind the tentacles' } });
        const branding = await admin.call('getBrandingOptions');
        assert.equal(branding.LoginDisclaimer, 'Mind the tentacles');
        await admin.call('createKey', { app: 'robot' });
        const key = (await admin.call('getKeys')).Items.find(item => item.AppName === 'robot');
        const robot = new Client('robot');
        robot.take(key.AccessToken);
        assert.deepEqual((await robot.call('getUsers', {})).map(user => user.Name), ['anna']);
        await admin.call('revokeKey', { key: key.AccessToken });
        await eventually('the key', () => robot.call('getUsers', {}).then(() => 200, error => error.response.status), status => status === 401);
        const tasks = await admin.call('getTasks', {});
        const scan = tasks.find(task => task.Key === 'RefreshLibrary');
        await admin.call('startTask', { taskId: scan.Id });
        await eventually('the scan', () => admin.call('getTask', { taskId: scan.Id }), task => task.State === 'Idle' && task.LastExecutionResult?.Status === 'Completed');
        const activity = await admin.call('getLogEntries', {});
        assert.ok(activity.Items.some(entry => entry.Type === 'AuthenticationSucceeded'), JSON.stringify(activity.Items.map(entry => entry.Type)));
        assert.deepEqual(await admin.call('getPlugins'), []);
        assert.ok((await admin.call('getServerLogs')).length > 0);
        assert.deepEqual(names(await admin.items({ includeItemTypes: ['Movie'] })), ['Émile', 'Omega'], 'an edit outlives a scan');
    },

    async 'a library is removed, and the administrator signs out'() {
        await admin.call('removeVirtualFolder', { name: 'Series', refreshLibrary: true });
        await eventually('the series', () => admin.items({ includeItemTypes: ['Series'] }), page => page.TotalRecordCount === 0);
        const token = admin.api.accessToken;
        await admin.call('reportSessionEnded');
        admin.take(token);
        await eventually('the token', () => admin.call('getCurrentUser').then(() => 200, error => error.response.status), status => status === 401);
    }
};

for (const [fact, walk] of Object.entries(journey)) {
    const start = Date.now();
    try {
        await walk();
    } catch (error) {
        const { config, response } = error;
        console.error(`not ok - ${fact}: ${error.stack}`);
        if (config) {
            console.error(`${config.method} ${config.url} ${config.data ?? ''} answered ${response?.status} ${JSON.stringify(response?.data)}`);
        }
        process.exit(1);
    }
    console.log(`ok - ${fact} (${Date.now() - start} ms)`);
}
