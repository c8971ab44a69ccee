/* The column of scores takes the keyboard: Enter and the arrows go from pupil to pupil, a column pasted from a
   spreadsheet falls into place, and points over the most are marked before they are sent. */

const fields = [...document.querySelectorAll("[data-score]")];

function go(from, step) {
  const next = fields[fields.indexOf(from) + step];
  if (!next) return false;
  next.focus();
  next.select();
  return true;
}

function judge(field) {
  const typed = field.value.trim();
  const good = typed === "" || (/^\d{1,3}$/.test(typed) && Number(typed) <= Number(field.dataset.score));
  field.toggleAttribute("aria-invalid", !good);
  if (!good) field.setAttribute("aria-invalid", "true");
}

for (const field of fields) {
  field.addEventListener("keydown", (event) => {
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && go(field, step)) event.preventDefault();
    // On the last pupil Enter stays: only the button sends.
    else if (event.key === "Enter") event.preventDefault();
  });
  field.addEventListener("input", () => judge(field));
  field.addEventListener("paste", (event) => {
    const lines = event.clipboardData.getData("text").trim().split(/\r?\n/);
    if (lines.length < 2) return;
    event.preventDefault();
    lines.forEach((line, at) => {
      const place = fields[fields.indexOf(field) + at];
      if (!place) return;
      place.value = line.split("\t")[0].trim();
      judge(place);
      place.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
}
