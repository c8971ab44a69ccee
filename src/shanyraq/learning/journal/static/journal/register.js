/* The register as a spreadsheet: typing goes to the queue at once, the server answers cell by cell. */

import { Cells } from "./cells.js";
import { codeOf, isEverybody, markOf, MOVES, pasted } from "./keys.js";
import { flushOthers, Queue } from "./queue.js";
import { addTouch } from "./touch.js";

const place = document.getElementById("register-place");
const table = document.getElementById("register");
if (place && table) start();

function start() {
  const words = document.getElementById("register-words").dataset;
  const line = document.getElementById("register-state");
  const { person, lesson, token: tokenUrl, cells: url } = place.dataset;
  const writes = "writes" in place.dataset;
  const cells = new Cells(table, JSON.parse(words.short));
  const undos = [];
  let taken = "taken" in place.dataset;
  let reason = "";
  const queue = new Queue({ person, lesson, url, tokenUrl, heard, told });

  function told(state) {
    const count = queue.size;
    const say = { waiting: words.waiting, offline: words.offline, "signed-out": words.signedOut, other: words.other, sent: words.saved }[state];
    line.textContent = say.replace("{count}", count);
    line.dataset.state = state;
    if (state === "signed-out") {
      const link = document.createElement("a");
      link.href = `${place.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
      link.textContent = words.signIn;
      line.append(" ", link);
    }
  }

  function sentence() {
    const total = cells.rows.length;
    const absent = cells.rows.filter(({ code }) => ["unexcused", "ill", "excused"].includes(code.shown)).length;
    const say = !taken ? words.notTaken : absent ? words.some : words.all;
    document.getElementById("register-sentence").textContent = say.replace("{total}", total).replace("{present}", total - absent);
    const button = document.getElementById("all-present");
    if (button) button.hidden = taken;
  }

  function becomeTaken(state) {
    taken = true;
    cells.taken(state);
    sentence();
  }

  /* One value in one cell: shown at once, dashed until the server has it. */
  function set(td, value, { remember = true } = {}) {
    if (!writes || !td || value === undefined || td.shown === value || (td.dataset.kind === "code" && value === null)) return;
    if ("needsReason" in place.dataset && !reason) return ask(() => set(td, value, { remember }));
    const { kind, pupil } = td.dataset;
    if (remember) undos.push([[td, td.shown]]);
    const open = queue.open(kind, pupil);
    if (open) queue.drop(open.id);
    const before = td.standing;
    cells.show(td, value, "local");
    if (value !== before || queue.inFlight(kind, pupil)) {
      const base = kind === "mark" ? { based_on: td.dataset.fact || null } : { seen: taken ? before : null };
      queue.put({ kind, pupil, value, reason, ...base });
    } else {
      cells.ring(td, value === null ? "" : "sent");
      told(queue.size ? "waiting" : "sent");
    }
    if (kind === "code") becomeTaken("local");
  }

  function everybody() {
    if (!writes || taken) return;
    queue.put({ kind: "all", pupil: "", value: null });
    becomeTaken("local");
  }

  function heard(result, edit) {
    const td = edit.kind === "all" ? null : cells.of(edit.kind, edit.pupil);
    if (result.state === "refused" || result.state === "held") return refused(result, edit, td);
    if (result.state === "conflict") return conflict(result, edit, td);
    if (edit.kind !== "mark") cells.taken("sent");
    if (!td) return;
    td.standing = edit.value;
    if (edit.kind === "mark") {
      td.dataset.fact = result.fact ?? "";
      const next = queue.open("mark", edit.pupil);
      if (next) next.based_on = result.fact;
    } else {
      const next = queue.open("code", edit.pupil);
      if (next) next.seen = edit.value;
    }
    if (td.shown === edit.value) cells.show(td, edit.value, "sent");
  }

  function refused(result, edit, td) {
    if (result.why === "needs_reason") {
      return ask(() => queue.put({ ...edit, id: crypto.randomUUID(), reason }), () => td && cells.show(td, td.standing, "sent"));
    }
    if (td) cells.show(td, td.standing, "sent");
    const name = td ? `${cells.nameOf(td)}: ` : "";
    document.dispatchEvent(new CustomEvent("ui:notice", { detail: { words: `${name}${result.words} ${result.way}`, kind: "care" } }));
  }

  /* Both values stand side by side until the teacher has chosen. */
  function conflict(result, edit, td) {
    if (!td) return;
    td.standing = result.value;
    if (edit.kind === "mark") td.dataset.fact = result.fact ?? "";
    cells.show(td, edit.value, "conflict");
    const box = document.createElement("div");
    box.className = "notice notice-care conflict";
    const text = document.createElement("p");
    text.textContent = `${words.conflict.replace("{name}", cells.nameOf(td))}${result.by ? ` (${result.by})` : ""}`;
    const say = (value) => cells.text(edit.kind, value) || words.empty;
    const mine = choice(words.mine.replace("{value}", say(edit.value)), () => {
      box.remove();
      cells.show(td, result.value, "sent");
      set(td, edit.value);
    });
    const theirs = choice(words.theirs.replace("{value}", say(result.value)), () => {
      box.remove();
      cells.show(td, result.value, "sent");
      cells.focus(td);
    });
    box.append(text, mine, theirs);
    document.getElementById("conflicts").append(box);
  }

  function choice(text, chosen) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = text;
    button.addEventListener("click", chosen);
    return button;
  }

  function ask(then, otherwise = () => {}) {
    const dialog = document.getElementById("reason-dialog");
    const form = document.getElementById("reason-form");
    const input = document.getElementById("reason-text");
    form.onsubmit = () => {
      reason = input.value.trim();
      if (reason) then();
    };
    dialog.onclose = () => { if (!reason) otherwise(); };
    if (!dialog.open) dialog.showModal();
    input.focus();
  }

  function undo() {
    const group = undos.pop();
    for (const [td, value] of group ?? []) {
      set(td, value ?? (td.dataset.kind === "code" ? "present" : null), { remember: false });
      cells.focus(td);
    }
  }

  table.addEventListener("keydown", (event) => {
    const td = event.target.closest("td[data-kind]");
    if (!td) return;
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ") {
      event.preventDefault();
      return undo();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = cells.rows.find((each) => each.row === td.closest("tr"));
    if (event.key === "Tab") {
      const next = cells.next(td, event.shiftKey);
      if (!next) return;
      cells.focus(next);
    } else if (MOVES[event.key]) cells.move(td, event.key === "Enter" && event.shiftKey ? [-1, 0] : MOVES[event.key]);
    else if (event.key === "Delete" || event.key === "Backspace") set(td, td.dataset.kind === "mark" ? null : taken ? "present" : undefined);
    else if (isEverybody(event)) everybody();
    else if (markOf(event.key) !== undefined) set(row.mark, markOf(event.key));
    else if (codeOf(event.key)) set(row.code, codeOf(event.key));
    else return;
    event.preventDefault();
  });

  table.addEventListener("paste", (event) => {
    const td = event.target.closest("td[data-kind]");
    if (!td || !writes) return;
    event.preventDefault();
    const lines = event.clipboardData.getData("text").replace(/\r?\n$/, "").split(/\r?\n/);
    const first = cells.rows.findIndex((each) => each.row === td.closest("tr"));
    const group = [];
    lines.forEach((text, at) => {
      const target = cells.rows[first + at]?.[td.dataset.kind];
      const value = pasted(text.split("\t")[0], td.dataset.kind);
      if (!target || value === undefined || target.shown === value) return;
      group.push([target, target.shown]);
      set(target, value, { remember: false });
    });
    if (group.length) undos.push(group);
  });

  table.addEventListener("focusin", (event) => {
    const td = event.target.closest("td[data-kind]");
    if (!td) return;
    table.querySelector('td[tabindex="0"]')?.setAttribute("tabindex", "-1");
    td.setAttribute("tabindex", "0");
  });
  table.addEventListener("click", (event) => cells.focus(event.target.closest("td[data-kind]")));
  document.getElementById("all-present")?.addEventListener("click", everybody);
  document.addEventListener("submit", (event) => {
    if (!event.target.hasAttribute("data-signs-out") || !queue.size) return;
    if (confirm(words.leave.replace("{count}", queue.size))) [...queue.edits.keys()].forEach((id) => queue.drop(id));
    else event.preventDefault();
  }, true);

  /* What others entered, and what has been sealed meanwhile; cells that wait here are left as they are. */
  async function look() {
    if (document.hidden) return;
    const answer = await fetch(url, { redirect: "manual", credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    for (const each of (await answer.json()).cells) {
      for (const [kind, value, state] of [["code", each.code, each.code_state], ["mark", each.mark, each.mark_state]]) {
        const td = cells.of(kind, each.pupil);
        if (!td || td.classList.contains("in-local") || td.classList.contains("in-conflict")) continue;
        td.standing = value;
        if (kind === "mark") td.dataset.fact = each.mark_id ?? "";
        else if (value) taken = true;
        if (td.shown !== value || !td.classList.contains(`in-${state}`)) cells.show(td, value, state);
      }
    }
    sentence();
  }

  place.addEventListener("refresh", look);
  setInterval(look, 20_000);

  if (writes) {
    addTouch(cells, words, set, sentence);
    if (cells.rows.length) cells.focus(cells.rows[0].mark ?? cells.rows[0].code);
    scrollTo(0, 0);
    for (const edit of queue.edits.values()) {
      if (edit.kind === "all") becomeTaken("local");
      else if (cells.of(edit.kind, edit.pupil)) cells.show(cells.of(edit.kind, edit.pupil), edit.value, "local");
      edit.held = false;
    }
    if (queue.size) {
      told("waiting");
      queue.soon(0);
    }
    flushOthers(person, lesson, url, tokenUrl);
  }
}
