/* Rows that are read in their order: dragged by their handle or moved with the arrow keys on it; their numbers follow. */
export default function reorder(box) {
  const list = box.querySelector("[data-rows]");
  const said = box.querySelector("[data-moved]");
  const all = () => [...list.querySelectorAll(":scope > [data-row]")];
  let held = null;

  function settle(row) {
    const rows = all();
    rows.forEach((each, place) => { each.querySelector("[name$='-place']").value = place + 1; });
    said.textContent = said.dataset.moved.replace("{place}", rows.indexOf(row) + 1).replace("{all}", rows.length);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show() {
    for (const row of all()) row.querySelector("[data-handle]").hidden = false;
  }

  function put(row, y) {
    const below = all().find((each) => each !== row && y < each.getBoundingClientRect().top + each.offsetHeight / 2);
    if (below === row.nextElementSibling) return;
    list.insertBefore(row, below ?? null);
  }

  list.addEventListener("keydown", (event) => {
    const handle = event.target.closest("[data-handle]");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!handle || !step) return;
    event.preventDefault();
    const row = handle.closest("[data-row]");
    const beside = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!beside) return;
    if (step < 0) beside.before(row);
    else beside.after(row);
    handle.focus();
    settle(row);
  });
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button) return;
    held = handle.closest("[data-row]");
    held.dataset.held = "";
    handle.setPointerCapture(event.pointerId);
  });
  list.addEventListener("pointermove", (event) => {
    if (held) put(held, event.clientY);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    list.addEventListener(end, () => {
      if (!held) return;
      delete held.dataset.held;
      settle(held);
      held = null;
    });
  }
  new MutationObserver(show).observe(list, { childList: true });
  show();
}
