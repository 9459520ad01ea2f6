/** Dragging on two pages: a resident to a free bed, a pin on the map of a scenario. Both only fill in
 * and send the page's own form; without a pointer the same form is reached by keys. */
const form = document.getElementById("bed-move") as HTMLFormElement | null;
let carried: HTMLElement | null = null;

const row = (event: Event): HTMLElement | null => (event.target as Element).closest<HTMLElement>("tr[data-bed]");

function field(of: HTMLFormElement, name: string): HTMLInputElement {
  return of.elements.namedItem(name) as HTMLInputElement;
}

document.addEventListener("dragstart", (event) => {
  const from = row(event);
  if (!form || !from?.dataset.move) return;
  carried = from;
  event.dataTransfer?.setData("text/plain", from.dataset.bed ?? "");
});

document.addEventListener("dragover", (event) => {
  const to = row(event);
  if (!carried || to?.dataset.free === undefined) return;
  event.preventDefault();
  to.classList.add("bg-green-lt");
});

document.addEventListener("dragleave", (event) => row(event)?.classList.remove("bg-green-lt"));
document.addEventListener("dragend", () => { carried = null; });

function drop(from: HTMLElement, to: HTMLElement): void {
  if (!form) return;
  to.classList.remove("bg-green-lt");
  const label = to.dataset.bed ?? "";
  const says = (form.dataset.ask ?? "").replace("NAME", from.dataset.name ?? "").replace("BED", label);
  if (!confirm(says)) return;
  form.action = from.dataset.move ?? "";
  field(form, "label").value = label;
  field(form, "version").value = from.dataset.version ?? "";
  form.requestSubmit();
}

document.addEventListener("drop", (event) => {
  const to = row(event);
  if (!carried || to?.dataset.free === undefined) return;
  event.preventDefault();
  drop(carried, to);
});

/** A finger does not start a drag of the browser's: a grip follows it, and the page scrolls where
 * the finger nears its edge. A mouse on the grip drags the row as anywhere. */
const EDGE = 70;
function hold(of: HTMLElement | null, is: boolean): void {
  of?.classList.toggle("bg-yellow-lt", is);
  if (of) of.draggable = !is; // or a finger that rests starts the browser's own drag
}
for (const grip of document.querySelectorAll<HTMLElement>("[data-grip]")) {
  let over: HTMLElement | null = null;
  grip.style.touchAction = "none";

  const leave = (): void => { over?.classList.remove("bg-green-lt"); over = null; };
  grip.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    hold(row(event), true);
  });
  grip.addEventListener("pointermove", (event) => {
    if (!grip.hasPointerCapture(event.pointerId)) return;
    if (event.clientY < EDGE) scrollBy({ top: -EDGE / 5, behavior: "instant" });
    if (event.clientY > innerHeight - EDGE) scrollBy({ top: EDGE / 5, behavior: "instant" });
    leave();
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("tr[data-bed]");
    if (under?.dataset.free === undefined) return;
    over = under;
    over.classList.add("bg-green-lt");
  });
  grip.addEventListener("pointerup", (event) => {
    const from = row(event);
    hold(from, false);
    if (from && over) drop(from, over);
    leave();
  });
  grip.addEventListener("pointercancel", (event) => {
    hold(row(event), false);
    leave();
  });
}

/** The pin: its place in the picture is a longitude and a latitude, linear in both. */
const map = document.getElementById("pin-map") as unknown as SVGSVGElement | null;
const pin = document.getElementById("pin");
const asks = map?.closest("section")?.querySelector("form");

if (map && pin && asks) {
  const { west, north, wide, high } = Object.fromEntries(
    Object.entries(map.dataset).map(([name, value]) => [name, Number(value)]));
  const box = map.viewBox.baseVal;
  let at = { x: box.width / 2, y: box.height / 2 };

  const move = (x: number, y: number): void => {
    at = { x: Math.min(box.width, Math.max(0, x)), y: Math.min(box.height, Math.max(0, y)) };
    pin.setAttribute("transform", `translate(${at.x} ${at.y})`);
    field(asks, "longitude").value = (west + (at.x / box.width) * wide).toFixed(5);
    field(asks, "latitude").value = (north - (at.y / box.height) * high).toFixed(5);
    asks.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const follow = (event: PointerEvent): void => {
    const seen = map.getBoundingClientRect();
    move(((event.clientX - seen.left) / seen.width) * box.width, ((event.clientY - seen.top) / seen.height) * box.height);
  };

  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    follow(event);
  });
  map.addEventListener("pointermove", (event) => { if (map.hasPointerCapture(event.pointerId)) follow(event); });
  pin.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 20 : 4;
    const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!way) return;
    event.preventDefault();
    move(at.x + way[0], at.y + way[1]);
  });
}

export {};
