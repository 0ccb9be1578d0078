// Jellyfin's own web client in a browser, from the wizard to a film that outlives its pod: node web.mjs <address> <films> <series> <music> <chromium> <pictures>.
// Lines "kill <pod>" and "start <pod>" on standard output are orders to whoever runs it.
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [address, films, series, music, executablePath, pictures] = process.argv.slice(2);
const WAIT = { timeout: 60_000 };

const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'physalia-browser-')), {
    executablePath,
    viewport: { width: 1280, height: 900 },
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required']
});
const page = context.pages()[0];

/** What the client was refused, other than what is meant to be refused. */
const refused = [];
let isWrongPassword = false;
page.on('response', response => {
    // The client asks for the picture `null` of what has none.
    if (response.url().startsWith(address) && response.status() >= 400 && !isWrongPassword && !response.url().endsWith('/web/null')) {
        refused.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    }
});

const shown = selector => page.locator(selector).locator('visible=true');
/** What went wrong on the page that is open: errors of its scripts, and requests that had no answer. */
const complaints = [];
page.on('pageerror', error => complaints.push(error.stack));
page.on('console', message => {
    // The picture `null` again, and words that the client has no translation of.
    if (message.type() === 'error' && !message.location().url.endsWith('/web/null') && !message.text().startsWith('Translation key is missing')) {
        complaints.push(`${message.text()} (${message.location().url})`);
    }
});
page.on('requestfailed', request => {
    // A page that is left takes back what it asked for.
    if (request.failure().errorText !== 'net::ERR_ABORTED') {
        complaints.push(`${request.failure().errorText} ${request.method()} ${request.url()}`);
    }
});

const settled = async () => {
    await page.waitForTimeout(500);
    await page.waitForLoadState('networkidle');
};
/** The page has written into a field what the server has: it would write over what was typed before. */
const filled = async selector => eventually(selector, async () => await shown(selector).inputValue() !== '');
const press = async selector => {
    await shown(selector).last().click(WAIT);
    await settled();
};
const open = async hash => {
    await page.evaluate(target => { location.hash = target; }, hash);
    await settled();
    // A page fetches its own script before it asks for anything.
    const isBusy = () => page.evaluate(() => [...document.querySelectorAll('.mdlSpinnerActive, .MuiCircularProgress-root')].some(each => each.getClientRects().length));
    await eventually(`the end of the spinner of ${hash}`, async () => !await isBusy());
};
const reads = async text => page.waitForFunction(wanted => document.body.innerText.includes(wanted), text, WAIT);

const reads404 = () => page.evaluate(() => document.body.innerText.includes('Page not found'));

/** Asks the server with the token that the client got. */
async function ask(path) {
    const { AccessToken } = await credentials();
    const response = await fetch(address + path, { headers: { Authorization: `MediaBrowser Token="${AccessToken}"` } });
    assert.equal(response.status, 200, path);
    return response.json();
}

const credentials = () => page.evaluate(() => JSON.parse(localStorage.getItem('jellyfin_credentials')).Servers[0]);

async function eventually(what, look, within = 60_000) {
    for (const deadline = Date.now() + within; Date.now() < deadline; await page.waitForTimeout(250)) {
        const found = await look();
        if (found) {
            return found;
        }
    }
    throw new Error(`${what} did not come about`);
}

const item = async name => (await ask(`/Items?recursive=true&searchTerm=${encodeURIComponent(name)}`)).Items.find(found => found.Name === name);
const playing = async () => (await ask('/Sessions?activeWithinSeconds=60')).find(session => session.NowPlayingItem);
const encode = async () => (await ask('/Cluster/TranscodeSessions')).find(session => session.LeaseRemainingMs > 0);
const position = () => page.evaluate(() => document.querySelector('video')?.currentTime);
const details = async name => open(`#/details?id=${(await item(name)).Id}&serverId=${(await credentials()).Id}`);

