"use strict";

const byId = (id) => document.getElementById(id);
const video = byId("video");
const COLOURS = ["#5aa9ff", "#ff9f5a", "#4fd6a5", "#e77fd0", "#f2d45c", "#8f86ff", "#63d8e6", "#ff7d7d"];
const LOW_BUFFER_SECONDS = 3;

let playback = null;
let stalls = 0;
let stalled = false;
let fatal = 0;
let segmentSeconds = 3;

function colour(pod) {
  const number = Number((pod || "").replace(/\D/g, "")) || 0;
  return pod ? COLOURS[(number - 1 + COLOURS.length) % COLOURS.length] : "#17203a";
}

async function ask(path, method = "GET") {
  const answer = await fetch("/demo/" + path, { method, headers: { "X-Physalia-Demo": "1" } });
  if (!answer.ok) throw new Error(path + ": " + answer.status);
  return answer.json();
}

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// --- the player -------------------------------------------------------------------------------------------------

async function play() {
  playback = await ask("play", "POST");
  if (!window.Hls || !Hls.isSupported()) {
    video.src = playback.url;
  } else {
    // Ten seconds of buffer, as the promise has it; hls.js would take thirty.
    const hls = new Hls({ maxBufferLength: 10, maxMaxBufferLength: 12, enableWorker: true });
    window.hls = hls;
    hls.on(Hls.Events.ERROR, (_, data) => {
      if (data.details === "bufferStalledError") return;
      console.warn("hls.js:", data.type, data.details, data.fatal);
      if (data.fatal || data.type === Hls.ErrorTypes.NETWORK_ERROR) { fatal++; showScore(); }
      if (data.fatal && data.type === Hls.ErrorTypes.NETWORK_ERROR) hls.startLoad();
      if (data.fatal && data.type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    });
    hls.on(Hls.Events.LEVEL_LOADED, (_, data) => {
      const fragments = data.details.fragments;
      if (fragments.length) segmentSeconds = fragments[0].duration;
    });
    hls.loadSource(playback.url);
    hls.attachMedia(video);
    await secondSegment(hls);
  }
  try {
    await video.play();
  } catch {
    byId("play").hidden = false;
  }
  report("");
}

// A player with less than two segments stands still as soon as one takes longer; pods that have just started are slow.
function secondSegment(hls) {
  return new Promise((resolve) => {
    hls.on(Hls.Events.FRAG_BUFFERED, (_, data) => { if (data.frag.sn > 0) resolve(); });
    setTimeout(resolve, 15000);
  });
}

function report(event) {
  if (!playback) return;
  const body = JSON.stringify({
    ItemId: playback.itemId, MediaSourceId: playback.mediaSourceId, PlaySessionId: playback.playSessionId,
    PlayMethod: "Transcode", CanSeek: true, IsPaused: video.paused,
    PositionTicks: Math.round(video.currentTime * 1e7),
  });
  const url = "/Sessions/Playing" + event + "?ApiKey=" + encodeURIComponent(playback.token);
  if (event === "/Stopped") {
    navigator.sendBeacon(url, new Blob([body], { type: "application/json" }));
  } else {
    fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => {});
  }
}

video.addEventListener("waiting", () => {
  if (video.currentTime < 0.5 || video.seeking || stalled) return;
  stalled = true;
  stalls++;
  showScore();
});
video.addEventListener("playing", () => { stalled = false; byId("play").hidden = true; });
byId("play").addEventListener("click", () => video.play());
byId("sound").addEventListener("click", () => {
  video.muted = !video.muted;
  byId("sound").textContent = video.muted ? "Sound on" : "Sound off";
});
setInterval(() => report("/Progress"), 10000);
addEventListener("pagehide", () => report("/Stopped"));

// --- the colony -------------------------------------------------------------------------------------------------

function bufferedSeconds() {
  for (let i = 0; i < video.buffered.length; i++) {
    if (video.currentTime >= video.buffered.start(i) - 0.2 && video.currentTime <= video.buffered.end(i)) {
      return video.buffered.end(i) - video.currentTime;
    }
  }
  return 0;
}

function showScore() {
  byId("stalls").textContent = stalls;
  byId("stalls").className = stalls ? "bad" : "";
}

function showBuffer() {
  const seconds = bufferedSeconds();
  byId("bufferText").textContent = seconds.toFixed(1) + " s in the buffer";
  byId("bufferBar").style.width = Math.min(100, seconds / 14 * 100) + "%";
  byId("bufferBar").className = seconds < LOW_BUFFER_SECONDS && video.currentTime > 1 ? "low" : "";
}

