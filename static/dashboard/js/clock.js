// The product's time, which on a sandbox runs faster than the browser's: learned from the answers.
let base = Date.now(), at = performance.now(), speed = 1, isKnown = false;
const offset = 3 * 3600e3; // Moscow, without daylight saving since 2014.

export function noteTime(text) {
  const server = Date.parse(text), local = performance.now();
  if (isKnown && local - at > 3000) {
    const seen = (server - base) / (local - at);
    if (seen >= 0.2 && seen < 1e5) speed = Math.abs(seen - 1) < 0.2 ? 1 : seen;
    base = server; at = local;
  } else if (!isKnown || server > now() || server < now() - 60e3 * speed) { base = server; at = local; }
  isKnown = true;
}

/** Milliseconds of Unix time, as the product has it. */
export function now() { return base + (performance.now() - at) * speed; }

const two = (number) => String(Math.floor(number)).padStart(2, "0");
const moscow = (instant) => new Date((typeof instant === "string" ? Date.parse(instant) : instant) + offset);

/** `10:05` or `10:05:07`. */
export function time(instant, seconds = false) {
  const date = moscow(instant);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}${seconds ? `:${two(date.getUTCSeconds())}` : ""}`;
}

/** `2026-11-20`. */
export function day(instant) { return moscow(instant).toISOString().slice(0, 10); }

/** Hours since midnight of a date, with a fraction. */
export function hour(instant, date) {
  return ((typeof instant === "string" ? Date.parse(instant) : instant) - Date.parse(`${date}T00:00:00+03:00`)) / 3600e3;
}

export function hourOf(label) { const [hours, minutes] = label.split(":").map(Number); return hours + minutes / 60; }
