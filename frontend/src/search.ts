/** Suggestions under the search box: arrows walk them, Enter opens one, Esc closes. */
const box = document.getElementById("search-box") as HTMLInputElement;
const list = document.createElement("ul");
list.id = "search-hits";
list.className = "drop-panel hits";
list.hidden = true;
box.form?.append(list);
let asked = 0;
let timer = 0;

async function ask(): Promise<void> {
  const own = ++asked;
  const query = new URLSearchParams({ q: box.value.trim(), part: "1" });
  const answer = await fetch(`/search?${query}`, { headers: { "HX-Request": "true" } });
  if (own !== asked || !answer.ok || answer.redirected) return;
  list.innerHTML = await answer.text();
  list.hidden = !list.querySelector("li");
}

function soon(): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => void ask(), 180);
}

function close(): void {
  asked += 1;
  list.hidden = true;
}

box.form?.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { close(); box.focus(); return; }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || list.hidden || event.isComposing) return;
  event.preventDefault();
  const stops: HTMLElement[] = [box, ...list.querySelectorAll<HTMLElement>("a")];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[(at + step + stops.length) % stops.length]?.focus();
});
box.addEventListener("input", (event) => { if (!(event as InputEvent).isComposing) soon(); });
box.form?.addEventListener("focusout", (event) => {
  if (!box.form?.contains(event.relatedTarget as Node | null)) close();
});
box.addEventListener("focus", soon);
soon();

export {};
