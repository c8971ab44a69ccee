/* The keyboard of a spreadsheet: where the cursor is, what is chosen, and what the keys and the clipboard mean. */

import { hasNames, meaning, sameName, table as tableOf, toText } from "./clipboard.js";
import { codeOf, isEverybody, markOf, MOVES } from "./keys.js";

export class Sheet {
  constructor(desk) {
    Object.assign(this, { desk, places: desk.places, table: desk.table, at: null, anchor: null, done: [], undone: [] });
    const grid = this.places.rows;
    this.height = grid.length;
    this.width = grid[0]?.tds.length ?? 0;
    this.table.addEventListener("keydown", (event) => this.pressed(event));
    this.table.addEventListener("copy", (event) => this.copied(event, false));
    this.table.addEventListener("cut", (event) => this.copied(event, true));
    this.table.addEventListener("paste", (event) => this.pasted(event));
    this.table.addEventListener("focusin", (event) => this.entered(event.target));
    this.table.addEventListener("pointerdown", (event) => this.pointed(event));
    this.table.addEventListener("pointerover", (event) => { if (event.buttons === 1 && this.dragging) this.reach(event.target.closest("td")); });
    addEventListener("pointerup", () => { this.dragging = false; });
  }

  td(at, across) {
    return this.places.rows[at]?.tds[across];
  }

  /* The cursor goes to a cell; with `reach` what lies between it and the anchor is chosen. */
  go(at, across, reach = false) {
    const row = Math.min(Math.max(at, 0), this.height - 1);
    const column = Math.min(Math.max(across, 0), this.width - 1);
    const td = this.td(row, column);
    if (!td) return;
    if (!reach) this.anchor = null;
    else this.anchor ??= this.at;
    this.moving = true;
    this.focus(td);
    this.moving = false;
    this.mark();
  }

  focus(td) {
    this.table.querySelector('td[tabindex="0"]')?.setAttribute("tabindex", "-1");
    td.setAttribute("tabindex", "0");
    this.at = { at: td.at, across: td.across };
    td.classList.remove("is-news");
    td.focus();
  }

  entered(target) {
    const td = target.closest("td");
    if (!td?.places || this.moving) return;
    this.anchor = null;
    this.table.querySelector('td[tabindex="0"]')?.setAttribute("tabindex", "-1");
    td.setAttribute("tabindex", "0");
    this.at = { at: td.at, across: td.across };
    this.mark();
  }

  pointed(event) {
    const td = event.target.closest("td");
    if (!td?.places) return;
    event.preventDefault();
    this.dragging = true;
    this.go(td.at, td.across, event.shiftKey);
  }

  reach(td) {
    if (td?.places && this.at) this.go(td.at, td.across, true);
  }

  get box() {
    const one = this.at, other = this.anchor ?? this.at;
    return {
      top: Math.min(one.at, other.at), bottom: Math.max(one.at, other.at),
      left: Math.min(one.across, other.across), right: Math.max(one.across, other.across),
    };
  }

  get chosen() {
    const { top, bottom, left, right } = this.box;
    return this.places.rows.slice(top, bottom + 1).map((row) => row.tds.slice(left, right + 1));
  }

  mark() {
    this.table.querySelectorAll("td.is-chosen").forEach((td) => { td.classList.remove("is-chosen"); td.removeAttribute("aria-selected"); });
    if (!this.anchor) return;
    for (const td of this.chosen.flat()) {
      td.classList.add("is-chosen");
      td.setAttribute("aria-selected", "true");
    }
  }

  pressed(event) {
    const td = event.target.closest("td");
    if (!td?.places) return;
    if (event.ctrlKey || event.metaKey ? this.command(event) : event.altKey ? false : this.key(event, td)) event.preventDefault();
  }

  /* Ctrl and a key, by its place on the keyboard: the letter differs between layouts. */
  command(event) {
    const { at, across } = this.at;
    const far = { ArrowUp: [0, across], ArrowDown: [this.height - 1, across], ArrowLeft: [at, 0], ArrowRight: [at, this.width - 1],
      Home: [0, 0], End: [this.height - 1, this.width - 1] }[event.key];
    if (far) this.go(...far, event.shiftKey);
    else if (event.code === "KeyZ") this.step(event.shiftKey ? this.undone : this.done, event.shiftKey ? this.done : this.undone);
    else if (event.code === "KeyY") this.step(this.undone, this.done);
    else if (event.code === "KeyD") this.fill(true);
    else if (event.code === "KeyR") this.fill(false);
    else if (event.code === "KeyA") {
      this.go(0, 0);
      this.go(this.height - 1, this.width - 1, true);
    } else return false;
    return true;
  }

