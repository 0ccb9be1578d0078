// Jellyfin's own web client in a browser, from the wizard to a film that plays: node web.mjs <address> <films> <chromium> <pictures>.
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [address, films, executablePath, pictures] = process.argv.slice(2);
const WAIT = { timeout: 20_000 };

const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'physalia-browser-')), {
    executablePath,
    viewport: { width: 1280, height: 900 },
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
});
const page = context.pages()[0];

/** What the client was refused, other than what is meant to be refused. */
const refused = [];
let isWrongPassword = false;
page.on('response', response => {
    if (response.url().startsWith(address) && response.status() >= 400 && !isWrongPassword) {
        refused.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    }
});

const shown = selector => page.locator(selector).locator('visible=true');
/** Once the page has read what it shows: it writes over what was typed before. */
const settled = async () => {
    await page.waitForTimeout(500);
    await page.waitForLoadState('networkidle');
};
const press = async selector => {
    await shown(selector).last().click(WAIT);
    await settled();
};
const open = async hash => {
    await page.evaluate(target => { location.hash = target; }, hash);
    await page.waitForLoadState('networkidle');
};
const reads = async text => page.waitForFunction(wanted => document.body.innerText.includes(wanted), text, WAIT);

/** Asks the server with the token that the client got. */
async function ask(path) {
    const { AccessToken } = await credentials();
    const response = await fetch(address + path, { headers: { Authorization: `MediaBrowser Token="${AccessToken}"` } });
    assert.equal(response.status, 200, path);
    return response.json();
}

const credentials = () => page.evaluate(() => JSON.parse(localStorage.getItem('jellyfin_credentials')).Servers[0]);

async function eventually(what, look) {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await page.waitForTimeout(250)) {
        const found = await look();
        if (found) {
            return found;
        }
    }
    throw new Error(`${what} did not come about`);
}

const journey = {
    async 'the wizard sets the server up'() {
        await page.goto(`${address}/web/`);
        await page.waitForSelector('#txtServerName', WAIT);
        await settled();
        await page.fill('#txtServerName', 'Reef');
        await press('button.button-submit');
        await page.waitForSelector('#txtUsername', WAIT);
        await page.fill('#txtUsername', 'anna');
        await shown('#txtManualPassword').fill('secret');
        await page.fill('#txtPasswordConfirm', 'secret');
        await press('button.button-submit');
        await press('#addLibrary');
        await page.selectOption('#selectCollectionType', 'movies');
        await page.fill('.addLibraryForm #txtValue', 'Films');
        await press('.btnAddFolder');
        await page.fill('#txtDirectoryPickerPath', films);
        await press('form:has(#txtDirectoryPickerPath) button[type=submit]');
        await press('.addLibraryForm button[type=submit]');
        await page.waitForSelector('.addLibraryForm', { state: 'detached', ...WAIT });
        await reads('Films');
        await press('button.button-submit');
        await page.waitForSelector('#selectCountry', WAIT);
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
        await press('#loginPage button[type=submit]');
        await page.waitForResponse(response => response.status() === 401, WAIT).catch(() => {});
        await page.waitForLoadState('networkidle');
        isWrongPassword = false;
        await shown('#loginPage #txtManualPassword').fill('secret');
        await press('#loginPage button[type=submit]');
        await page.waitForFunction(() => location.hash.includes('home'), null, WAIT);
        await reads('Films');
    },

    async 'a film is browsed, found and marked'() {
        const films = await eventually('the scan', async () => {
            const found = await ask('/Items?recursive=true&includeItemTypes=Movie&sortBy=SortName');
            return found.TotalRecordCount === 2 && found.Items;
        });
        const [view] = (await ask('/UserViews')).Items;
        await open(`#/movies?topParentId=${view.Id}&collectionType=movies`);
        await reads('Alpha');
        await reads('Émile');
        await open('#/search?query=emile');
        await reads('Émile');
        const { Id: server } = await credentials();
        await open(`#/details?id=${films[0].Id}&serverId=${server}`);
        await reads('A film of letters.');
        await reads('Ann Actor');
        await shown('.btnUserRating').first().click(WAIT);
        await eventually('the mark', async () => (await ask(`/Items/${films[0].Id}`)).UserData.IsFavorite);
    },

    async 'it plays'() {
        await shown('.btnPlay').first().click(WAIT);
        await eventually('playing', () => page.evaluate(() => document.querySelector('video')?.currentTime > 3));
        const { AccessToken } = await credentials();
        assert.ok(AccessToken);
        const sessions = await ask('/Sessions?activeWithinSeconds=60');
        assert.equal(sessions.find(session => session.NowPlayingItem)?.NowPlayingItem.Name, 'Alpha');
        await page.evaluate(() => history.back());
        await page.waitForLoadState('networkidle');
    },

    async 'the server is administered'() {
        const pages = ['', 'settings', 'branding', 'users', 'users/add', 'libraries', 'libraries/display', 'playback/transcoding', 'devices', 'activity', 'networking', 'keys', 'logs', 'plugins', 'tasks'];
        for (const name of pages) {
            await open(`#/dashboard/${name}`);
        }
        await reads('Scan');
    }
};

try {
    for (const [fact, walk] of Object.entries(journey)) {
        await walk();
        await page.screenshot({ path: join(pictures, `${fact.replaceAll(' ', '-')}.png`) });
        console.log(`ok - ${fact}`);
    }
    assert.deepEqual(refused, []);
} catch (error) {
    await page.screenshot({ path: join(pictures, 'failed.png') }).catch(() => {});
    console.error(`not ok - ${error.stack}\n${refused.join('\n')}`);
    process.exitCode = 1;
} finally {
    await context.close();
}
