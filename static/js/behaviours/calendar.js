/* The calendar: posts dragged to another day or hour, moved by key (m), and looked after while something is about to leave. */
export default function calendar(board) {
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] ?? "";
  const address = (pk) => board.dataset.move.replace("/0/", `/${pk}/`);
  const number = (chip) => chip.id.slice(1);
  let held = null;

  board.addEventListener("dragstart", (event) => {
    held = event.target.closest("[draggable=true]");
    if (!held) return;
    held.dataset.dragging = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", number(held));
    event.dataTransfer.setDragImage(held, 12, 12);
  });
  board.addEventListener("dragend", () => {
    if (held) delete held.dataset.dragging;
    for (const over of board.querySelectorAll("[data-over]")) delete over.dataset.over;
    held = null;
  });
  board.addEventListener("dragover", (event) => {
    const place = held && event.target.closest("[data-day]");
    if (!place) return;
    event.preventDefault();
    if ("over" in place.dataset) return;
    for (const over of board.querySelectorAll("[data-over]")) delete over.dataset.over;
    place.dataset.over = "";
  });
  board.addEventListener("drop", (event) => {
    const place = held && event.target.closest("[data-day]");
    if (!place) return;
    event.preventDefault();
    const chip = held;
    if (chip.closest("[data-day]") === place) return;
    (place.querySelector(".day__chips") ?? place).append(chip);
    const values = { drop: "1", date: place.dataset.day, here: board.dataset.here };
    if (place.dataset.hour) values.hour = place.dataset.hour;
    window.htmx.ajax("POST", address(number(chip)), { target: board, swap: "outerHTML", values, headers: { "X-CSRFToken": token() } });
  });

  board.addEventListener("keydown", (event) => {
    const chip = event.target.closest("[draggable=true], .list__row[id]");
    if (event.key !== "m" || !chip || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const url = `${address(number(chip))}?here=${encodeURIComponent(board.dataset.here)}`;
    window.htmx.ajax("GET", url, { target: "#dialogs", swap: "innerHTML" });
  });

  const busy = () => held || document.hidden || document.querySelector("dialog[open]") || board.querySelector("[data-row]:checked");
  const timer = setInterval(() => {
    if (!board.isConnected) return clearInterval(timer);
    if (busy()) return;
    const focus = board.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : "";
    window.htmx.ajax("GET", board.dataset.poll, { target: board, swap: "outerHTML" }).then(() => {
      if (focus && !board.isConnected) document.getElementById(focus)?.querySelector("a")?.focus({ preventScroll: true });
    });
  }, 1000 * Number(board.dataset.every));
}
