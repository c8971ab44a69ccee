/* Live parts: the stream says only what changed, the part is fetched again under the person's own rights.
   A short ticket opens the stream; when it fails we wait longer each time and look every 20 seconds meanwhile. */

const source = document.querySelector("[data-live-ticket]");
const label = document.querySelector("[data-live-as-of]");
const POLL = 20_000;
const LONGEST = 60_000;
let wait = 1_000;
let poll = 0;
let stream = null;
let ahead = 0; // how far the school's clock (a demonstration has its own) runs ahead of this device's

function asOf(broken) {
  if (!label) return;
  // UTC+5 by arithmetic: phones with old zone data still put Almaty at UTC+6.
  const time = new Date(Date.now() + ahead + 5 * 3_600_000).toISOString().slice(11, 16);
  label.classList.toggle("is-broken", broken);
  if (!broken || !label.dataset.time) label.dataset.time = time;
  label.textContent = (broken ? label.dataset.broken : label.dataset.words).replace("{time}", label.dataset.time);
}

function refresh(topic) {
  for (const part of document.querySelectorAll("[data-live-topic]")) {
    if (!topic || part.dataset.liveTopic.split(" ").includes(topic)) window.htmx?.trigger(part, "refresh");
  }
}

function topicOf(data) {
  try {
    return JSON.parse(data).topic ?? "";
  } catch {
    return data.trim();
  }
}

function startPolling() {
  if (!poll) poll = setInterval(() => { if (!document.hidden) refresh(""); }, POLL);
}

function stopPolling() {
  clearInterval(poll);
  poll = 0;
}

async function open() {
  try {
    const answer = await fetch(source.dataset.liveTicket, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`ticket ${answer.status}`);
    const { ticket, now } = await answer.json();
    if (now) ahead = Date.parse(now) - Date.now();
    const address = new URL(source.dataset.liveUrl, location.href);
    address.searchParams.set("ticket", ticket);
    stream = new EventSource(address);
    stream.addEventListener("open", () => {
      // What changed while we were away is fetched once.
      if (poll) refresh("");
      stopPolling();
      wait = 1_000;
      asOf(false);
    });
    stream.addEventListener("changed", (event) => refresh(topicOf(event.data)));
    stream.addEventListener("error", lost);
  } catch {
    lost();
  }
}

function lost() {
  stream?.close();
  stream = null;
  startPolling();
  asOf(true);
  // A little chance, so that a school's screens do not all come back in the same second.
  setTimeout(open, wait * (0.75 + Math.random() / 2));
  wait = Math.min(wait * 2, LONGEST);
}

if (source) {
  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target.closest?.("[data-live-topic]")) asOf(poll !== 0 && !navigator.onLine); });
  open();
}
