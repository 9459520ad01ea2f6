/** Shapes drawn on a map by mouse, touch and keys. The page's own form holds what is drawn: without this
 * script the points are typed. Everything is in metres around the map's middle, so a pixel is no unit here. */
type Point = [number, number];
interface Shape { kind: string; title: string; points: Point[]; metres: number; url?: string }
interface Mark { at: Point; name: string; css: string; url?: string }
interface Ground { middle: Point; wide: number; rings: Point[][]; marks: Mark[]; shapes: Shape[]; words: Record<string, string> }

const svg = document.getElementById("fence-map") as unknown as SVGSVGElement | null;
const source = document.getElementById("fence-map-data");
const DEGREE = 111_320, LEAST = 120, MOST = 400_000;

if (svg && source) {
  const ground = JSON.parse(source.textContent ?? "") as Ground;
  const [lon0, lat0] = ground.middle, shrink = Math.cos((lat0 * Math.PI) / 180);
  const flat = ([lon, lat]: Point): Point => [(lon - lon0) * DEGREE * shrink, (lat0 - lat) * DEGREE];
  const round = ([x, y]: Point): Point => [lon0 + x / (DEGREE * shrink), lat0 - y / DEGREE];

  const form = svg.closest("form");
  const box = form?.elements.namedItem("points") as HTMLTextAreaElement | null;
  const kinds = form?.elements.namedItem("kind") as HTMLSelectElement | null;
  const margin = form?.elements.namedItem("metres") as HTMLInputElement | null;
  const said = document.getElementById("fence-said");

  let middle: Point = [0, 0], wide = ground.wide, cursor: Point | null = null;
  let points: Point[] = [];

  const element = (name: string, set: Record<string, string | number>, inside = ""): SVGElement => {
    const one = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(set)) one.setAttribute(key, String(value));
    if (inside) { const title = document.createElementNS("http://www.w3.org/2000/svg", "title"); title.textContent = inside; one.append(title); }
    return one;
  };
  const path = (at: Point[], closed: boolean): string => `M${at.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}${closed ? "Z" : ""}`;
  const isRing = (kind: string, count: number): boolean => kind !== "route" && count >= 3;
  const metres = (): number => Math.max(0, Number(margin?.value) || 0);
  const kind = (): string => kinds?.value ?? "area";

  /** One shape: a circle, or a line or outline with its margin as a broad soft stroke of so many metres. */
  const shaped = (at: Point[], what: string, far: number, css: string, title: string): SVGElement[] => {
    if (!at.length) return [];
    if (at.length === 1) return [element("circle", { cx: at[0][0], cy: at[0][1], r: far, class: css }, title)];
    const d = path(at, isRing(what, at.length));
    return [element("path", { d, class: `${css} fence-margin`, "stroke-width": 2 * far }, title), element("path", { d, class: `${css}${isRing(what, at.length) ? "" : " fence-line"}` })];
  };

  /** The parts of one thing as one link with its name, or as they are where it leads nowhere. */
  const linked = (some: SVGElement[], name: string, url?: string): SVGElement[] => {
    if (!url) return some;
    const link = element("a", { href: url, "aria-label": name });
    link.append(...some);
    return [link];
  };

  const draw = (): void => {
    const high = (wide * 2) / 3, held = (document.activeElement as Element | null)?.getAttribute("data-at");
    svg.setAttribute("viewBox", `${middle[0] - wide / 2} ${middle[1] - high / 2} ${wide} ${high}`);
    const unit = wide / 100, parts: SVGElement[] = [];
    for (const ring of ground.rings) parts.push(element("path", { d: path(ring.map(flat), true), class: "pin-land fence-land" }));
    for (const one of ground.shapes) parts.push(...linked(shaped(one.points.map(flat), one.kind, one.metres, `fence-${one.kind === "risk" ? "risk" : "safe"} fence-other`, one.title), one.title, one.url));
    for (const mark of ground.marks) {
      const [x, y] = flat(mark.at);
      parts.push(...linked([element("circle", { cx: x, cy: y, r: unit * (mark.css === "pin-old" ? 0.7 : 1.3), class: mark.css }, mark.name)], mark.name, mark.url));
    }
    const drawn = points.map(flat);
    parts.push(...shaped(drawn, kind(), metres(), `fence-${kind() === "risk" ? "risk" : "safe"}`, ""));
    if (form) drawn.forEach(([x, y], at) => {
      const grip = element("g", { tabindex: 0, role: "button", "data-at": at, class: "fence-grip", transform: `translate(${x} ${y})`, "aria-label": (ground.words.point ?? "").replace("0", String(at + 1)) });
      grip.append(element("circle", { r: unit * 2.4, class: "fence-reach" }), element("circle", { r: unit * 1.1, class: "pin-head" }));
      parts.push(grip);
    });
    if (form && cursor) parts.push(element("path", { class: "fence-cross", d: `M${cursor[0] - unit * 2} ${cursor[1]}h${unit * 4}M${cursor[0]} ${cursor[1] - unit * 2}v${unit * 4}` }));
    svg.replaceChildren(...parts);
    if (held !== null && held !== undefined) svg.querySelector<SVGElement>(`[data-at="${held}"]`)?.focus();
    const scale = document.getElementById("fence-scale");
    if (scale) scale.textContent = wide < 2_000 ? `${Math.round(wide)} m` : `${(wide / 1000).toFixed(1)} km`;
  };

  const keep = (): void => {
    if (box) box.value = points.map(([lon, lat]) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join("\n");
    if (said) said.textContent = (ground.words.count ?? "").replace("0", String(points.length));
    draw();
  };
  const read = (): void => {
    const lines = (box?.value ?? "").split("\n").map((line) => line.replace("，", ",").split(",").map(Number));
    points = lines.filter((pair) => pair.length === 2 && pair.every(Number.isFinite) && pair[0] !== 0) as Point[];
    draw();
  };
  const add = (at: Point): void => {
    if (!form) return;
    if (kind() === "home") points = [round(at)];
    else points.push(round(at));
    keep();
  };
  const zoom = (by: number): void => { wide = Math.min(MOST, Math.max(LEAST, wide * by)); draw(); };
  const look = (at: Point): void => { middle = at; cursor = cursor && at; draw(); };
  const whole = (): void => {
    const all = [...points, ...ground.shapes.flatMap((one) => one.points), ...ground.marks.filter((one) => one.css !== "pin-old").map((one) => one.at)].map(flat);
    if (!all.length) return;
    const xs = all.map((one) => one[0]), ys = all.map((one) => one[1]);
    middle = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
    wide = Math.min(MOST, Math.max(LEAST * 5, 1.6 * Math.max(Math.max(...xs) - Math.min(...xs) + 2 * metres(), 1.5 * (Math.max(...ys) - Math.min(...ys) + 2 * metres()))));
    draw();
  };

  const where = (event: PointerEvent): Point => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()!.inverse());
    return [at.x, at.y];
  };
  const fingers = new Map<number, [number, number]>();
  let grip = -1, began: [number, number] | null = null, from: Point = [0, 0], spread = 0;

  svg.addEventListener("pointerdown", (event) => {
    const held = (event.target as Element).closest("[data-at]");
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (fingers.size === 2) { spread = apart(); began = null; grip = -1; return; }
    if (event.button || (event.target as Element).closest("a")) return;
    grip = held ? Number(held.getAttribute("data-at")) : -1;
    began = [event.clientX, event.clientY];
    from = where(event);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (fingers.size === 2) { const now = apart(); if (now > 10) { zoom(spread / now); spread = now; } return; }
    if (grip >= 0) { points[grip] = round(where(event)); keep(); return; }
    if (!began || Math.hypot(event.clientX - began[0], event.clientY - began[1]) < 5) return;
    const at = where(event);
    middle = [middle[0] + from[0] - at[0], middle[1] + from[1] - at[1]];
    draw();
  });
  const lifted = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    const stayed = began && Math.hypot(event.clientX - began[0], event.clientY - began[1]) < 5;
    if (event.type === "pointerup" && stayed && grip < 0) add(where(event));
    if (event.type === "pointerup" && stayed && grip >= 0) svg.querySelector<SVGElement>(`[data-at="${grip}"]`)?.focus();
    began = null;
    grip = -1;
  };
  svg.addEventListener("pointerup", lifted);
  svg.addEventListener("pointercancel", lifted);
  function apart(): number {
    const [one, other] = [...fingers.values()];
    return Math.hypot(one[0] - other[0], one[1] - other[1]);
  }

  svg.addEventListener("keydown", (event) => {
    const at = Number((event.target as Element).getAttribute("data-at") ?? "-1"), isGrip = (event.target as Element).hasAttribute("data-at");
    const step = (wide / 100) * (event.shiftKey ? 5 : 1);
    const way: Point | undefined = ({ ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] } as Record<string, Point>)[event.key];
    if (way && isGrip) { const [x, y] = flat(points[at]); points[at] = round([x + way[0], y + way[1]]); keep(); }
    else if (way) {
      const [x, y] = cursor ?? middle;
      cursor = [x + way[0], y + way[1]];
      if (Math.abs(cursor[0] - middle[0]) > wide * 0.45 || Math.abs(cursor[1] - middle[1]) > wide * 0.3) middle = cursor;
      draw();
    } else if (isGrip && event.key === "Enter" && points.length > 1) {
      const [a, b] = [flat(points[at]), flat(points[(at + 1) % points.length])];
      points.splice(at + 1, 0, round([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]));
      keep();
    } else if (isGrip && (event.key === "Delete" || event.key === "Backspace")) { points.splice(at, 1); svg.focus(); keep(); }
    else if (!isGrip && event.key === "Enter" && !(event.target as Element).closest("a")) { cursor ??= middle; add(cursor); }
    else if (!isGrip && event.key === "Backspace" && form) { points.pop(); keep(); }
    else if (event.key === "+" || event.key === "=") zoom(0.7);
    else if (event.key === "-") zoom(1 / 0.7);
    else return;
    event.preventDefault();
  });

  document.querySelectorAll<HTMLButtonElement>("[data-fence]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const what = button.dataset.fence;
      if (what === "in") zoom(0.7);
      else if (what === "out") zoom(1 / 0.7);
      else if (what === "whole") whole();
      else if (what === "undo") { points.pop(); keep(); }
      else if (what === "clear") { points = []; keep(); }
      else look(flat((button.dataset.at ?? "0,0").split(",").map(Number) as Point));
    });
  });
  box?.addEventListener("input", read);
  kinds?.addEventListener("change", draw);
  margin?.addEventListener("input", draw);
  read();
  whole();
}

export {};
