/* Where an arrow leads from a day, or from an hour of one: as the drop that it stands for. */
const DAYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const HOURS = { ArrowUp: -1, ArrowDown: 1 };

function later(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export function arrows(key, place) {
  if (!place || !(key in DAYS)) return null;
  const { day, hour } = place.dataset;
  if (hour === undefined) return { date: later(day, DAYS[key]) };
  if (!(key in HOURS)) return { date: later(day, DAYS[key]), hour };
  const next = Number(hour) + HOURS[key];
  return { date: later(day, Math.floor(next / 24)), hour: (next + 24) % 24 };
}
