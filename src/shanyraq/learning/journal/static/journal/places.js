/* The places of a register: for a pupil, a lesson and a kind (code or mark) what is shown, what stands on the server and how
   far an entry has come. A cell of the table shows one place or two. */

const STATES = ["conflict", "local", "sent", "sealed"];

export const keyOf = ({ lesson, kind, pupil }) => `${lesson}:${kind}:${pupil}`;

export class Places {
  /* `columns` follow the table's cells from the second on; `here` is how somebody present is shown. */
  constructor(table, columns, { short, here, quiet = false }) {
    Object.assign(this, { table, columns, short, here, quiet });
    this.all = new Map();
    this.lessons = new Map();
    for (const column of columns) if (!this.lessons.has(column.lesson)) this.lessons.set(column.lesson, { taken: column.taken, column });
    this.rows = [...table.tBodies[0].rows].map((row, at) => this.readRow(row, at));
    table.setAttribute("role", "grid");
    table.setAttribute("aria-multiselectable", "true");
  }

  readRow(row, at) {
    const name = row.querySelector(".pupil-name");
    const pupil = name.dataset.pupil;
    const tds = this.columns.map((column, across) => {
      const td = row.cells[across + 1];
      Object.assign(td, { at, across, column, places: [] });
      for (const kind of column.kinds) this.read(td, { kind, pupil, lesson: column.lesson, column, td, name: name.textContent });
      return td;
    });
    return { row, pupil, name: name.textContent, tds };
  }

  read(td, place) {
    const { c, m, f } = td.dataset;
    const off = td.classList.contains("is-off");
    place.standing = place.kind === "mark" ? (m ? Number(m) : null) : c || (place.column.taken && !off ? "present" : null);
    place.fact = place.kind === "mark" ? f || null : null;
    place.shown = place.initial = place.standing;
    const said = place.standing !== null && !(this.quiet && place.standing === "present");
    place.state = said ? STATES.find((state) => td.classList.contains(`in-${state}`)) ?? "" : "";
    td.places.push(place);
    this.all.set(keyOf(place), place);
  }

  get(edit) {
    return this.all.get(keyOf(edit));
  }

  of(row, lesson, kind) {
    return this.all.get(keyOf({ lesson, kind, pupil: row.pupil }));
  }

  isTaken(place) {
    return this.lessons.get(place.lesson).taken;
  }

  text(kind, value) {
    if (value === null || value === undefined || value === "") return "";
    return kind === "mark" ? String(value) : value === "present" ? this.here : this.short[value] ?? value;
  }

  /* What a cell says, as it is copied: somebody present without a mark says nothing. */
  plain(td) {
    return td.places.map(({ kind, shown }) => (shown === "present" ? "" : this.text(kind, shown))).filter(Boolean).join(" ");
  }

  show(place, value, state, bad = null) {
    place.shown = value;
    place.state = value === null && state !== "local" && state !== "conflict" ? "" : state;
    place.bad = bad;
    this.paint(place.td);
  }

  paint(td) {
    const bad = td.places.find((place) => place.bad)?.bad;
    const plain = this.plain(td);
    const present = td.places.some((place) => place.shown === "present");
    td.textContent = bad ? bad.text : plain || (present ? this.here : "");
    td.title = bad ? bad.words : "";
    td.classList.toggle("is-bad", Boolean(bad));
    for (const name of [...td.classList]) if (name.startsWith("code-") || name.startsWith("in-")) td.classList.remove(name);
    const code = td.places.find((place) => place.kind === "code")?.shown;
    if (code && !(this.quiet && code === "present")) td.classList.add(`code-${code}`);
    const states = td.places.filter((place) => !(this.quiet && place.shown === "present" && ["sent", "sealed"].includes(place.state))).map((place) => place.state);
    const state = bad ? "conflict" : STATES.find((one) => states.includes(one));
    td.removeAttribute("aria-describedby");
    if (state) {
      td.classList.add(`in-${state}`);
      td.setAttribute("aria-describedby", bad ? "bad-cells" : `ring-${state}`);
    }
    td.parentElement.dispatchEvent(new CustomEvent("cell:shown", { bubbles: true }));
  }

  /* Attendance of a lesson is taken: who has no code is here. */
  taken(lesson, state) {
    const known = this.lessons.get(lesson);
    if (!known) return;
    known.taken = true;
    const at = this.columns.findIndex((column) => column.lesson === lesson);
    this.table.tHead.rows[0].cells[at + 1]?.classList.remove("is-gap");
    for (const place of this.all.values()) {
      if (place.lesson !== lesson || place.kind !== "code" || place.td.classList.contains("is-off")) continue;
      if (place.shown === null) {
        place.standing = "present";
        this.show(place, "present", state);
      } else if (state === "sent" && place.state === "local" && place.shown === place.standing) {
        this.show(place, place.shown, "sent");
      }
    }
  }

  /* What the server says now of one place, which nothing here waits for. True where that is news. */
  stands(place, value, fact, state) {
    const news = place.shown !== value;
    place.standing = value;
    place.fact = fact;
    if (news || place.state !== state) this.show(place, value, state);
    return news;
  }
}
