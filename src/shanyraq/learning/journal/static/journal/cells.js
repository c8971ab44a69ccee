/* The cells of the grid: what they show, what stands on the server, and how far an entry has come. */

const STATES = ["local", "sent", "sealed", "conflict"];

export class Cells {
  constructor(table, shortCodes) {
    this.table = table;
    this.short = shortCodes;
    this.rows = [...table.tBodies[0].rows].map((row) => ({
      row,
      name: row.querySelector(".pupil-name").textContent,
      code: row.querySelector('[data-kind="code"]'),
      mark: row.querySelector('[data-kind="mark"]'),
    }));
    for (const { code, mark } of this.rows) {
      for (const td of [code, mark]) {
        if (!td) continue;
        td.standing = this.valueOf(td);
        td.shown = td.standing;
      }
    }
  }

  valueOf(td) {
    if (td.dataset.value === "") return null;
    return td.dataset.kind === "mark" ? Number(td.dataset.value) : td.dataset.value;
  }

  of(kind, pupil) {
    return this.rows.map((each) => each[kind]).find((td) => td?.dataset.pupil === pupil);
  }

  nameOf(td) {
    return td.closest("tr").querySelector(".pupil-name").textContent;
  }

  text(kind, value) {
    if (value === null || value === undefined || value === "") return "";
    return kind === "mark" ? String(value) : value === "present" ? "✓" : this.short[value] ?? value;
  }

  show(td, value, state) {
    td.shown = value;
    td.textContent = this.text(td.dataset.kind, value);
    if (td.dataset.kind === "code") {
      td.className = td.className.replace(/\bcode-\w+/g, "").trim();
      if (value) td.classList.add(`code-${value}`);
    }
    this.ring(td, value === null && state !== "local" && state !== "conflict" ? "" : state);
    td.closest("tr").dispatchEvent(new CustomEvent("cell:shown"));
  }

  ring(td, state) {
    td.classList.remove(...STATES.map((each) => `in-${each}`));
    td.removeAttribute("aria-describedby");
    if (!state) return;
    td.classList.add(`in-${state}`);
    td.setAttribute("aria-describedby", `ring-${state}`);
  }

  /* Attendance is taken: who has no code is here. */
  taken(state) {
    for (const { code } of this.rows) {
      if (code.shown === null) {
        code.standing = "present";
        this.show(code, "present", state);
      } else if (state === "sent" && code.classList.contains("in-local") && code.shown === code.standing) {
        this.ring(code, "sent");
      }
    }
  }

  move(td, [down, across]) {
    const index = this.rows.findIndex((each) => each.row === td.closest("tr"));
    const kind = across === 0 ? td.dataset.kind : across < 0 ? "code" : "mark";
    const target = this.rows[Math.min(Math.max(index + down, 0), this.rows.length - 1)];
    this.focus(target[kind] ?? target.code);
  }

  /* The next cell in reading order; null past the last one, so that Tab leaves the grid. */
  next(td, back) {
    const all = this.rows.flatMap((each) => [each.code, each.mark].filter(Boolean));
    return all[all.indexOf(td) + (back ? -1 : 1)] ?? null;
  }

  focus(td) {
    if (!td) return;
    this.table.querySelector('td[tabindex="0"]')?.setAttribute("tabindex", "-1");
    td.setAttribute("tabindex", "0");
    td.focus();
  }
}
