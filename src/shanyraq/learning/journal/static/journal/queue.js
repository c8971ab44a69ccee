/* Edits that wait on this device, for every lesson of one person. Each stands under a key of its own until the server has
   answered for it, so that two tabs share one line: one tab at a time sends (a lock), all hear the answers (a channel).
   Somebody else's edits are never sent. An edit that needs a decision is held: kept and shown, not sent. */

const LONGEST = 60_000;
const PART = 200;

const cellOf = (edit) => `${edit.lesson}:${edit.kind}:${edit.pupil}`;

export function storedEdits(person) {
  const prefix = `unsent:${person}:register:`;
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) found.push(read(key));
  } catch {
    // A forbidden or broken store holds no edits.
  }
  return found.filter(Boolean).sort((one, other) => one.at - other.at);
}

function read(key) {
  try {
    const edit = JSON.parse(localStorage.getItem(key));
    return edit && { ...edit, lesson: edit.lesson ?? key.split(":")[3] };
  } catch {
    return null;
  }
}

function cookie(name) {
  return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

export class Queue {
  /* `heard(result, edit)` is called for every answer, whichever tab sent it; `typed(edit)` for what another tab typed;
     `told(state)` when the line changes: "sent", "waiting", "offline", "signed-out", "other". */
  constructor({ person, url, tokenUrl, heard, typed, told }) {
    Object.assign(this, { person, url, tokenUrl, heard, typed, told });
    this.edits = new Map(storedEdits(person).map((edit) => [edit.id, edit]));
    this.sending = false;
    this.wait = 2_000;
    this.timer = 0;
    this.token = "";
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`register:${person}`) : null;
    this.channel?.addEventListener("message", ({ data }) => this.answered(data.result, data.edit, false));
    addEventListener("storage", (event) => this.shared(event));
    addEventListener("online", () => this.soon(0));
    document.addEventListener("visibilitychange", () => { if (!document.hidden && this.size) this.soon(0); });
  }

  get all() {
    return [...this.edits.values()].sort((one, other) => one.at - other.at);
  }

  get size() {
    return this.all.filter((edit) => !edit.held).length;
  }

  key(edit) {
    return `unsent:${this.person}:register:${edit.lesson}:${edit.id}`;
  }

  of(place) {
    return this.all.filter((edit) => cellOf(edit) === cellOf(place));
  }

  /* A new edit of a cell takes the place of those that never left this device, and of those that wait for a decision. */
  put(edit) {
    for (const older of this.of(edit)) if (!older.sent || older.held) this.drop(older);
    const last = Math.max(0, ...this.all.map((one) => one.at));
    const whole = { id: crypto.randomUUID(), at: Math.max(Date.now(), last + 1), ...edit };
    this.keep(whole);
    this.told("waiting");
    this.soon(600);
    return whole;
  }

  keep(edit) {
    this.edits.set(edit.id, edit);
    try {
      localStorage.setItem(this.key(edit), JSON.stringify(edit));
    } catch {
      // Without a store the edit lives as long as the page; the ring says that it is not sent.
    }
  }

  /* It stays on the device with what was said about it, until its writer decides. */
  hold(edit, why) {
    this.keep({ ...edit, ...why, held: true });
  }

  drop(edit) {
    this.edits.delete(edit.id);
    try {
      localStorage.removeItem(this.key(edit));
    } catch {
      // Nothing was stored.
    }
  }

  shared({ key, newValue }) {
    if (!key?.startsWith(`unsent:${this.person}:register:`)) return;
    const id = key.split(":")[4];
    if (newValue === null) {
      this.edits.delete(id);
      return this.told(this.size ? "waiting" : "sent");
    }
    const edit = read(key);
    if (!edit) return;
    const fresh = !this.edits.has(id);
    this.edits.set(id, edit);
    if (fresh || edit.held) this.typed(edit);
    if (this.size) this.soon(2_000);
  }

  soon(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), milliseconds);
  }

  async send() {
    if (this.sending || !this.size) return;
    this.sending = true;
    try {
      if (navigator.locks) {
        await navigator.locks.request(`register:${this.person}`, { ifAvailable: true }, (lock) => (lock ? this.sendPart() : this.soon(1_500)));
      } else {
        await this.sendPart();
      }
    } finally {
      this.sending = false;
    }
  }

  /* The oldest edit of each cell; the next one of the same cell is based on its answer. */
  part() {
    const stored = new Map(storedEdits(this.person).map((edit) => [edit.id, edit]));
    for (const [id, edit] of stored) this.edits.set(id, edit);
    const taken = new Map();
    for (const edit of this.all) if (!edit.held && !taken.has(cellOf(edit))) taken.set(cellOf(edit), edit);
    return [...taken.values()].slice(0, PART);
  }

  async sendPart() {
    const part = this.part();
    if (!part.length) return;
    for (const edit of part) this.keep({ ...edit, sent: true });
    let state = "offline";
    try {
      state = await this.post(part);
    } catch {
      state = "offline";
    }
    this.told(state === "sent" && this.size ? "waiting" : state);
    if (state === "offline") {
      this.soon(this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST);
    } else if (state === "sent") {
      this.wait = 2_000;
      if (this.size) this.soon(100);
    }
  }

  async post(part, again = true) {
    const answer = await fetch(this.url, {
      method: "POST",
      redirect: "manual",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token || cookie("csrftoken") },
      body: JSON.stringify({ person: this.person, edits: part.map(({ sent, held, words, way, clash, text, ...edit }) => edit) }),
    });
    if (answer.type === "opaqueredirect") return "signed-out";
    if (answer.status === 409) return "other";
    if ([403, 404].includes(answer.status) && again && !isJson(answer)) return this.afresh(part);
    if (answer.status >= 500 || !isJson(answer)) return "offline";
    const body = await answer.json();
    const results = answer.ok ? body.results : part.map((edit) => ({ id: edit.id, state: "refused", words: body.words, way: body.way ?? "" }));
    const sent = new Map(part.map((edit) => [edit.id, edit]));
    for (const result of results) {
      const edit = sent.get(result.id);
      if (!edit) continue;
      this.answered(result, edit, true);
      this.channel?.postMessage({ result, edit });
    }
    return "sent";
  }

  /* The token was stale, or somebody of another role is signed in: a fresh one says also who it is. */
  async afresh(part) {
    const answer = await fetch(this.tokenUrl, { redirect: "manual", credentials: "same-origin" });
    if (answer.type === "opaqueredirect") return "signed-out";
    const { token, person } = await answer.json();
    if (person !== this.person) return "other";
    this.token = token;
    return this.post(part, false);
  }

  /* What was typed after the answered edit stands on it now. */
  answered(result, edit, mine) {
    this.edits.delete(edit.id);
    if (mine) this.drop(edit);
    if (result.state === "stored") {
      for (const next of this.of(edit)) {
        if (next.held) continue;
        const rebased = edit.kind === "mark" ? { ...next, based_on: result.fact } : { ...next, seen: edit.value };
        if (mine) this.keep(rebased);
        else this.edits.set(next.id, rebased);
      }
    }
    this.heard(result, edit, mine);
  }
}

function isJson(answer) {
  return (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
}
