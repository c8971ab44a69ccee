/* On a phone each pupil is a line with big toggles and a stepper; they press the same cells as the keys do. */

const CHOICES = ["present", "unexcused", "late"];

export function addTouch(desk, lesson) {
  const { words, places } = desk;
  const labels = { present: words.present, unexcused: words.absent, late: words.late };
  for (const line of places.rows) {
    const { row, name } = line;
    const [code, mark] = ["code", "mark"].map((kind) => places.of(line, lesson, kind));
    const set = (place, value) => desk.sheet.enter([{ place, value }]);
    const holder = document.createElement("td");
    holder.className = "touch";
    for (const choice of CHOICES) holder.append(button(labels[choice], `touch-${choice}`, `${name}: ${labels[choice]}`, () => set(code, choice)));
    const number = document.createElement("output");
    if (mark) {
      const step = (by) => set(mark, Math.min(10, Math.max(1, (mark.shown ?? (by > 0 ? 4 : 6)) + by)));
      const stepper = document.createElement("span");
      stepper.className = "stepper";
      stepper.append(button("−", "", `${name}: ${words.less}`, () => step(-1)), number, button("+", "", `${name}: ${words.more}`, () => step(1)));
      holder.append(stepper);
    }
    row.append(holder);
    const refresh = () => {
      for (const choice of CHOICES) holder.querySelector(`.touch-${choice}`).setAttribute("aria-pressed", String(code.shown === choice));
      number.textContent = mark?.shown ?? "–";
    };
    row.addEventListener("cell:shown", refresh);
    refresh();
  }
  const head = document.createElement("td");
  head.className = "touch";
  desk.table.tHead.rows[0].append(head);
}

function button(text, css, label, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `touch-button ${css}`;
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", pressed);
  return made;
}
