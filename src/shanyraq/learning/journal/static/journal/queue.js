/* Edits that wait on this device. Each stands under a key of its own, by person and lesson, so that two tabs lose
   nothing; it goes when the server has answered for it. Somebody else's edits are never sent. */

const LONGEST = 60_000;
const PART = 200;

export function storedEdits(person, lesson) {
  const prefix = `register:${person}:${lesson}:`;
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix)) found.push(JSON.parse(localStorage.getItem(key)));
    }
  } catch {
    // A forbidden or broken store holds no edits.
  }
  return found.filter(Boolean).sort((one, other) => one.at - other.at);
}

export function lessonsWaiting(person) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`register:${person}:`));
    return [...new Set(keys.map((key) => key.split(":")[2]))];
  } catch {
    return [];
  }
}

function cookie(name) {
  return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

export class Queue {
  /* `heard(result, edit)` is called for every answer; `told(state)` when the line changes:
     "sent", "waiting", "offline", "signed-out", "other". */
  constructor({ person, lesson, url, tokenUrl, heard, told }) {
    Object.assign(this, { person, lesson, url, tokenUrl, heard, told });
    this.edits = new Map(storedEdits(person, lesson).map((edit) => [edit.id, edit]));
    this.flying = new Set();
    this.wait = 2_000;
    this.timer = 0;
    this.token = "";
    addEventListener("online", () => this.soon(0));
  }

  get size() {
    return this.edits.size;
  }

  key(id) {
    return `register:${this.person}:${this.lesson}:${id}`;
  }

  /* The waiting edit of a cell that may still change, if there is one. */
  open(kind, pupil) {
    return [...this.edits.values()].find((edit) => edit.kind === kind && edit.pupil === pupil && !this.flying.has(edit.id));
  }

  inFlight(kind, pupil) {
    return [...this.edits.values()].some((edit) => edit.kind === kind && edit.pupil === pupil && this.flying.has(edit.id));
  }

  put(edit) {
    const whole = { id: crypto.randomUUID(), at: Date.now(), ...edit };
    this.edits.set(whole.id, whole);
    try {
      localStorage.setItem(this.key(whole.id), JSON.stringify(whole));
    } catch {
      // Without a store the edit lives as long as the page; the ring says that it is not sent.
    }
    this.told("waiting");
    this.soon(600);
    return whole;
  }

  drop(id) {
    this.edits.delete(id);
    try {
      localStorage.removeItem(this.key(id));
    } catch {
      // Nothing was stored.
    }
  }

  soon(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), milliseconds);
  }

  async send() {
    if (this.flying.size || !this.edits.size) return;
    const part = [...this.edits.values()].filter((edit) => !edit.held).slice(0, PART);
    if (!part.length) return;
    part.forEach((edit) => this.flying.add(edit.id));
    let state = "offline";
    try {
      state = await this.post(part);
    } catch {
      state = "offline";
    }
    this.flying.clear();
    this.told(state === "sent" && this.size ? "waiting" : state);
    if (state === "offline") {
      this.soon(this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST);
    } else if (state === "sent") {
      this.wait = 2_000;
      if ([...this.edits.values()].some((edit) => !edit.held)) this.soon(300);
    }
  }

  async post(part, again = true) {
    const answer = await fetch(this.url, {
      method: "POST",
      redirect: "manual",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token || cookie("csrftoken") },
      body: JSON.stringify({ person: this.person, edits: part.map(({ held, ...edit }) => edit) }),
    });
    if (answer.type === "opaqueredirect") return "signed-out";
    if (answer.status === 409) return "other";
    if (answer.status === 403 && again && !isJson(answer)) return this.afresh(part);
    if (answer.status >= 500 || !isJson(answer)) return "offline";
    const body = await answer.json();
    if (!answer.ok) {
      part.forEach((edit) => this.answered({ id: edit.id, state: "refused", words: body.words, way: body.way ?? "" }));
      return "sent";
    }
    body.results.forEach((result) => this.answered(result));
    return "sent";
  }

  /* The token was stale: a fresh one says also who is signed in now. */
  async afresh(part) {
    const answer = await fetch(this.tokenUrl, { redirect: "manual", credentials: "same-origin" });
    if (answer.type === "opaqueredirect") return "signed-out";
    const { token, person } = await answer.json();
    if (person !== this.person) return "other";
    this.token = token;
    return this.post(part, false);
  }

  answered(result) {
    const edit = this.edits.get(result.id);
    if (!edit) return;
    this.drop(result.id);
    this.flying.delete(result.id);
    this.heard(result, edit);
  }
}

function isJson(answer) {
  return (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
}

/* Edits of other lessons that this person left on this device are sent when any register opens. */
export function flushOthers(person, lesson, cellsUrl, tokenUrl) {
  for (const other of lessonsWaiting(person)) {
    if (other === lesson) continue;
    const queue = new Queue({ person, lesson: other, url: cellsUrl.replace(lesson, other), tokenUrl, told() {}, heard(result, edit) {
      // What needs a decision waits for its own page.
      if (result.state !== "stored" && result.state !== "held") {
        queue.put({ ...edit, id: edit.id, held: true });
      }
    } });
    queue.send();
  }
}
