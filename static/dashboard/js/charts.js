// Chart.js (Debian's libjs-chart.js) in the page's colours, without animation: a desk looks, it is not entertained.
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
/** Okabe and Ito's palette, which colour-blind readers tell apart; lines differ in dash too. */
const series = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
const bright = ["#56b4e9", "#ff9454", "#2fd0a0", "#e6a1c9", "#f0b83c", "#8fb8ff"];
const dashes = [[], [6, 3], [2, 2], [8, 3, 2, 3], [], [6, 3]];

const isDark = () => getComputedStyle(document.documentElement).colorScheme === "dark";
export const palette = (index) => ({ colour: (isDark() ? bright : series)[index % series.length], dash: dashes[index % dashes.length] });

/** A line chart over numbers on both axes; dragging zooms, a double click shows all again. */
export function lines(canvas, sets, { label, x, y, limit = null, limitText = "" }) {
  const ink = colour("--soft"), grid = colour("--line");
  const datasets = sets.map((set, index) => ({
    label: set.name, data: set.points, borderColor: palette(index).colour, backgroundColor: palette(index).colour, borderDash: palette(index).dash,
    borderWidth: 1.6, pointRadius: set.points.length > 400 ? 0 : 1.6, pointHoverRadius: 4, tension: 0, spanGaps: false,
  }));
  if (limit !== null) datasets.push({ label: limitText, data: limit, borderColor: colour("--bad"), borderDash: [4, 4], borderWidth: 1.2, pointRadius: 0, pointHitRadius: 0 });
  const chart = new Chart(canvas, {
    type: "line", data: { datasets },
    options: {
      animation: false, parsing: false, normalized: true, maintainAspectRatio: false, interaction: { mode: "nearest", axis: "x", intersect: false },
      plugins: {
        decimation: { enabled: true, algorithm: "min-max" },
        legend: { labels: { color: ink, boxWidth: 22, boxHeight: 1 }, position: "bottom", display: datasets.length > 1 },
        tooltip: { callbacks: { title: (items) => (items.length ? x(items[0].parsed.x) : ""), label: (item) => `${item.dataset.label}: ${y(item.parsed.y)}` } },
      },
      scales: {
        x: { type: "linear", ticks: { color: ink, callback: x, maxTicksLimit: Math.max(3, Math.floor((canvas.parentNode?.clientWidth ?? 900) / 95)), stepSize: 1, maxRotation: 0 }, grid: { color: grid }, bounds: "data" },
        y: { ticks: { color: ink, callback: y, maxTicksLimit: 7 }, grid: { color: grid }, beginAtZero: label !== "money" },
      },
    },
  });
  zoom(canvas, chart);
  return chart;
}

function zoom(canvas, chart) {
  let start = null;
  const place = (event) => event.clientX - canvas.getBoundingClientRect().left;
  canvas.addEventListener("mousedown", (event) => { start = place(event); });
  canvas.addEventListener("mouseup", (event) => {
    const end = place(event);
    if (start !== null && Math.abs(end - start) > 8) {
      const values = [start, end].map((pixel) => chart.scales.x.getValueForPixel(pixel)).sort((a, b) => a - b);
      Object.assign(chart.options.scales.x, { min: values[0], max: values[1] });
      chart.update("none");
    }
    start = null;
  });
  canvas.addEventListener("dblclick", () => { delete chart.options.scales.x.min; delete chart.options.scales.x.max; chart.update("none"); });
}

export { colour };
