/* `?` lists the keys of this page, `/` goes to its search, g and a digit to a place of the bar. */

const typing = (element) => element.closest("input, textarea, select, [contenteditable], dialog[open]");
let going = 0;

function list() {
  const dialog = document.getElementById("keys");
  const rows = dialog?.querySelector("[data-keys-list]");
  if (!rows) return;
  rows.querySelectorAll("[data-own]").forEach((old) => old.remove());
  for (const holder of document.querySelectorAll("[data-keys]")) {
    for (const pair of holder.dataset.keys.split(";")) {
      const at = pair.indexOf(":", 1);
      const term = document.createElement("dt");
      const key = document.createElement("kbd");
      const meaning = document.createElement("dd");
      key.textContent = pair.slice(0, at).trim();
      meaning.textContent = pair.slice(at + 1).trim();
      term.dataset.own = meaning.dataset.own = "";
      term.append(key);
      rows.append(term, meaning);
    }
  }
  if (!dialog.open) dialog.showModal();
}

document.addEventListener("click", (event) => {
  if (event.target.closest('[data-opens="keys"]')) list();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "?") {
    event.preventDefault();
    list();
  } else if (event.key === "/") {
    const search = document.querySelector('input[type="search"]');
    if (search) {
      event.preventDefault();
      search.focus();
    }
  } else if (event.code === "KeyG") {
    going = event.timeStamp;
  } else if (/^[1-9]$/.test(event.key) && event.timeStamp - going < 1500 && !event.target.closest(".grid")) {
    document.querySelectorAll(".bar a.place")[Number(event.key) - 1]?.click();
  }
});
