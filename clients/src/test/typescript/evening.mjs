// An evening with Jellyfin's TypeScript SDK at a colony whose pods are being killed: node evening.mjs <address> <administrator> <password> <seed>.
// Goes on until its standard input is closed. What was acknowledged is kept here as well and must be found again; a write that broke off (502, or no
// answer) was obeyed once or not at all; 503 was not, and is tried again, as is a read that broke off.
import assert from 'node:assert/strict';
import { Jellyfin } from '@jellyfin/sdk';
import * as apis from '@jellyfin/sdk/lib/utils/api/index.js';

const [address, name, password, seed] = process.argv.slice(2);
const TICKS_PER_SECOND = 10_000_000;
const PATIENCE = 30_000;
/** By when a pod that was not told of a change has found out by itself. */
const HEALED = 6_000;
const FACTORIES = Object.entries(apis).filter(([key]) => /^get\w+Api$/.test(key)).map(([, make]) => make);
const started = Date.now();
const history = [];
const acts = {};
let over = false;
process.stdin.on('end', () => { over = true; }).resume();

const pause = millis => new Promise(resolve => setTimeout(resolve, millis));
const note = text => history.push(`${((Date.now() - started) / 1000).toFixed(2)} ${text}`);

/** Numbers from 0 to below 1, by a seed (Marsaglia's xorshift). */
function randomBy(number) {
    let state = number * 2654435761 % 4294967296 || 1;
    return () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) / 4294967296;
    };
}
const random = randomBy(Number(seed));
const below = count => Math.floor(random() * count);
const any = some => some[below(some.length)];

/** What is known of something that the colony keeps: one value, or several if a write stayed unanswered. */
class Belief {
    constructor(value) {
        this.possible = [value];
    }

    changed(value, acknowledged) {
        this.possible = acknowledged ? [value] : [...this.possible, value];
    }

    compare(seen, what) {
        const found = this.possible.some(value => JSON.stringify(value) === JSON.stringify(seen));
        assert.ok(found, `${what} is ${JSON.stringify(seen)}, and must be one of ${JSON.stringify(this.possible)}`);
        this.possible = [seen];
    }
}

class Client {
    constructor(device) {
        this.device = `${device} of ${name}`;
        this.api = new Jellyfin({
            clientInfo: { name: 'Physalia’s tests', version: '1.0' },
            deviceInfo: { name: this.device, id: `id of ${this.device}` }
        }).createApi(address);
    }

    take(accessToken) {
        if (this.api.update) {
            this.api.update({ accessToken });
        } else {
            this.api.accessToken = accessToken;
        }
    }

    async attempt(operation, parameters) {
        const owner = FACTORIES.map(make => make(this.api)).find(api => typeof api[operation] === 'function');
        assert.ok(owner, `the SDK has no ${operation}`);
        try {
            const { data } = await owner[operation](parameters);
            note(`${operation} was answered`);
            return { status: 200, data };
        } catch (error) {
            if (!error.isAxiosError) {
                throw error;
            }
            const status = error.response?.status ?? 0;
            note(`${operation} ${status || error.code}`);
            return { status, data: error.response?.data };
        }
    }

    /** The first answer that is no 503; of a read, that is whole. */
    async ask(operation, parameters, isRead) {
        const deadline = Date.now() + PATIENCE;
        for (;;) {
            const answer = await this.attempt(operation, parameters);
            const isBroken = answer.status === 502 || answer.status === 0;
            if (answer.status !== 503 && !(isRead && isBroken)) {
                return answer;
            }
            assert.ok(Date.now() < deadline, `${operation}: no pod answers`);
            await pause(100);
        }
    }

    async see(operation, parameters) {
        const answer = await this.ask(operation, parameters, true);
        assert.equal(answer.status, 200, `${operation} ${JSON.stringify(parameters)}: ${JSON.stringify(answer.data)}`);
        return answer.data;
    }

    /** The answer to a write; undefined if nobody can know whether it was obeyed. */
    async write(operation, parameters) {
        const answer = await this.ask(operation, parameters, false);
        if (answer.status === 502 || answer.status === 0) {
            // What was sent to a pod that died may still be on its way into the database.
            await pause(500);
            return undefined;
        }
        assert.equal(answer.status, 200, `${operation} ${JSON.stringify(parameters)}: ${JSON.stringify(answer.data)}`);
        return { data: answer.data };
    }

    /** Whether a write was acknowledged. */
    async change(operation, parameters) {
        return (await this.write(operation, parameters)) !== undefined;
    }

    /** Waits until a read is answered so, on whichever pod. */
    async becomes(status, operation, parameters, holds = () => true) {
        const deadline = Date.now() + HEALED;
        for (;;) {
            const answer = await this.ask(operation, parameters, true);
            if (answer.status === status && holds(answer.data)) {
                return;
            }
            assert.ok(Date.now() < deadline, `${operation} is still answered ${answer.status} ${JSON.stringify(answer.data)}`);
            await pause(100);
        }
    }