function showSession(session) {
  const leaseMillis = playback ? playback.leaseMillis : 3000;
  const left = session ? Math.max(0, session.leaseRemainingMs) : 0;
  const live = session && left > 0;
  byId("owner").textContent = !session ? "nobody yet" : live ? session.owner : session.owner + " is gone";
  byId("owner").style.color = live ? colour(session.owner) : "var(--dim)";
  byId("state").textContent = !session ? "–" : live ? session.state : "lease expired";
  byId("epoch").textContent = session ? session.epoch : "–";
  byId("last").textContent = session && session.lastSegment >= 0 ? session.lastSegment : "–";
  byId("requested").textContent = session && session.requestedSegment >= 0 ? session.requestedSegment : "–";
  byId("leaseBar").style.width = Math.min(100, left / leaseMillis * 100) + "%";
  byId("leaseText").textContent = session ? (left / 1000).toFixed(1) + " s" : "–";
  byId("kill").disabled = !live;
}

function showPods(pods) {
  const words = { ready: "ready", starting: "starting", dead: "dead", paused: "paused" };
  byId("pods").replaceChildren(...pods.map((pod) => {
    const item = element("li", pod.state + (pod.owns ? " owns" : ""));
    item.style.setProperty("--pod", colour(pod.name));
    const dot = element("span", "dot");
    dot.style.background = colour(pod.name);
    item.append(dot, element("b", "", pod.name), element("span", "tag", pod.owns ? "encoding" : words[pod.state]));
    item.append(element("small", "", "port " + pod.port + " · served " + pod.served + " segments"));
    return item;
  }));
}

function showRibbon(segments) {
  const now = Math.floor(video.currentTime / segmentSeconds);
  const room = Math.max(8, Math.floor(byId("ribbon").clientWidth / 34));
  const first = Math.max(0, now - Math.floor(room / 3));
  const known = new Map(segments.map((segment) => [segment.index, segment]));
  const tiles = [];
  let epoch = first > 0 && known.get(first - 1) ? known.get(first - 1).epoch : undefined;
  for (let index = first; index < first + room; index++) {
    const segment = known.get(index) || {};
    const seam = segment.epoch !== undefined && epoch !== undefined && segment.epoch !== epoch;
    if (segment.epoch !== undefined) epoch = segment.epoch;
    const tile = element("div", "segment" + (seam ? " seam" : "") + (index === now ? " now" : ""));
    const top = element("i");
    const bottom = element("i");
    if (segment.encoder) top.style.background = colour(segment.encoder);
    else if (segment.epoch !== undefined) top.style.background = "#3a4666";
    if (segment.server) bottom.style.background = colour(segment.server);
    tile.title = "segment " + index + (segment.encoder ? ", encoded by " + segment.encoder + " (epoch " + segment.epoch + ")" : "")
      + (segment.server ? ", served by " + segment.server + " in " + segment.millis + " ms" : "");
    tile.append(top, element("span", "", index), bottom);
    tiles.push(tile);
  }
  byId("ribbon").replaceChildren(...tiles);
}

function showTakeovers(takeovers, now) {
  byId("takeoverCount").textContent = takeovers.length;
  if (!takeovers.length) return;
  byId("takeovers").replaceChildren(...takeovers.slice().reverse().map((takeover) => {
    const segment = takeover.segmentMillis >= 0;
    const happened = segment || takeover.claimMillis >= 0;
    const item = element("li", happened ? "" : "late");
    item.style.borderColor = happened ? colour(takeover.successor) : "var(--bad)";
    const line = element("div");
    const victim = element("b", "", takeover.victim);
    victim.style.color = colour(takeover.victim);
    const successor = element("b", "", takeover.successor || "nobody");
    successor.style.color = colour(takeover.successor);
    line.append(victim, " killed, ", successor, " went on");
    const ago = Math.round((now - takeover.atMillis) / 1000);
    item.append(line,
      element("strong", "", happened ? ((segment ? takeover.segmentMillis : takeover.claimMillis) / 1000).toFixed(2) + " s" : "too long"),
      element("small", "", (segment ? "to the next new segment, number " + takeover.segment
        : happened ? "to a new owner; enough was encoded ahead" : "nobody took over") + " · " + ago + " s ago"),
      element("small", "", "epoch " + takeover.epochBefore + " → " + takeover.epochAfter));
    return item;
  }));
}

async function refresh() {
  try {
    const state = await ask("state");
    showSession(state.session);
    showPods(state.pods);
    showRibbon(state.segments);
    showTakeovers(state.takeovers, state.millis);
    const failed = state.door.failed + fatal;
    byId("failed").textContent = failed;
    byId("failed").className = failed ? "bad" : "";
    byId("door").textContent = state.door.answered + " requests answered, " + state.door.retried + " retried on the next pod.";
  } catch (error) {
    byId("told").textContent = "The demo has ended.";
  }
  showBuffer();
}

function button(id, path) {
  byId(id).addEventListener("click", async () => {
    try {
      byId("told").textContent = (await ask(path, "POST")).told;
    } catch (error) {
      byId("told").textContent = String(error.message);
    }
  });
}

button("kill", "kill");
button("start", "start");
setInterval(refresh, 300);
play().catch((error) => { byId("told").textContent = error.message; });
