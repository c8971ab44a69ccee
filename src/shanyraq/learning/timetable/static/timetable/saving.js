/* Edits go out one batch after another; each has an id, and the server answers for each with what stands. */

function cookie(name) {
  return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

export class Saving {
  constructor({ slots, person, showed, answered, told }) {
    Object.assign(this, { url: slots, person, showed, answered, told });
    this.waiting = [];
    this.flying = false;
    this.known = null;
    addEventListener("online", () => this.send());
  }

  put(edits) {
    this.waiting.push(...edits.map((edit) => ({ id: crypto.randomUUID(), ...edit })));
    this.told("saving", this.waiting.length);
    this.send();
  }

  async look() {
    if (this.flying || this.waiting.length) return;
    const answer = await fetch(`${this.url}?edits=${this.known ?? ""}`, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return this.told("offline", 0);
    this.show(await answer.json());
    this.told("saved", 0);
  }

  show(state) {
    if (!state.slots) return;
    this.known = state.edits;
    this.showed(state);
  }

  async send() {
    if (this.flying || !this.waiting.length) return;
    this.flying = true;
    const part = this.part();
    const answer = await fetch(this.url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
      body: JSON.stringify({ person: this.person, edits: part }),
    }).catch(() => null);
    if (!answer || answer.status >= 500) {
      this.flying = false;
      this.told("offline", this.waiting.length);
      setTimeout(() => this.send(), 4_000);
      return;
    }
    this.waiting.splice(0, part.length);
    /* Still flying: what is typed while a long answer is read waits for its revisions, or it would clash with itself. */
    const said = await answer.json().catch(() => ({}));
    this.flying = false;
    if (!answer.ok) {
      this.answered({ state: "refused", words: said.words ?? "", way: said.way });
      this.known = null;
      return this.look();
    }
    if (!this.waiting.length) this.show(said);
    this.told(this.waiting.length ? "saving" : "saved", this.waiting.length);
    said.results.forEach((result) => this.heard(result));
    this.send();
  }

  /* The first edits that wait, each lesson once: what comes after is based on the answer to it. */
  part() {
    const slots = new Set();
    const end = this.waiting.findIndex(({ slot }) => slots.has(slot) || !slots.add(slot));
    return this.waiting.slice(0, Math.min(end < 0 ? this.waiting.length : end, 100));
  }

  heard(result) {
    if (result.state === "stored") for (const edit of this.waiting) if (edit.slot === result.slot) edit.seen = result.revision;
    if (result.state !== "stored") this.waiting = this.waiting.filter((edit) => edit.slot !== result.slot);
    this.answered(result);
  }
}
