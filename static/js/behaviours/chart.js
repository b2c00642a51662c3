/* <figure data-behaviour="chart" data-from="id">: draws the json_script of that id with Chart.js, which the page loads:
   {"type": "line" | "bar", "labels": […], "unit": "", "series": [{"label", "values", "tint", "dashed", "stack"}]}; null is a gap. */
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/* A canvas knows no light-dark(): ask the browser what a token is at this moment. */
function resolve(element, value) {
  const probe = element.appendChild(document.createElement("i"));
  probe.style.color = value;
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function dataset(figure, series, place, type) {
  const probe = figure.appendChild(document.createElement("i"));
  probe.dataset.tint = series.tint ?? ["lagoon", "ember", "iris", "honey", "rose", "fern", "ocean", "plum", "olive", "slate"][place % 10];
  const colour = resolve(probe, place === 0 && !series.tint ? "var(--accent)" : "var(--tint)");
  probe.remove();
  const line = { borderColor: colour, backgroundColor: colour, borderWidth: 2, pointRadius: 0, pointHoverRadius: 4, tension: 0.3, spanGaps: false, borderDash: series.dashed ? [5, 4] : [] };
  const bar = { backgroundColor: colour, borderRadius: 3, maxBarThickness: 28, stack: series.stack };
  return { label: series.label, data: series.values, ...(type === "bar" ? bar : line) };
}

function options(figure, data) {
  const ink = resolve(figure, "var(--ink-2)");
  const grid = resolve(figure, "var(--line)");
  const number = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 1 });
  const precision = data.series.every((series) => series.values.every((value) => Number.isInteger(value ?? 0))) ? 0 : undefined;
  const font = { family: css("--sans"), size: 12 };
  return {
    responsive: true, maintainAspectRatio: false, animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 300 },
    interaction: { mode: "index", intersect: false }, indexAxis: data.horizontal ? "y" : "x",
    plugins: { legend: { display: data.series.length > 1, position: "bottom", align: "start", labels: { color: ink, font, boxWidth: 10, boxHeight: 10, usePointStyle: true } }, tooltip: { padding: 10, titleFont: font, bodyFont: font } },
    scales: {
      x: { grid: { display: Boolean(data.horizontal), color: grid }, border: { color: grid }, ticks: { color: ink, font, precision, maxRotation: 0, autoSkipPadding: 16 }, stacked: Boolean(data.stacked) },
      y: { beginAtZero: data.zero !== false, grid: { display: !data.horizontal, color: grid }, border: { display: false }, stacked: Boolean(data.stacked), ticks: { color: ink, font, precision, maxTicksLimit: 6, callback(value) { return data.horizontal ? this.getLabelForValue(value) : `${number.format(value)}${data.unit ?? ""}`; } } },
    },
  };
}

export default function chart(figure) {
  const data = JSON.parse(document.getElementById(figure.dataset.from).textContent);
  const canvas = figure.querySelector("canvas");
  let drawn;
  const draw = () => {
    drawn?.destroy();
    drawn = new window.Chart(canvas, { type: data.type, data: { labels: data.labels, datasets: data.series.map((series, place) => dataset(figure, series, place, series.type ?? data.type)) }, options: options(figure, data) });
  };
  draw();
  document.addEventListener("theme", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
