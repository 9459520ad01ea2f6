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

document.addEventListener("drop", (event) => {
  const to = row(event);
  if (!form || !carried || to?.dataset.free === undefined) return;
  event.preventDefault();
  to.classList.remove("bg-green-lt");
  const label = to.dataset.bed ?? "";
  const says = (form.dataset.ask ?? "").replace("NAME", carried.dataset.name ?? "").replace("BED", label);
  if (!confirm(says)) return;
  form.action = carried.dataset.move ?? "";
  field(form, "label").value = label;
  field(form, "version").value = carried.dataset.version ?? "";
  form.requestSubmit();
});

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
