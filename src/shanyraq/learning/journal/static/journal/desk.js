/* The desk of a register: edits go to the queue at once, the server answers cell by cell, and what stands side by side with
   a colleague's entry waits for a choice. */

import { Asking, Clashes } from "./clash.js";
import { Places } from "./places.js";
import { Queue } from "./queue.js";

export class Desk {
  constructor(holder, table, { here, quiet, changed = () => {} }) {
    this.table = table;
    this.holder = holder;
    this.changed = changed;
    this.words = document.getElementById("register-words").dataset;
    this.line = document.getElementById("register-state");
    this.writes = "writes" in holder.dataset;
    this.places = new Places(table, JSON.parse(holder.dataset.columns), { short: JSON.parse(this.words.short), here, quiet });
    this.asking = new Asking();
    this.clashes = new Clashes(this);
    this.unsaid = [];
    const { person, edits: url, token: tokenUrl } = holder.dataset;
    this.queue = new Queue({
      person, url, tokenUrl,
      heard: (result, edit, mine) => this.heard(result, edit, mine),
      typed: (edit) => this.shown(edit),
      told: (state) => this.told(state),
    });
  }

  start() {
    if (this.writes) {
      this.queue.all.forEach((edit) => this.shown(edit));
      if (this.queue.all.length) this.told("waiting");
      if (this.queue.size) this.queue.soon(0);
    }
    this.holder.addEventListener("refresh", () => this.look());
    setInterval(() => this.look(), 20_000);
    this.changed();
  }

  /* An edit that waits on this device, from before or from another tab. */
  shown(edit) {
    if (edit.kind === "all") this.places.taken(edit.lesson, "local");
    const place = this.places.get(edit);
    if (!place) return;
    if (edit.clash) this.clashes.open(place, edit);
    else if (edit.words) this.places.show(place, place.standing, place.state, { text: edit.text ?? this.places.text(edit.kind, edit.value), words: `${edit.words} ${edit.way ?? ""}`.trim() });
    else {
      this.places.show(place, edit.value, "local");
      if (edit.kind === "code") this.places.taken(edit.lesson, "local");
    }
    this.listBad();
    this.changed();
  }

  told(state) {
    const { words, line, queue } = this;
    const held = queue.all.filter((edit) => edit.held);
    const kind = state === "sent" && held.length ? "held" : state === "waiting" && !queue.size ? (held.length ? "held" : "sent") : state;
    const say = { waiting: words.waiting, offline: words.offline, "signed-out": words.signedOut, other: words.other, sent: words.saved, held: words.held }[kind];
    line.textContent = say.replace("{count}", kind === "held" ? held.length : queue.size);
    line.dataset.state = kind;
    if (kind === "signed-out") this.link(`${this.holder.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`, words.signIn);
    const elsewhere = held.find((edit) => !this.places.lessons.has(edit.lesson));
    if (elsewhere) this.link(this.holder.dataset.lessonUrl.replace("00000000-0000-0000-0000-000000000000", elsewhere.lesson), words.elsewhere);
  }

  link(href, text) {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = text;
    this.line.append(" ", made);
  }

  notice(words, kind = "care") {
    document.dispatchEvent(new CustomEvent("ui:notice", { detail: { words, kind } }));
  }

  needsReason(place) {
    const { reason } = place.column;
    return reason === "always" || (reason === "changes" && (place.kind === "mark" ? place.fact !== null : this.places.isTaken(place)));
  }

  /* Values in cells: shown at once, dashed until the server has them. `entered` hears what was there before. */
  apply(changes, entered = () => {}) {
    const news = changes.filter(({ place, value }) => this.writes && value !== undefined && (place.shown !== value || place.bad) && !(place.kind === "code" && value === null));
    if (!news.length) return;
    if (!this.reason && news.some(({ place }) => this.needsReason(place))) {
      return this.asking.open({ then: (reason) => { this.reason = reason; this.apply(news, entered); } });
    }
    entered(news.map(({ place }) => ({ place, value: place.shown })));
    for (const { place, value } of news) this.write(place, value, this.needsReason(place) ? this.reason : "");
    this.listBad();
    this.changed();
  }

  write(place, value, reason) {
    this.forget(place.td);
    this.clashes.close(place);
    const { kind, lesson, pupil, standing } = place;
    const flying = this.queue.of(place).some((edit) => edit.sent && !edit.held);
    if (value === standing && !flying) {
      this.queue.of(place).forEach((edit) => this.queue.drop(edit));
      this.places.show(place, value, value === null ? "" : "sent");
      return this.told(this.queue.size ? "waiting" : "sent");
    }
    const base = kind === "mark" ? { based_on: place.fact } : { seen: this.places.isTaken(place) ? standing : null };
    this.places.show(place, value, "local");
    this.queue.put({ kind, lesson, pupil, value, reason, ...base });
    if (kind !== "code" || place.td.classList.contains("is-off")) return;
    const first = !this.places.isTaken(place);
    this.places.taken(lesson, "local");
    if (first) this.takeOver(lesson);
  }

  /* What parents have told is taken over with the attendance; the teacher may change it like any code. */
  takeOver(lesson) {
    for (const place of this.places.all.values()) {
      const { told } = place.td.dataset;
      if (!told || place.kind !== "code" || place.lesson !== lesson) continue;
      delete place.td.dataset.told;
      place.td.classList.remove("is-proposed");
      if (place.shown === "present") this.write(place, told, this.needsReason(place) ? this.reason : "");
    }
  }