    async signIn(user, secret) {
        let answer;
        while (!answer) {
            answer = await this.write('authenticateUserByName', { authenticateUserByName: { Username: user, Pw: secret } });
        }
        this.take(answer.data.AccessToken);
        this.user = answer.data.User.Id;
        return this;
    }

    async films(query = {}) {
        return (await this.see('getItems', { userId: this.user, recursive: true, includeItemTypes: ['Movie'], sortBy: ['SortName'], ...query })).Items;
    }

    async userData(itemId) {
        return (await this.see('getItem', { userId: this.user, itemId })).UserData;
    }
}

const me = await new Client('sofa').signIn(name, password);
const [alpha, emile] = await me.films();
let devices = 0;

/** A segment of MPEG-TS, or a playlist, as a player fetches it: again if it broke off. */
async function fetched(url) {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
        let status = 0;
        try {
            const answer = await fetch(url);
            status = answer.status;
            const body = Buffer.from(await answer.arrayBuffer());
            note(`GET ${url.pathname} ${status}`);
            if (status === 200) {
                return body;
            }
        } catch (error) {
            note(`GET ${url.pathname} broke off: ${error.message}`);
        }
        assert.ok([0, 502, 503].includes(status) && Date.now() < deadline, `${url} was answered ${status}`);
        await pause(250);
    }
}

const linesOf = body => body.toString('utf8').split('\n').map(line => line.trim()).filter(line => line && !line.startsWith('#'));

const position = new Belief(0);
const favourite = new Belief(false);
const played = new Belief(false);
const entries = new Belief([]);
let playlist;
let list = [];

