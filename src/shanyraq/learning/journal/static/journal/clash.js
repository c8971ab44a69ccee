/* What needs a word or a choice of the teacher: the reason of a change, and two entries of one cell side by side. */

import { keyOf } from "./places.js";

export class Asking {
  open({ then, otherwise = () => {} }) {
    const dialog = document.getElementById("reason-dialog");
    const form = document.getElementById("reason-form");
    const input = document.getElementById("reason-text");
    const back = document.activeElement;
    let said = "";
    input.value = "";
    form.onsubmit = () => { said = input.value.trim(); };
    dialog.onclose = () => {
      back?.focus?.();
      if (said) then(said);
      else otherwise();
    };
    if (!dialog.open) dialog.showModal();
    input.focus();
  }
}

export class Clashes {
  constructor(desk) {
    this.desk = desk;
    this.boxes = new Map();
  }

  /* Both values stand side by side until the teacher has chosen; nothing is overwritten meanwhile. */
  open(place, edit) {
    const { desk } = this;
    const { clash } = edit;
    this.close(place);
    place.standing = clash.value;
    if (edit.kind === "mark") place.fact = clash.fact ?? null;
    desk.places.show(place, edit.value, "conflict");
    const box = document.createElement("div");
    box.className = "notice notice-care conflict";
    const text = document.createElement("p");
    const head = place.column.head ? `, ${place.column.head}` : "";
    text.textContent = `${desk.words.conflict.replace("{name}", place.name + head)}${clash.by ? ` (${clash.by})` : ""}`;
    const say = (value) => desk.places.text(edit.kind, value) || desk.words.empty;
    box.append(
      text,
      this.choice(desk.words.mine.replace("{value}", say(edit.value)), () => this.keepMine(place, edit)),
      this.choice(desk.words.theirs.replace("{value}", say(clash.value)), () => this.takeTheirs(place, edit)),
    );
    this.boxes.set(keyOf(place), box);
    document.getElementById("conflicts").append(box);
  }

  close(place) {
    this.boxes.get(keyOf(place))?.remove();
    this.boxes.delete(keyOf(place));
  }

  keepMine(place, edit) {
    const { desk } = this;
    desk.asking.open({
      then: (reason) => {
        this.close(place);
        desk.sheet.go(place.td.at, place.td.across);
        desk.again(edit, { reason, ...(edit.kind === "mark" ? { based_on: edit.clash.fact ?? null } : { seen: edit.clash.value }) });
      },
    });
  }

  takeTheirs(place, edit) {
    this.close(place);
    this.desk.takeBack(edit);
    this.desk.sheet.go(place.td.at, place.td.across);
  }

  choice(text, chosen) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = text;
    button.addEventListener("click", chosen);
    return button;
  }
}
