/** What every page loads: htmx and a handful of small behaviours. Everything works without them. */
import htmx from "htmx.org/dist/htmx.esm.js";
import { confirmFirst, guardSubmit, thaw } from "./forms";

const body = document.body;

/** The page's own words for scripts, so that no sentence lives in TypeScript. */
const word = (key: string): string => body.dataset[key] ?? "";

htmx.on("htmx:configRequest", (event) => {
  const { headers, parameters, elt } = (event as CustomEvent<HtmxRequest>).detail;
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
  if (token) headers["X-CSRFToken"] = token.content;
  if (elt.matches("form.filters")) dropEmpty(parameters);
});

interface HtmxRequest {
  headers: Record<string, string>;
  parameters: FormData;
  elt: HTMLElement;
}

/** Keeps addresses short: a filter left empty is not part of the question. */
function dropEmpty(parameters: FormData): void {
  for (const name of [...new Set(Object.keys(Object.fromEntries(parameters)))])
    if (parameters.getAll(name).every((value) => value === "")) parameters.delete(name);
}

// While a pinyin input method composes, half-typed letters are no search.
document.addEventListener("input", (event) => {
  if ((event as InputEvent).isComposing) event.stopPropagation();
}, true);
document.addEventListener("compositionend", (event) => {
  event.target?.dispatchEvent(new Event("input", { bubbles: true }));
});

// A whole page where a part was asked for means that the session ended: go where it leads.
htmx.on("htmx:beforeSwap", (event) => {
  const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
  if (!/^\s*<!doctype/i.test(xhr.responseText)) return;
  event.preventDefault();
  location.assign(xhr.responseURL);
});

// A part that was swapped in is new to a screen reader: the region that says so must have been there.
htmx.on("htmx:afterSwap", () => {
  const heard = document.getElementById("heard");
  if (heard) heard.textContent = [document.getElementById("count"), document.getElementById("more")]
    .map((part) => part?.textContent?.trim() ?? "").join(" ");
});

htmx.on("htmx:responseError", () => tell(word("failed")));
htmx.on("htmx:sendError", () => tell(word("offline")));

/** Says one sentence in the live region at the foot of the page. */
function tell(text: string): void {
  const region = document.getElementById("tell");
  if (!region) return;
  region.textContent = text;
  setTimeout(() => { if (region.textContent === text) region.textContent = ""; }, 6000);
}

document.addEventListener("click", (event) => {
  const target = event.target as Element;
  for (const open of document.querySelectorAll<HTMLDetailsElement>("details.drop[open]"))
    if (!open.contains(target)) open.open = false;
  const fill = target.closest<HTMLElement>("[data-fill]");
  if (fill) fillForm(fill);
  const copy = target.closest<HTMLElement>("[data-copy]");
  if (copy) void navigator.clipboard?.writeText(copy.dataset.copy ?? "").then(() => tell(word("copied")));
  if (target.closest("[data-print]")) window.print();
});

/** data-fill='{"username": "…"}' puts values into the form that data-form names (or the first one). */
function fillForm(button: HTMLElement): void {
  const form = document.querySelector<HTMLFormElement>(button.dataset.form ?? "form[data-fillable]");
  const values = JSON.parse(button.dataset.fill ?? "{}") as Record<string, string>;
  for (const [name, value] of Object.entries(values)) {
    const field = form?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  form?.querySelector<HTMLElement>("[type=submit]")?.focus();
}

document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  if (event.key === "Escape") {
    const open = target.closest<HTMLDetailsElement>("details.drop[open]");
    if (open) { open.open = false; open.querySelector("summary")?.focus(); }
  }
  const typing = target.closest("input, textarea, select, [contenteditable], dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "?") document.querySelector<HTMLElement>("[data-help]")?.click();
  const menu = target.closest(".menu-list");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (menu && step) {
    const links = [...menu.querySelectorAll<HTMLElement>("details[open] a, summary")];
    links[(links.indexOf(target) + step + links.length) % links.length]?.focus();
    event.preventDefault();
  }
  const search = document.getElementById("search-box");
  if (event.key === "/" && search) { event.preventDefault(); search.focus(); }
});

// Suggestions come with the first visit to the search box.
document.getElementById("search-box")?.addEventListener("focus", () => void import(word("search")), { once: true });

// A choice that takes effect at once (language, letter size) needs no button where scripts run.
document.addEventListener("change", (event) => {
  const field = (event.target as Element).closest<HTMLSelectElement>("[data-submit]");
  field?.form?.requestSubmit?.();
});

document.addEventListener("submit", confirmFirst, true);
document.addEventListener("submit", guardSubmit);
window.addEventListener("pageshow", thaw);

/**
 * Where the system decides, the dark and the high-contrast sheet are fetched only by a device that asks
 * for them; a cookie says so, and from the next page on the sheet comes with the page itself.
 */
const FACES = { dark: "(prefers-color-scheme: dark)", contrast: "(prefers-contrast: more)" };
for (const [face, query] of Object.entries(FACES)) {
  const href = word(face);
  const asked = matchMedia(query);
  const wear = (): void => {
    if (!href || !asked.matches || document.querySelector(`link[href="${href}"]`)) return;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, media: `screen and ${query}` }));
    const seen = /(?:^|; )faces=([^;]*)/.exec(document.cookie)?.[1] ?? "";
    document.cookie = `faces=${seen}${face}.;path=/;max-age=31536000;samesite=lax`;
  };
  wear();
  asked.addEventListener?.("change", wear);
}

/** Draws charts and maps where there are any; only then is the chart library fetched. */
htmx.onLoad((part) => {
  const within = part instanceof Element ? part : body;
  if (within.matches("[data-chart], [data-map]") || within.querySelector("[data-chart], [data-map]"))
    void (import(word("charts")) as Promise<typeof import("./charts")>).then(({ draw }) => draw(within));
});