  everybody(lesson) {
    const known = this.places.lessons.get(lesson);
    if (!this.writes || known.taken) return;
    if (known.column.reason === "always" && !this.reason) {
      return this.asking.open({ then: (reason) => { this.reason = reason; this.everybody(lesson); } });
    }
    this.queue.put({ kind: "all", lesson, pupil: "", value: null, reason: known.column.reason === "always" ? this.reason : "" });
    this.places.taken(lesson, "local");
    this.takeOver(lesson);
    this.changed();
  }

  /* What cannot be entered stays at its cell as it was typed or pasted, with why. */
  bad(td, text, words) {
    const place = td.places.find(({ kind }) => kind === "mark") ?? td.places[0];
    this.forget(td);
    const { kind, lesson, pupil } = place;
    const edit = this.queue.put({ kind, lesson, pupil, value: null, held: true, text, words });
    this.shown(edit);
    this.told(this.queue.size ? "waiting" : "sent");
  }

  forget(td) {
    for (const place of td.places) {
      if (!place.bad) continue;
      this.queue.of(place).filter((edit) => edit.held && !edit.clash).forEach((edit) => this.queue.drop(edit));
      this.places.show(place, place.standing, place.state);
    }
    this.listBad();
  }

  listBad() {
    const list = document.getElementById("bad-cells");
    const bad = [...this.places.all.values()].filter((place) => place.bad);
    list.replaceChildren(...bad.map((place) => {
      const item = document.createElement("li");
      const to = document.createElement("button");
      to.type = "button";
      to.className = "btn btn-quiet bad-cell";
      to.textContent = `${place.name}${place.column.head ? `, ${place.column.head}` : ""}: «${place.bad.text}». ${place.bad.words}`;
      to.addEventListener("click", () => this.sheet.go(place.td.at, place.td.across));
      item.append(to);
      return item;
    }));
    list.hidden = !bad.length;
  }

  heard(result, edit, mine) {
    const place = this.places.get(edit);
    if (result.state === "stored") {
      if (edit.kind !== "mark") this.places.taken(edit.lesson, "sent");
      if (!place) return;
      place.standing = edit.value;
      if (edit.kind === "mark") place.fact = result.fact;
      if (place.shown === edit.value) this.places.show(place, edit.value, "sent");
      return this.changed();
    }
    if (result.state === "held") {
      // The register was closed meanwhile: the server keeps the entry for the deputy head, the cell shows what stands.
      if (place) this.places.show(place, place.standing, place.standing === null ? "" : "sent");
      if (mine) this.notice(`${place ? `${place.name}: ` : ""}${result.words} ${result.way}`);
      return this.changed();
    }
    if (!mine) return;
    if (result.state === "conflict") this.queue.hold(edit, { clash: result });
    else this.queue.hold(edit, { words: result.words, way: result.way });
    if (result.state === "refused" && result.why === "needs_reason") return this.say(edit);
    if (!place && edit.kind !== "all") return;
    if (edit.kind === "all") {
      this.queue.drop(edit);
      return this.notice(`${result.words} ${result.way}`);
    }
    this.shown({ ...edit, ...(result.state === "conflict" ? { clash: result } : { words: result.words, way: result.way }) });
  }

  /* Several edits may want a reason at once: they are asked about once. */
  say(edit) {
    this.unsaid.push(edit);
    if (this.unsaid.length > 1) return;
    setTimeout(() => {
      const edits = this.unsaid.splice(0);
      this.asking.open({
        then: (reason) => edits.forEach((one) => this.again(one, { reason })),
        otherwise: () => edits.forEach((one) => this.takeBack(one)),
      });
    }, 0);
  }

  again(edit, more) {
    const { sent, held, words, way, clash, id, at, ...rest } = edit;
    this.queue.drop(edit);
    const place = this.places.get(edit);
    if (place) this.places.show(place, edit.value, "local");
    this.queue.put({ ...rest, ...more });
    this.listBad();
  }

  takeBack(edit) {
    this.queue.drop(edit);
    const place = this.places.get(edit);
    if (place) this.places.show(place, place.standing, place.standing === null ? "" : "sent");
    this.told(this.queue.size ? "waiting" : "sent");
    this.changed();
  }

  /* What others entered, and what has been sealed meanwhile; cells that wait here are left as they are. */
  async look() {
    if (document.hidden) return;
    const answer = await fetch(this.holder.dataset.cells, { redirect: "manual", credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    const { taken, cells } = await answer.json();
    const said = new Map(cells.map((each) => [`${each.lesson}:${each.pupil}`, each]));
    for (const lesson of taken) this.places.taken(lesson, "sent");
    for (const place of this.places.all.values()) {
      if (this.queue.of(place).length || place.td.classList.contains("is-off")) continue;
      const each = said.get(`${place.lesson}:${place.pupil}`);
      const value = each?.[place.kind] ?? (place.kind === "code" && this.places.isTaken(place) ? "present" : null);
      const state = each?.[`${place.kind}_state`] ?? (value === null ? "" : place.state);
      if (this.places.stands(place, value, place.kind === "mark" ? each?.mark_id ?? null : null, state)) place.td.classList.add("is-news");
    }
    this.changed();
  }
}
