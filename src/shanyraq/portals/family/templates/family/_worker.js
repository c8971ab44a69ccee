const SHELL = "shell-" + [...ASSETS.join()].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) >>> 0, 7).toString(36);
const DRAWER = "kept:", META = "kept-for", MOST = 24;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const shell = await caches.open(SHELL);
    await Promise.allSettled(ASSETS.map((address) => shell.add(address)));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  if (event.data === "wipe") event.waitUntil(wipe());
  else if (Array.isArray(event.data?.keep)) event.waitUntil(fetchAndKeep(event.data.keep.slice(0, MOST)));
});

/* Pages that will be wanted when there is no network: a teacher's lessons of the day, asked for by a page of that teacher. */
async function fetchAndKeep(addresses) {
  for (const address of addresses) {
    if (new URL(address, location.href).origin !== location.origin) continue;
    const request = new Request(address, { credentials: "same-origin" });
    try {
      const answer = await fetch(request);
      const person = answer.headers.get("X-Kept-For");
      if (answer.ok && !answer.redirected && person) await keep(request, answer, person);
    } catch {
      return; // no network: what was kept before stays
    }
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== location.origin) return;
  if (address.pathname === SIGN_OUT && request.method === "POST") event.respondWith(wipe().then(() => fetch(request)));
  else if (request.method !== "GET") return;
  else if (address.pathname.startsWith(STATIC)) event.respondWith(asset(event, request));
  else if (request.mode === "navigate") event.respondWith(page(request));
});

async function wipe() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(DRAWER) || name === META).map((name) => caches.delete(name)));
}

async function asset(event, request) {
  const kept = await caches.match(request, { cacheName: SHELL });
  if (!kept) return fetch(request);
  // Names without a digest change in place (a developer's machine): take the kept one now, the fresh one next time.
  event.waitUntil(fetch(request).then((fresh) => fresh.ok && caches.open(SHELL).then((shell) => shell.put(request, fresh))).catch(() => {}));
  return kept;
}

async function page(request) {
  let answer;
  try {
    answer = await fetch(request);
  } catch (failure) {
    const kept = await keptPage(request);
    if (kept) return kept;
    throw failure;
  }
  try {
    if (answer.url && new URL(answer.url).pathname === SIGN_IN) await wipe();
    const person = answer.headers.get("X-Kept-For");
    if (answer.ok && person) await keep(request, answer.clone(), person);
  } catch {
    // A full or forbidden store must not stand in the way of reading.
  }
  return answer;
}

async function keep(request, answer, person) {
  if ((await keptFor()) !== person) {
    await wipe();
    await (await caches.open(META)).put("/kept-for", new Response(person));
  }
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", new Date().toISOString());
  const drawer = await caches.open(DRAWER + person);
  await drawer.delete(request.url); // so that the newest stand last
  await drawer.put(request.url, new Response(await answer.blob(), { status: 200, headers }));
  const all = await drawer.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map((one) => drawer.delete(one)));
}

async function keptFor() {
  const row = await caches.match("/kept-for", { cacheName: META });
  return row ? row.text() : "";
}

async function keptPage(request) {
  const person = await keptFor();
  if (!person) return null;
  const name = DRAWER + person;
  const found = (await caches.match(request.url, { cacheName: name })) ?? (await first(name, request));
  if (!found) return null;
  const at = new Date(found.headers.get("X-Kept-At"));
  const time = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Almaty" }).format(at);
  const day = new Intl.DateTimeFormat("ru", { day: "2-digit", month: "2-digit", timeZone: "Asia/Almaty" });
  const said = day.format(at) === day.format(new Date()) ? time : `${day.format(at)} ${time}`;
  const html = (await found.text()).replace("data-kept-note hidden", "data-kept-note").replace(/(data-kept-note[^]*?)\{time\}/, (_all, note) => note + said);
  return new Response(html, { status: 200, headers: found.headers });
}

// The home page and the bar lead to addresses that may not be kept themselves: the newest kept page answers.
async function first(name, request) {
  if (!["/", "/family/", "/children/", "/pupil/", "/teacher/"].includes(new URL(request.url).pathname)) return null;
  const drawer = await caches.open(name);
  const keys = await drawer.keys();
  return keys.length ? drawer.match(keys[keys.length - 1]) : null;
}
