/* The register of one lesson: attendance and mark side by side, a list with big toggles on a phone. */

import { Desk } from "./desk.js";
import { Sheet } from "./sheet.js";
import { addTouch } from "./touch.js";

const place = document.getElementById("register-place");
const table = document.getElementById("register");
if (place && table) start();

function start() {
  const { lesson } = place.dataset;
  const desk = new Desk(place, table, { here: "✓", changed: sentence });
  desk.sheet = new Sheet(desk);
  const first = desk.places.rows[0];

  function sentence() {
    const total = desk.places.rows.length;
    const { taken } = desk.places.lessons.get(lesson);
    const absent = desk.places.rows.filter((row) => ["unexcused", "ill", "excused"].includes(desk.places.of(row, lesson, "code").shown)).length;
    const say = !taken ? desk.words.notTaken : absent ? desk.words.some : desk.words.all;
    document.getElementById("register-sentence").textContent = say.replace("{total}", total).replace("{present}", total - absent);
    const button = document.getElementById("all-present");
    if (button) button.hidden = taken;
  }

  document.getElementById("all-present")?.addEventListener("click", () => desk.everybody(lesson));
  if (desk.writes) {
    addTouch(desk, lesson);
    if (first) desk.sheet.go(0, first.tds.length - 1);
    scrollTo(0, 0);
  }
  desk.start();
}
