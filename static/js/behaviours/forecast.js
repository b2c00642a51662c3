/* What the stock will bring, dimmed among the posts of the calendar: asked for once the calendar is there, put into its days. */
const MOST = 2; // of one day of the month

export default async function forecast(board) {
  const days = [...board.querySelectorAll("[data-day]")].map((place) => place.dataset.day).sort();
  if (!days.length) return;
  const query = new URLSearchParams({ start: days[0], end: days.at(-1) });
  const answer = await fetch(`${board.dataset.forecast}?${query}`, { headers: { "HX-Request": "true" } });
  if (answer.status !== 200 || !board.isConnected) return;
  const sheet = document.createElement("template");
  sheet.innerHTML = await answer.text();
  const counts = new Map();
  for (const chip of sheet.content.querySelectorAll("li[data-on]")) {
    const hour = Number(chip.dataset.at);
    const cell = board.querySelector(`.week__cell[data-day="${chip.dataset.on}"][data-hour="${hour}"]`);
    const day = cell ?? board.querySelector(`.day[data-day="${chip.dataset.on}"] .day__body`);
    if (!day) continue;
    const count = (counts.get(day) ?? 0) + 1;
    counts.set(day, count);
    if (!cell && count > MOST) continue;
    const chips = list(day);
    chips.insertBefore(chip, [...chips.children].find((each) => hourOf(each) > hourOf(chip)) ?? null);
  }
}

function hourOf(chip) {
  return chip.querySelector(".chip__time, b")?.textContent.trim() ?? "";
}

function list(place) {
  const there = place.querySelector("ul.day__chips");
  if (there) return there;
  const fresh = document.createElement("ul");
  fresh.className = "day__chips";
  const marks = [...place.children].filter((each) => each.matches(".daymark"));
  if (marks.length) marks.at(-1).after(fresh);
  else place.prepend(fresh);
  return fresh;
}