const journey = {
    async 'the wizard sets the server up'() {
        await page.goto(`${address}/web/`);
        await page.waitForSelector('#txtServerName', WAIT);
        await filled('#txtServerName');
        await page.fill('#txtServerName', 'Reef');
        await press('button.button-submit');
        await page.waitForSelector('#txtUsername', WAIT);
        await filled('#txtUsername');
        await page.fill('#txtUsername', 'anna');
        await shown('#txtManualPassword').fill('secret');
        await page.fill('#txtPasswordConfirm', 'secret');
        await press('button.button-submit');
        for (const [type, name, folder] of [['movies', 'Films', films], ['tvshows', 'Series', series], ['music', 'Music', music]]) {
            await press('#addLibrary');
            await page.selectOption('#selectCollectionType', type);
            await settled();
            await page.fill('.addLibraryForm #txtValue', name);
            await press('.btnAddFolder');
            await page.fill('#txtDirectoryPickerPath', folder);
            await press('form:has(#txtDirectoryPickerPath) button[type=submit]');
            await press('.addLibraryForm button[type=submit]');
            await page.waitForSelector('.addLibraryForm', { state: 'detached', ...WAIT });
            await reads(name);
        }
        await press('button.button-submit');
        await page.waitForSelector('#selectCountry', WAIT);
        await settled();
        await page.selectOption('#selectLanguage', 'en');
        await page.selectOption('#selectCountry', 'US');
        await press('button.button-submit');
        await page.waitForSelector('#chkRemoteAccess', { state: 'attached', ...WAIT });
        await press('button.button-submit');
        await press('.btnWizardNext');
        await page.waitForSelector('#loginPage', WAIT);
    },

    async 'the administrator signs in'() {
        isWrongPassword = true;
        await shown('#txtManualName').fill('anna');
        await shown('#loginPage #txtManualPassword').fill('wrong');
        const refusal = page.waitForResponse(response => response.status() === 401, WAIT);
        await press('#loginPage button[type=submit]');
        await refusal;
        // It empties the field when it has heard.
        await eventually('an empty field', async () => await shown('#loginPage #txtManualPassword').inputValue() === '');
        await settled();
        isWrongPassword = false;
        await shown('#loginPage #txtManualPassword').fill('secret');
        await press('#loginPage button[type=submit]');
        await page.waitForFunction(() => location.hash.startsWith('#/home'), null, WAIT);
        await reads('Films');
    },

    async 'libraries are browsed'() {
        await eventually('the scan', async () => {
            const { MovieCount, EpisodeCount, SongCount } = await ask('/Items/Counts');
            return MovieCount === 2 && EpisodeCount === 3 && SongCount === 2;
        });
        for (const { Id, CollectionType } of (await ask('/UserViews')).Items) {
            const [route, text] = { movies: ['movies', 'Alpha'], tvshows: ['tv', 'Tide'], music: ['music', 'Bells'] }[CollectionType];
            await open(`#/${route}?topParentId=${Id}&collectionType=${CollectionType}`);
            await reads(text);
        }
        await open('#/search?query=emile');
        await reads('Émile');
        for (const [name, text] of [['Tide', 'Season 2'], ['Bells', 'Ephyra'], ['Medusa', 'Bells']]) {
            await details(name);
            await reads(text);
        }
    },

    async 'a film is marked and put into lists'() {
        await details('Alpha');
        await reads('A film of letters.');
        await reads('Ann Actor');
        await shown('.btnUserRating').first().click(WAIT);
        const { Id } = await item('Alpha');
        await eventually('the mark', async () => (await ask(`/Items/${Id}`)).UserData.IsFavorite);
        for (const [command, field, name] of [['playlist', '#txtNewPlaylistName', 'Evening'], ['collection', '#txtNewCollectionName', 'Best']]) {
            await details('Alpha');
            await shown('.btnMoreCommands').first().click(WAIT);
            await page.locator(`.actionSheetMenuItem:has-text("Add to ${command}")`).click(WAIT);
            await page.locator(field).fill(name, WAIT);
            await settled();
            await press('.btnSubmit');
            await eventually(name, async () => item(name));
            await details(name);
            await reads('Alpha');
        }
    },

    async 'an album plays in its order'() {
        const asked = [];
        page.on('request', request => {
            const song = /\/Audio\/(\w+)\//i.exec(request.url())?.[1];
            if (song && !asked.includes(song)) {
                asked.push(song);
            }
        });
        await details('Bells');
        await shown('.btnPlay').first().click(WAIT);
        await eventually('both songs', () => asked.length === 2);
        const songs = (await ask('/Items?recursive=true&includeItemTypes=Audio&sortBy=Name')).Items;
        assert.deepEqual(asked.map(id => songs.find(song => song.Id === id).Name), songs.map(song => song.Name).reverse());
    },

    async 'a film plays on when its pod is killed'() {
        await details('Alpha');
        await shown('.btnPlay').first().click(WAIT);
        await eventually('playing', async () => await position() > 3);
        assert.equal((await playing()).NowPlayingItem.Name, 'Alpha');
        const before = await encode();
        console.log(`kill ${before.Owner}`);
        const start = await position();
        const after = await eventually('the takeover', async () => {
            const now = await encode();
            return now?.Epoch > before.Epoch && now;
        });
        assert.notEqual(after.Owner, before.Owner);
        console.log(`start ${before.Owner}`);
        // hls.js has half a minute of it in its buffer at the most.
        await eventually('the rest', async () => await position() > start + 40, 90_000);
        assert.equal(await page.evaluate(() => document.querySelector('video').error), null);
        await page.evaluate(() => history.back());
        await page.waitForLoadState('networkidle');
    },

    async 'the server is administered'() {
        const me = `userId=${(await ask('/Users/Me')).Id}`;
        // As the menu's links have it: 12.0 waits for ever without.
        for (const name of ['mypreferencesmenu', 'mypreferencesdisplay', 'mypreferenceshome', 'mypreferencesplayback', 'mypreferencessubtitles', 'mypreferencescontrols', 'quickconnect', 'userprofile']) {
            await open(`#/${name}?${me}`);
        }
        const isOld = (await ask('/Sessions')).some(({ Client, ApplicationVersion }) => Client === 'Jellyfin Web' && ApplicationVersion.startsWith('10.'));
        const users = ['profile', 'access', 'parentalcontrol', 'password'].map(tab => isOld ? `users/${tab}?${me}` : `users/${me.slice(7)}/${tab}`);
        const pages = ['', 'settings', 'branding', 'users', 'users/add', ...users, 'libraries', 'libraries/display',
            'libraries/metadata', 'libraries/nfo', 'playback/transcoding', 'playback/resume', 'playback/streaming', 'playback/trickplay', 'devices', 'activity', 'livetv', 'livetv/recordings', 'networking',
            'keys', 'backups', 'logs', `logs/${(await ask('/System/Logs')).at(-1).Name}`, 'plugins', 'plugins/repositories', 'tasks', `tasks/${(await ask('/ScheduledTasks'))[0].Id}`];
        const faulty = {};
        for (const name of pages) {
            complaints.length = 0;
            await open(`#/dashboard/${name}`);
            await eventually(name, async () => !await reads404());
            await page.screenshot({ path: join(pictures, `dashboard-${name.replace(/\?.*/, '').replaceAll('/', '-')}.png`) });
            if (complaints.length > 0) {
                faulty[name] = [...complaints];
            }
        }
        assert.deepEqual(faulty, {});
    },

    async 'an API key is made, used and revoked'() {
        await open('#/dashboard/keys');
        await press('button:has-text("API Key")');
        await shown('.MuiDialog-root input').fill('Kelp');
        await press('.MuiDialogActions-root button');
        const made = async () => (await ask('/Auth/Keys')).Items.find(key => key.AppName === 'Kelp');
        const { AccessToken } = await eventually('the key', made);
        const status = async () => (await fetch(`${address}/System/Info?ApiKey=${AccessToken}`)).status;
        assert.equal(await status(), 200);
        await press('button:has([data-testid=DeleteIcon])');
        await press('.MuiDialogActions-root button');
        await eventually('the end of the key', async () => !await made());
        assert.equal(await status(), 401);
    },

    async 'the administrator signs out'() {
        const { AccessToken } = await credentials();
        assert.deepEqual(refused, []);
        await open('#/mypreferencesmenu');
        const isModern = await shown('.btnLogout').count() === 0;
        if (!isModern) {
            await press('.btnLogout');
        } else {
            // The modern layout has it in the menu behind the user's picture.
            await press('[aria-controls="app-user-menu"]');
            await press('#app-user-menu [role=menuitem]:has-text("Sign Out")');
        }
        await page.waitForSelector('#loginPage', WAIT);
        const answer = await fetch(`${address}/Users/Me`, { headers: { Authorization: `MediaBrowser Token="${AccessToken}"` } });
        assert.equal(answer.status, 401);
        // 12.0 signs out by each of its two libraries, and refreshes what its page shows.
        const meant = isModern ? ['401 POST /Sessions/Logout', '401 GET /System/Info'] : [];
        assert.deepEqual(refused.map(each => each.replace(address, '')).filter(each => !meant.includes(each)), []);
    }
};

try {
    for (const [fact, walk] of Object.entries(journey)) {
        await walk();
        await page.screenshot({ path: join(pictures, `${fact.replaceAll(' ', '-')}.png`) });
        console.log(`ok - ${fact}`);
    }
} catch (error) {
    await page.screenshot({ path: join(pictures, 'failed.png') }).catch(() => {});
    console.error(`not ok - ${error.stack}\n${refused.join('\n')}`);
    process.exitCode = 1;
} finally {
    await context.close();
}
