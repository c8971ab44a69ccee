/* What stands in the grid, the tray and the list of conflicts. */

export class Drawing {
  constructor(place, words) {
    this.place = place;
    this.words = words;
    this.side = { class: "g", teacher: "t", room: "r" }[place.dataset.side];
    this.cells = new Map();
    for (const td of place.querySelectorAll("td[data-d]")) this.cells.set(`${td.dataset.c}:${td.dataset.d}:${td.dataset.n}`, td);
    this.rows = [...place.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")]);
    this.slots = new Map();
    this.tray = new Map();
    this.wrong = new Map();
    this.picked = new Map();
    this.carried = null;
    const first = this.rows[0]?.[0];
    if (first) first.tabIndex = 0;
  }

  state({ slots, tray, conflicts }) {
    this.slots = new Map(slots.map((slot) => [slot.id, slot]));
    this.tray = new Map(tray.map((each) => [each.id, { ...each, waiting: true, words: [each.group, each.part, each.subject].filter(Boolean).join(", ") }]));
    this.wrong = new Map();
    for (const each of conflicts) for (const id of each.slots) if (each.must || !this.wrong.has(id)) this.wrong.set(id, each.must ? "is-wrong" : "is-better");
    this.conflicts(conflicts);
    this.grid();
    this.waitings();
  }

  /* Shows at once what the edits will do; the server's answer draws it anew. */
  foresee(edits) {
    for (const edit of edits) {
      const slot = this.slots.get(edit.slot);
      if (edit.verb === "move" && slot) Object.assign(slot, { d: edit.d, n: edit.n });
      else if (edit.verb === "take") this.slots.delete(edit.slot);
      else if (slot && (edit.verb === "lock" || edit.verb === "unlock")) slot.locked = edit.verb === "lock";
      else if (edit.verb === "place") {
        const from = this.tray.get(edit.demand);
        if (from) this.slots.set(edit.slot, { ...from, id: edit.slot, demand: edit.demand, waiting: false, d: edit.d, n: edit.n, rev: undefined, weeks: "", room: "" });
      }
    }
    this.grid();
  }

  grid() {
    for (const td of this.cells.values()) {
      td.replaceChildren();
      delete td.dataset.can;
    }
    for (const slot of this.slots.values()) this.cellOf(slot)?.append(this.lesson(slot));
    for (const td of this.cells.values()) this.label(td);
  }

  lesson(slot) {
    const box = document.createElement("div");
    box.className = ["week-lesson", this.wrong.get(slot.id), slot.locked && "is-locked"].filter(Boolean).join(" ");
    box.dataset.slot = slot.id;
    box.draggable = "writes" in this.place.dataset && !slot.locked;
    const title = document.createElement("b");
    title.textContent = this.side === "g" ? slot.subject : `${slot.group} · ${slot.subject}`;
    const below = document.createElement("span");
    below.textContent = [slot.part, this.side === "t" ? "" : slot.teacher, this.side === "r" ? "" : slot.room, slot.weeks, slot.locked && this.words.lock].filter(Boolean).join(" · ");
    box.append(title, below);
    box.title = [slot.words, slot.teacher, slot.room, slot.weeks].filter(Boolean).join(" · ");
    return box;
  }

  label(td) {
    const inside = this.inside(td).map((slot) => [slot.words, slot.teacher, slot.room, slot.weeks, slot.locked ? this.words.lock : ""].filter(Boolean).join(", "));
    const where = td.querySelector(".week-where")?.textContent;
    td.setAttribute("aria-label", [inside.join("; ") || this.words.empty, where].filter(Boolean).join(". "));
  }

  inside(td) {
    return [...td.querySelectorAll(".week-lesson")].map((box) => this.slots.get(box.dataset.slot)).filter(Boolean);
  }

  /* While something is carried, every hour of its column says whether it can go there. */
  carry(carried) {
    this.carried = carried;
    for (const box of document.querySelectorAll(".is-carried")) box.classList.remove("is-carried");
    for (const td of this.cells.values()) {
      delete td.dataset.can;
      td.querySelector(".week-where")?.remove();
    }
    if (carried) {
      const own = carried.waiting ? `[data-demand="${carried.id}"]` : `[data-slot="${carried.id}"]`;
      document.querySelector(own)?.classList.add("is-carried");
      for (const td of this.cells.values()) {
        const there = this.isOwn(td, carried) ? carried.places.get(`${td.dataset.d}:${td.dataset.n}`) : null;
        if (!there) continue;
        td.dataset.can = there.state;
        const text = document.createElement("span");
        text.className = "week-where";
        text.textContent = there.words;
        td.append(text);
      }
    }
    for (const td of this.cells.values()) this.label(td);
  }

  isOwn(td, thing) {
    return this.side === "r" || td.dataset.c === thing[this.side];
  }

  conflicts(found) {
    const list = document.getElementById("week-conflicts");
    list.replaceChildren(...found.slice(0, 60).map((each) => {
      const item = document.createElement("li");
      if (each.must) item.className = "is-must";
      const target = each.slots[0] ? document.createElement("button") : document.createElement("span");
      if (each.slots[0]) Object.assign(target, { type: "button" }).dataset.slot = each.slots[0];
      target.textContent = each.words;
      item.append(target);
      return item;
    }));
    if (!found.length) list.append(Object.assign(document.createElement("li"), { textContent: this.words.none }));
  }

  waitings() {
    const tray = document.getElementById("week-tray");
    if (!tray) return;
    tray.replaceChildren(...[...this.tray.values()].filter((each) => this.side !== "g" || this.place.querySelector(`td[data-c="${each.g}"]`)).map((each) => {
      const box = document.createElement("button");
      box.type = "button";
      box.className = "week-waiting";
      box.draggable = true;
      box.dataset.demand = each.id;
      const title = document.createElement("b");
      title.textContent = [each.group, each.part, each.subject].filter(Boolean).join(" · ");
      const below = document.createElement("small");
      below.textContent = [each.teacher, this.words.lessons.replace("{count}", each.left)].filter(Boolean).join(" · ");
      box.append(title, below);
      return box;
    }));
    if (!tray.children.length) tray.textContent = this.words.all;
  }

  slot(id) {
    return this.slots.get(id);
  }

  waiting(id) {
    return this.tray.get(id);
  }

  cellOf(slot) {
    return this.cells.get(`${slot[this.side]}:${slot.d}:${slot.n}`);
  }

  /* The lesson of a cell that keys act on: the one chosen, else the first. */
  chosen(td) {
    const inside = this.inside(td);
    return inside.find((slot) => slot.id === this.picked.get(td)) ?? inside[0];
  }

  next(td) {
    const inside = this.inside(td);
    if (inside.length < 2) return;
    const at = inside.indexOf(this.chosen(td));
    this.choose(td, inside[(at + 1) % inside.length].id);
  }

  choose(td, id) {
    this.picked.set(td, id);
    for (const box of td.querySelectorAll(".week-lesson")) box.classList.toggle("is-chosen", box.dataset.slot === id);
  }

  firstFree(thing, carried) {
    const best = ["free", "could"].map((state) => [...(carried?.places.values() ?? [])].find((each) => each.state === state)).find(Boolean);
    const column = this.side === "r" ? this.rows[0][0].dataset.c : thing[this.side];
    return this.cells.get(`${column}:${best?.d ?? 0}:${best?.n ?? 1}`);
  }

  step(td, [down, right]) {
    const y = this.rows.findIndex((row) => row.includes(td));
    const x = this.rows[y].indexOf(td);
    this.focus(this.rows[y + down]?.[x + right]);
  }

  focus(td, slot = null) {
    if (!td) return;
    if (slot) this.choose(td, slot);
    td.focus();
    td.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  entered(td) {
    if (!td) return;
    this.place.querySelector('td[tabindex="0"]')?.setAttribute("tabindex", "-1");
    td.tabIndex = 0;
  }

  /* On a phone one column is shown. */
  only(id) {
    for (const td of this.cells.values()) td.classList.toggle("is-shown", td.dataset.c === id);
  }
}
