// What the page asks of the server. The browser's cache holds answers by their ETag, so asking again is cheap.
import { noteTime } from "./clock.js";

export class Problem extends Error {
  constructor(status, kind, detail) { super(detail); this.status = status; this.kind = kind; }
}

async function read(response) {
  if (response.status === 204) return null;
  const type = response.headers.get("Content-Type") ?? "";
  const body = type.includes("json") ? await response.json() : { detail: await response.text() };
  if (!response.ok) throw new Problem(response.status, body.kind, body.detail);
  if (body.time) noteTime(body.time);
  return body;
}

export async function get(path) {
  return read(await fetch(path, { headers: { Accept: "application/json" }, credentials: "same-origin" }));
}

/** A change; its key makes sure that a repeat after a lost answer does it once. */
export async function change(path, body = null, method = "POST") {
  const headers = { "Idempotency-Key": crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` };
  if (body) headers["Content-Type"] = "application/json";
  return read(await fetch(path, { method, headers, body: body ? JSON.stringify(body) : undefined, credentials: "same-origin" }));
}

/** Follows what happens; the browser comes again by itself and says where it broke off. */
export function follow(handlers, onState) {
  const source = new EventSource("/api/events");
  source.addEventListener("hello", () => onState(true));
  source.addEventListener("error", () => onState(false));
  for (const [name, handler] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handler(JSON.parse(event.data)));
  }
  return source;
}
