/* Around a list, a form or what holds its form: counts the ticked rows into [data-count], shows .bulk while there are any; Shift ticks a range. */
export default function bulk(form) {
  const bar = form.querySelector(".bulk");
  if (!bar) return;
  const all = form.querySelector("[data-all]");
  const boxes = () => [...form.querySelectorAll("input[type=checkbox][data-row]")];
  let last;

  function show() {
    const ticked = boxes().filter((box) => box.checked).length;
    bar.hidden = ticked === 0;
    for (const place of bar.querySelectorAll("[data-count]")) place.textContent = ticked;
    if (all) Object.assign(all, { checked: ticked > 0 && ticked === boxes().length, indeterminate: ticked > 0 && ticked < boxes().length });
  }

  form.addEventListener("click", (event) => {
    if (!event.target.matches("[data-row]")) return;
    const rows = boxes();
    const [from, to] = [rows.indexOf(last), rows.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) for (const box of rows.slice(from, to + 1)) box.checked = event.target.checked;
    last = event.target;
    show();
  });
  all?.addEventListener("change", () => { for (const box of boxes()) box.checked = all.checked; show(); });
  form.addEventListener("change", (event) => { if (event.target.matches("[data-row]")) show(); });
  form.addEventListener("htmx:afterSettle", show);
  show();
}
