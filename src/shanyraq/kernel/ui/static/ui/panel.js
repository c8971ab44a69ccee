/* The side panel: any link with data-panel opens here; without JavaScript, or with a modifier key, it is a page. */

const panel = document.getElementById("panel");
const body = document.getElementById("panel-body");

function waiting() {
  const text = document.createElement("p");
  text.textContent = body.dataset.wait;
  text.setAttribute("role", "status");
  body.replaceChildren(text);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-panel]");
  if (!link || !panel || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  waiting();
  if (!panel.open) panel.showModal();
  window.htmx.ajax("GET", link.href, { source: link, target: body, swap: "innerHTML" });
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== body) return;
  const heading = body.querySelector("h1, h2");
  if (heading) heading.id = "panel-title";
  body.scrollTop = 0;
});

for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    if (event.detail.target === body) panel.close();
  });
}
