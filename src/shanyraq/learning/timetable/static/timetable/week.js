/* The week under the hands: lessons are picked up, carried with the arrows or the mouse, and dropped. */

import { Saving } from "./saving.js";
import { Drawing } from "./drawing.js";

const place = document.getElementById("week");
if (place) start();

function start() {
  const words = document.getElementById("week-words").dataset;
  const writes = "writes" in place.dataset;
  const line = document.getElementById("week-state");
  const draw = new Drawing(place, words);
  const undos = [];
  let carried = null;
  let asked = "";
  let cut = false;
  const saving = new Saving({ ...place.dataset, showed, answered, told });

  function say(text, tone = "") {
    line.textContent = text;
    line.dataset.tone = tone;
  }

  /* A refusal is read out until the next change; what is saved meanwhile does not speak over it. */
  function told(state, count) {
    if (carried || (line.dataset.tone === "care" && state !== "offline" && !cut)) return;
    cut = state === "offline";
    if (state === "saving") say(words.saving);
    else if (state === "offline") say(words.offline.replace("{count}", count), "care");
    else say(words.saved);
  }

  function showed(state) {
    draw.state(state);
    if (carried) draw.carry(carried);
    const must = state.conflicts.filter((each) => each.must).length;
    const left = state.tray.length;
    const first = must ? words.must.replace("{count}", must) : words.fine;
    document.getElementById("week-sentence").textContent = left ? `${first} ${words.left.replace("{count}", left)}` : first;
  }

  function answered(result) {
    if (result.state === "stored") return;
    say(`${result.words} ${result.way ?? ""}`, "care");
    document.dispatchEvent(new CustomEvent("ui:notice", { detail: { words: `${result.words} ${result.way ?? ""}`, kind: "care" } }));
    undos.length = 0;
    undoButton();
  }

  function undoButton() {
    const button = document.getElementById("week-undo");
    if (button) button.disabled = !undos.length;
  }

  /* Edits with what takes them back; both are sent in the order given. */
  function change(edits, back) {
    if (back) undos.push(back);
    undoButton();
    const based = edits.map((edit) => ({ ...edit, seen: edit.seen ?? draw.slot(edit.slot)?.rev }));
    draw.foresee(edits);
    line.dataset.tone = "";
    saving.put(based);
  }

  function undo() {
    const back = undos.pop();
    undoButton();
    if (!back) return;
    change(back(), null);
    say(words.undone);
  }

  async function pick(thing) {
    if (!writes || !thing) return;
    if (thing.locked) return say(words.locked, "care");
    carried = { ...thing, places: new Map() };
    asked = "";
    draw.carry(carried);
    say(words.carry.replace("{lesson}", thing.words), "carry");
    const query = thing.waiting ? `demand=${thing.id}` : `slot=${thing.id}`;
    const answer = await fetch(`${place.dataset.places}?${query}`, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || carried?.id !== thing.id) return;
    for (const each of (await answer.json()).places) carried.places.set(`${each.d}:${each.n}`, each);
    draw.carry(carried);
    tell(document.activeElement?.closest?.("td[data-d]"));
  }

  function tell(td) {
    if (!td || !carried) return;
    const there = draw.isOwn(td, carried) ? carried.places.get(`${td.dataset.d}:${td.dataset.n}`) : null;
    say(there ? there.words : draw.isOwn(td, carried) ? words.wait : words.elsewhere, there?.state === "bad" ? "care" : "carry");
  }

  function letGo(text) {
    const was = carried;
    carried = null;
    draw.carry(null);
    if (text) say(text);
    return was;
  }

  function drop(td) {
    if (!carried || !td) return;
    if (!draw.isOwn(td, carried)) return say(words.elsewhere, "care");
    const at = { d: Number(td.dataset.d), n: Number(td.dataset.n) };
    const there = carried.places.get(`${at.d}:${at.n}`);
    if (there?.state === "here") return letGo(words.returned);
    if (there?.state === "bad" && asked !== `${at.d}:${at.n}`) {
      asked = `${at.d}:${at.n}`;
      return say(words.still.replace("{why}", there.words), "care");
    }
    const thing = letGo(words.placed.replace("{lesson}", carried.words));
    if (thing.waiting) return placed(thing, at, td);
    moved(thing, at, there, td);
  }

  function placed(thing, at, td) {
    const slot = crypto.randomUUID();
    const room = place.dataset.side === "room" ? td.dataset.c : null;
    change([{ verb: "place", slot, demand: thing.id, ...at, room }], () => [{ verb: "take", slot }]);
    draw.focus(td);
  }

  function moved(thing, at, there, td) {
    const from = { d: thing.d, n: thing.n };
    const other = there?.swaps ? draw.slot(there.swaps) : null;
    const edits = [{ verb: "move", slot: thing.id, ...at, seen: thing.rev }];
    if (other) edits.push({ verb: "move", slot: other.id, ...from, seen: other.rev });
    change(edits, () => [
      { verb: "move", slot: thing.id, ...from },
      ...(other ? [{ verb: "move", slot: other.id, ...at }] : []),
    ]);
    draw.focus(td);
  }

  function lock(slot) {
    if (!slot || !writes) return;
    const [now, back] = slot.locked ? ["unlock", "lock"] : ["lock", "unlock"];
    change([{ verb: now, slot: slot.id, seen: slot.rev }], () => [{ verb: back, slot: slot.id }]);
  }

  function take(slot) {
    if (!slot || !writes) return;
    if (slot.locked) return say(words.locked, "care");
    const again = { d: slot.d, n: slot.n, w: slot.w, room: slot.r, demand: slot.demand };
    const edits = [{ verb: "take", slot: slot.id, seen: slot.rev }];
    change(edits, slot.demand ? () => [{ verb: "place", slot: slot.id, ...again }] : null);
  }

  function room(slot) {
    if (!slot || !writes) return;
    if (slot.locked) return say(words.locked, "care");
    const choice = document.getElementById("week-room-choice");
    choice.value = slot.r ?? "";
    document.getElementById("week-room-form").onsubmit = () => {
      const was = slot.r;
      change([{ verb: "room", slot: slot.id, room: choice.value || null, seen: slot.rev }], () => [{ verb: "room", slot: slot.id, room: was }]);
    };
    document.getElementById("week-room").showModal();
  }

  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const LETTERS = { l: lock, д: lock, r: room, к: room };

  place.addEventListener("keydown", (event) => {
    const td = event.target.closest("td[data-d]");
    if (!td) return;
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ") undo();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (STEPS[event.key]) draw.step(td, STEPS[event.key]);
    else if (event.key === "Escape" && carried) letGo(words.returned);
    else if (event.key === " " || event.key === "Enter") carried ? drop(td) : event.key === " " ? pick(draw.chosen(td)) : draw.next(td);
    else if (carried) return;
    else if (event.key === "Delete" || event.key === "Backspace") take(draw.chosen(td));
    else if (LETTERS[event.key.toLocaleLowerCase("ru")]) LETTERS[event.key.toLocaleLowerCase("ru")](draw.chosen(td));
    else return;
    event.preventDefault();
  });
  place.addEventListener("focusin", (event) => {
    const td = event.target.closest("td[data-d]");
    draw.entered(td);
    tell(td);
  });
  place.addEventListener("click", (event) => {
    const td = event.target.closest("td[data-d]");
    if (carried) drop(td);
    else draw.focus(td, event.target.closest(".week-lesson")?.dataset.slot);
  });
  place.addEventListener("dragstart", (event) => {
    const lesson = event.target.closest?.(".week-lesson");
    if (!lesson) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", lesson.dataset.slot);
    pick(draw.slot(lesson.dataset.slot));
  });
  place.addEventListener("dragover", (event) => {
    const td = event.target.closest?.("td[data-d]");
    if (!carried || !td) return;
    event.preventDefault();
    tell(td);
  });
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    drop(event.target.closest("td[data-d]"));
  });
  addEventListener("dragend", () => { if (carried && !asked) letGo(words.returned); });

  const tray = document.getElementById("week-tray");
  tray?.addEventListener("click", (event) => {
    const waiting = event.target.closest(".week-waiting");
    if (!waiting) return;
    const thing = draw.waiting(waiting.dataset.demand);
    pick(thing).then(() => draw.focus(draw.firstFree(thing, carried)));
  });
  tray?.addEventListener("dragstart", (event) => {
    const waiting = event.target.closest(".week-waiting");
    if (!waiting) return;
    event.dataTransfer.setData("text/plain", waiting.dataset.demand);
    pick(draw.waiting(waiting.dataset.demand));
  });
  document.getElementById("week-undo")?.addEventListener("click", undo);
  document.getElementById("week-one")?.addEventListener("change", (event) => draw.only(event.target.value));
  document.getElementById("week-conflicts").addEventListener("click", (event) => {
    const slot = draw.slot(event.target.closest("button")?.dataset.slot);
    if (slot) draw.focus(draw.cellOf(slot), slot.id);
  });
  draw.only(document.getElementById("week-one")?.value);
  saving.look();
  setInterval(() => { if (!document.hidden && !carried) saving.look(); }, 20_000);
}