const evening = {
    async browsing() {
        assert.deepEqual((await me.films()).map(film => film.Name), ['Alpha', 'Émile']);
        assert.deepEqual((await me.films({ searchTerm: 'EMILE' })).map(film => film.Name), ['Émile']);
        const hints = await me.see('getSearchHints', { userId: me.user, searchTerm: 'alph', includeItemTypes: ['Movie'] });
        assert.deepEqual(hints.SearchHints.map(hint => hint.Name), ['Alpha']);
        const film = await me.see('getItem', { userId: me.user, itemId: alpha.Id });
        assert.deepEqual([film.ProductionYear, film.Overview, film.Genres], [2001, 'A film of letters.', ['Drama']]);
    },

    async marking() {
        const isFavourite = random() < 0.5;
        const mark = { itemId: emile.Id, userId: me.user };
        favourite.changed(isFavourite, await me.change(isFavourite ? 'markFavoriteItem' : 'unmarkFavoriteItem', mark));
        favourite.compare((await me.userData(emile.Id)).IsFavorite, 'whether it is a favourite');
        favourite.compare((await me.films({ isFavorite: true })).length === 1, 'whether it is in the list of favourites');
        const isPlayed = random() < 0.5;
        played.changed(isPlayed, await me.change(isPlayed ? 'markPlayedItem' : 'markUnplayedItem', mark));
        played.compare((await me.userData(emile.Id)).Played, 'whether it was played');
        played.compare((await me.films({ isPlayed: true })).some(film => film.Id === emile.Id), 'whether it is in the list of the played');
    },

    async watching() {
        const info = await me.see('getPostedPlaybackInfo', {
            itemId: alpha.Id,
            playbackInfoDto: {
                UserId: me.user,
                EnableDirectPlay: false,
                EnableDirectStream: false,
                AllowVideoStreamCopy: false,
                DeviceProfile: {
                    MaxStreamingBitrate: 2_000_000,
                    DirectPlayProfiles: [],
                    TranscodingProfiles: [{ Container: 'ts', Type: 'Video', VideoCodec: 'h264', AudioCodec: 'aac', Protocol: 'hls', Context: 'Streaming' }]
                }
            }
        });
        const [source] = info.MediaSources;
        let at = 60 + below(100);
        const report = () => ({ ItemId: alpha.Id, MediaSourceId: source.Id, PlaySessionId: info.PlaySessionId, PositionTicks: at * TICKS_PER_SECOND });
        const begun = await me.change('reportPlaybackStart', { playbackStartInfo: { ...report(), CanSeek: true, PlayMethod: 'Transcode' } });
        position.changed(at * TICKS_PER_SECOND, begun);
        const master = new URL(source.TranscodingUrl, address);
        const media = new URL(linesOf(await fetched(master))[0], master);
        const segments = linesOf(await fetched(media));
        const first = below(segments.length - 6);
        for (const segment of segments.slice(first, first + 3 + below(3))) {
            const body = await fetched(new URL(segment, media));
            const isWhole = body.length > 0 && body.length % 188 === 0 && body[0] === 0x47 && body[body.length - 188] === 0x47;
            assert.ok(isWhole, `${segment} is no whole piece of a transport stream: ${body.length} bytes`);
            at += 5;
            position.changed(at * TICKS_PER_SECOND, await me.change('reportPlaybackProgress', { playbackProgressInfo: report() }));
            position.compare((await me.userData(alpha.Id)).PlaybackPositionTicks, 'the position');
        }
        at += 5;
        position.changed(at * TICKS_PER_SECOND, await me.change('reportPlaybackStopped', { playbackStopInfo: report() }));
        position.compare((await me.userData(alpha.Id)).PlaybackPositionTicks, 'the position');
    },

    async listing() {
        if (!playlist) {
            const made = await me.write('createPlaylist', {
                createPlaylistDto: { Name: `Of ${name}`, Ids: [], UserId: me.user, MediaType: 'Video' }
            });
            playlist = made?.data.Id; // one that was asked for without an answer is left to itself
            return;
        }
        const ids = list.map(entry => entry.Id);
        const roll = below(3);
        if (list.length < 2 || (roll === 0 && list.length < 8)) {
            const film = any([alpha, emile]);
            entries.changed([...ids, film.Id], await me.change('addItemToPlaylist', { playlistId: playlist, ids: [film.Id], userId: me.user }));
        } else {
            const from = below(list.length);
            const entry = list[from].PlaylistItemId;
            const [taken] = ids.splice(from, 1);
            if (roll === 1) {
                entries.changed(ids, await me.change('removeItemFromPlaylist', { playlistId: playlist, entryIds: [entry] }));
            } else {
                const to = below(list.length);
                ids.splice(to, 0, taken);
                entries.changed(ids, await me.change('moveItem', { playlistId: playlist, itemId: entry, newIndex: to }));
            }
        }
        list = (await me.see('getPlaylistItems', { playlistId: playlist, userId: me.user })).Items;
        entries.compare(list.map(entry => entry.Id), 'the playlist');
    },

    async pairing() {
        const tv = new Client(`tv ${++devices}`);
        const asked = (await tv.write('initiateQuickConnect'))?.data;
        if (!asked || !(await me.change('authorizeQuickConnect', { code: asked.Code }))) {
            return;
        }
        assert.equal((await tv.see('getQuickConnectState', { secret: asked.Secret })).Authenticated, true);
        const login = await tv.write('authenticateWithQuickConnect', { quickConnectDto: { Secret: asked.Secret } });
        if (login) {
            tv.take(login.data.AccessToken);
            assert.equal((await tv.see('getCurrentUser')).Name, name);
        }
    },

    async leaving() {
        const phone = await new Client(`phone ${++devices}`).signIn(name, password);
        assert.equal((await phone.see('getCurrentUser')).Name, name);
        const token = phone.api.accessToken;
        const left = await phone.change('reportSessionEnded');
        phone.take(token); // which the SDK forgets at once
        if (left) {
            await phone.becomes(401, 'getCurrentUser');
        }
    },

    async administering() {
        const guestName = `guest ${++devices} of ${name}`;
        const made = await me.write('createUserByName', { createUserByName: { Name: guestName, Password: 'pw' } });
        if (!made) {
            return;
        }
        const guest = await new Client(`tablet ${devices}`).signIn(guestName, 'pw');
        assert.equal((await guest.films()).length, 2);
        const userPolicy = { ...made.data.Policy, EnableAllFolders: false, EnabledFolders: [] };
        if (await me.change('updateUserPolicy', { userId: guest.user, userPolicy })) {
            await guest.becomes(404, 'getItem', { userId: guest.user, itemId: alpha.Id });
            const all = { userId: guest.user, recursive: true, includeItemTypes: ['Movie'] };
            await guest.becomes(200, 'getItems', all, page => page.TotalRecordCount === 0);
        }
        if (await me.change('deleteUser', { userId: guest.user })) {
            await guest.becomes(401, 'getCurrentUser');
        }
    }
};

try {
    const all = Object.keys(evening);
    for (let round = 0; !over || round < all.length; round++) {
        // Each thing once, then by chance.
        const act = round < all.length ? all[round] : any(all);
        note(`-- ${act}`);
        await evening[act]();
        acts[act] = (acts[act] ?? 0) + 1;
        // People look before they press the next button, and there are but two processors.
        await pause(100 + below(400));
    }
    console.log(`ok - ${name} did ${JSON.stringify(acts)} with ${history.length} requests`);
} catch (error) {
    console.error(`not ok - ${name}, seed ${seed}: ${error.stack}\n${history.slice(-150).join('\n')}`);
    process.exit(1);
}
