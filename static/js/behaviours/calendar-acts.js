/* What can be begun on a day: its links are made once somebody points there, so that a month stays light. What opens as a
   dialog is marked with data-dialog; without this script it is a page. */
export function acts(board, open) {
  const template = board.querySelector("template[data-acts]");

  function furnish(event) {
    const place = event.target.closest(".day, .week__cell");
    if (!place || place.dataset.furnished !== undefined || !template) return;
    place.dataset.furnished = "";
    const links = template.content.cloneNode(true);
    const fresh = links.querySelector("[data-new]");
    const note = links.querySelector("[data-dialog]");
    const { day, hour } = place.dataset;
    fresh.href += `?date=${day}${hour === undefined ? "" : `&time=${hour.padStart(2, "0")}:00`}`;
    note.href += `?on=${day}`;
    if (day < template.dataset.today) fresh.remove();
    if (hour !== undefined) note.remove();
    (place.querySelector(".day__head") ?? place).append(links);
  }
  board.addEventListener("pointerover", furnish);
  board.addEventListener("focusin", furnish);

  board.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-dialog], a.daymark--note");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.getAttribute("href"));
  });
}
