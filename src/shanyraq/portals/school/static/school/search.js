/* Arrows walk from the box through what was found; Enter in the box opens the first; typing goes back to the box. */

const found = () => [...document.querySelectorAll("#found a")];

document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-search]");
  if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = found();
  const at = links.indexOf(event.target);
  if (event.target !== box && at < 0) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? box : links[Math.min(next, links.length - 1)])?.focus();
  } else if (event.key === "Enter" && event.target === box && links.length && box.value === box.dataset.answered) {
    event.preventDefault();
    links[0].click();
  } else if (at >= 0 && event.key.length === 1 && event.key !== " ") {
    box.focus();
  }
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches?.("[data-search]")) event.target.dataset.asked = event.target.value;
});
document.addEventListener("htmx:afterSwap", (event) => {
  const box = document.querySelector("[data-search]");
  if (box && event.detail.target?.id === "found") box.dataset.answered = box.dataset.asked ?? "";
});