  key(event, td) {
    const { key, shiftKey } = event;
    const { at, across } = this.at;
    if (MOVES[key]) this.go(at + MOVES[key][0], across + MOVES[key][1], shiftKey);
    else if (key === "Home" || key === "End") this.go(at, key === "Home" ? 0 : this.width - 1, shiftKey);
    else if (key === "Enter") this.go(at + (shiftKey ? -1 : 1), across);
    else if (key === "Tab") return this.tab(at, across, shiftKey);
    else if (key === "Delete" || key === "Backspace") this.clear();
    else if (key === "Escape") {
      this.desk.forget(td);
      this.go(at, across);
    } else if (isEverybody(event)) this.desk.everybody(td.column.lesson);
    else if (markOf(event) !== undefined) this.type(td, "mark", markOf(event));
    else if (codeOf(key)) this.type(td, "code", codeOf(key));
    else return false;
    return true;
  }

  /* Past the last cell Tab leaves the grid, so that nobody is caught in it. */
  tab(at, across, back) {
    const next = at * this.width + across + (back ? -1 : 1);
    if (next < 0 || next >= this.width * this.height) return false;
    this.go(Math.floor(next / this.width), next % this.width);
    return true;
  }

  type(td, kind, value) {
    const place = this.places.of(this.places.rows[td.at], td.column.lesson, kind);
    if (place) this.enter([{ place, value }]);
    else if (kind === "mark") this.desk.notice(this.desk.words.noMarks);
  }

  /* A mark goes first; where there is none, the code. */
  clear() {
    this.enter(this.chosen.flat().flatMap((td) => {
      this.desk.forget(td);
      const mark = td.places.find((place) => place.kind === "mark" && place.shown !== null);
      const code = td.places.find((place) => place.kind === "code" && place.shown && place.shown !== "present");
      return mark ? [{ place: mark, value: null }] : code ? [{ place: code, value: "present" }] : [];
    }));
  }

  fill(down) {
    const { top, bottom, left, right } = this.box;
    const changes = [];
    for (let at = down && bottom > top ? top + 1 : top; at <= bottom; at += 1) {
      for (let across = !down && right > left ? left + 1 : left; across <= right; across += 1) {
        const from = down ? this.td(bottom > top ? top : at - 1, across) : this.td(at, right > left ? left : across - 1);
        if (from) changes.push(...this.copyOf(from, this.td(at, across)));
      }
    }
    this.enter(changes);
  }

  /* What a cell says is copied; that somebody is present it does not say, so nobody's absence is filled over. */
  copyOf(from, to) {
    return to.places.flatMap((place) => {
      const source = from.places.find((one) => one.kind === place.kind);
      return source && ![null, "present"].includes(source.shown) ? [{ place, value: source.shown }] : [];
    });
  }

  /* What is entered at once is undone at once. */
  enter(changes) {
    this.desk.apply(changes, (before) => {
      this.done.push(before);
      this.undone = [];
    });
  }

  step(from, to) {
    const group = from.pop();
    if (!group) return;
    this.desk.apply(group.map(({ place, value }) => ({ place, value: value ?? (place.kind === "code" ? "present" : null) })), (before) => to.push(before));
    const { td } = group[group.length - 1].place;
    this.go(td.at, td.across);
  }

  copied(event, cut) {
    if (!event.target.closest("td")?.places) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", toText(this.chosen.map((row) => row.map((td) => this.places.plain(td)))));
    if (cut) this.clear();
  }

  pasted(event) {
    if (!event.target.closest("td")?.places || !this.desk.writes) return;
    event.preventDefault();
    let rows = tableOf(event.clipboardData.getData("text/plain") || event.clipboardData.getData("text"));
    const names = hasNames(rows, this.places.short) ? rows.map((row) => row[0]) : null;
    if (names) rows = rows.map((row) => row.slice(1));
    const { top, bottom, left, right } = this.box;
    if (rows.length === 1 && rows[0].length === 1 && this.anchor) {
      const wide = right - left + 1;
      rows = Array.from({ length: bottom - top + 1 }, () => Array(wide).fill(rows[0][0]));
    }
    this.lay(rows, names, top, left);
  }

  /* Each cell is judged by itself: what is good is entered, what is bad stays at its cell with why. Empty cells change nothing. */
  lay(rows, names, top, left) {
    const { words } = this.desk;
    const changes = [];
    let over = 0, strangers = 0;
    rows.forEach((row, down) => row.forEach((text, across) => {
      if (!text.trim()) return;
      const td = this.td(top + down, left + across);
      if (!td) return (over += 1);
      const row = this.places.rows[td.at];
      if (names?.[down].trim() && !sameName(names[down], row.name)) {
        strangers += 1;
        return this.desk.bad(td, text, words.badName.replace("{pasted}", names[down].trim()).replace("{name}", row.name));
      }
      const said = meaning(text, td.column.kinds, this.places.short);
      if (said.bad) return this.desk.bad(td, text, said.bad === "scale" ? words.badScale : words.badCode);
      for (const place of td.places) if (place.kind in said) changes.push({ place, value: said[place.kind] });
    }));
    this.enter(changes);
    if (over) this.desk.notice(words.badPlace.replace("{count}", over));
    if (names) this.desk.notice((strangers ? words.badNames : words.byOrder).replace("{count}", strangers || rows.length));
  }
}
