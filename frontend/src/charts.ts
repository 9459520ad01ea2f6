/** Charts and county maps, loaded only by pages that have them. Data comes with the page as JSON. */
import type { ECharts, EChartsCoreOption } from "echarts/core";
import { getInstanceByDom, getMap, init, registerMap, use } from "echarts/core";
import { BarChart, LineChart, MapChart, PieChart, ScatterChart } from "echarts/charts";
import { GeoComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, MapChart, PieChart, ScatterChart, GeoComponent, GridComponent, LegendComponent,
  TooltipComponent, VisualMapComponent, LabelLayout, SVGRenderer]);

interface Series { name: string; values: (number | null)[]; kind?: "bar" | "line" }
interface ChartData { labels: string[]; series: Series[]; unit?: string; stacked?: boolean; horizontal?: boolean; mirrored?: boolean; urls?: string[] }
interface Place { code?: string; name: string; value: number | null; url?: string; text?: string }
interface Spot { name: string; kind: string; at: [number, number]; url?: string }
interface MapData { name: string; unit?: string; places: Place[]; points?: Spot[] }
interface Feature { properties: Record<string, unknown> | null; geometry: unknown; type: string }

// Where the page's own style says nothing else (--chart-hues, --chart-ramp, --chart-land).
const HUES = ["#1769c2", "#2f9e77", "#d98a1f", "#8a63c9", "#c8504f", "#3f9fbf", "#7d8a2e", "#6b7785"];
const RAMP = ["#e4eff9", "#a9cdee", "#5c9fdc", "#1f6fc4", "#0b4488"];

/** Draws every chart and map inside an element that is not drawn yet. */
export function draw(within: Element): void {
  for (const element of find(within, "[data-chart]")) show(element, chart(element));
  for (const element of find(within, "[data-map]")) void map(element);
}

/** Lets go of what was drawn inside an element that is about to go. */
export function clear(within: Element): void {
  for (const canvas of within.querySelectorAll<HTMLElement>(".graph-canvas")) getInstanceByDom(canvas)?.dispose();
}

function find(within: Element, selector: string): HTMLElement[] {
  const all = [...within.querySelectorAll<HTMLElement>(selector)];
  if (within.matches(selector)) all.unshift(within as HTMLElement);
  return all.filter((element) => !element.dataset.drawn);
}

function data<T>(element: HTMLElement): T {
  return JSON.parse(document.getElementById(element.dataset.source ?? "")?.textContent ?? "null") as T;
}

/** Colours and letter size are the element's own, so elder mode and the big screen need no code. */
interface Look { ink: string; faint: string; line: string; paper: string; land: string; hot: string; hues: string[]; ramp: string[]; size: number }

const list = (text: string): string[] | null => (text ? text.split(/\s+/) : null);

function look(element: HTMLElement): Look {
  const css = getComputedStyle(element);
  const own = (name: string, or: string): string => css.getPropertyValue(name).trim() || or;
  return {
    ink: css.color, size: Math.max(12, Math.min(28, parseFloat(css.fontSize) * 0.85)),
    faint: own("--chart-faint", "#52606d"), line: own("--chart-line", "#e3e7ec"), paper: own("--chart-paper", "#fff"),
    land: own("--chart-land", "#eef1f4"), hot: own("--chart-hot", "#f6d38b"),
    hues: list(own("--chart-hues", "")) ?? HUES, ramp: list(own("--chart-ramp", "")) ?? RAMP,
  };
}

function show(element: HTMLElement, option: EChartsCoreOption): ECharts {
  element.dataset.drawn = "1";
  const canvas = element.querySelector<HTMLElement>(".graph-canvas") ?? element;
  const drawn = init(canvas, null, { renderer: "svg" });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  drawn.setOption({ animation: !calm, animationDuration: 400, ...option });
  drawn.on("click", (event) => {
    const url = (event.data as { url?: string } | null)?.url;
    if (url) location.assign(url);
  });
  new ResizeObserver(() => drawn.resize()).observe(canvas);
  return drawn;
}

function chart(element: HTMLElement): EChartsCoreOption {
  const given = data<ChartData>(element);
  const kind = element.dataset.chart as "bar" | "line" | "pie";
  return { color: look(element).hues, ...(kind === "pie" ? pie(element, given) : axes(element, given, kind)) };
}

function pie(element: HTMLElement, given: ChartData): EChartsCoreOption {
  const { ink, size, paper } = look(element);
  const values = given.series[0]?.values ?? [];
  const slices = given.labels.map((name, at) => ({ name, value: values[at], url: given.urls?.[at] }));
  const narrow = element.clientWidth < 420 || element.clientHeight > element.clientWidth;
  return {
    tooltip: tooltip(element, given.unit, "item"),
    legend: {
      type: "plain", textStyle: { color: ink, fontSize: size }, icon: "circle", itemWidth: 10,
      ...(narrow ? { bottom: 0 } : { orient: "vertical", right: 8, top: "middle" }),
    },
    series: [{
      type: "pie", radius: ["52%", "78%"], center: narrow ? ["50%", "40%"] : ["34%", "50%"], data: slices,
      label: { show: false }, itemStyle: { borderColor: paper, borderWidth: 2 }, emphasis: { scaleSize: 4 },
    }],
  };
}

function axes(element: HTMLElement, given: ChartData, kind: "bar" | "line"): EChartsCoreOption {
  const { ink, faint, line, size } = look(element);
  const names = {
    type: "category", data: given.labels, axisTick: { show: false }, inverse: (given.horizontal ?? false) && !given.mirrored,
    axisLine: { lineStyle: { color: line } }, axisLabel: { color: faint, fontSize: size, hideOverlap: true },
  };
  // Mirrored series, as in a pyramid of ages, count to both sides: their sign is only a direction.
  const plain = (amount: number): string => Math.abs(amount).toLocaleString();
  const amounts = {
    type: "value", splitNumber: 4, axisLabel: { color: faint, fontSize: size, hideOverlap: true, ...(given.mirrored ? { formatter: plain } : {}) },
    splitLine: { lineStyle: { color: line } },
  };
  const many = given.series.length > 1;
  return {
    tooltip: tooltip(element, given.unit, "axis", given.mirrored),
    legend: { show: many, top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: ink, fontSize: size } },
    grid: { left: 4, right: 16, top: many ? size * 3 : 16, bottom: 4, containLabel: true },
    xAxis: given.horizontal ? amounts : names,
    yAxis: given.horizontal ? names : amounts,
    series: given.series.map((one) => series(one, given, one.kind ?? kind)),
  };
}

function series(one: Series, given: ChartData, kind: "bar" | "line"): EChartsCoreOption {
  const points = one.values.map((value, at) => ({ value, url: given.urls?.[at] }));
  const common = { type: kind, name: one.name, data: points, ...(given.stacked || given.mirrored ? { stack: "all" } : {}) };
  if (kind === "line") return { ...common, symbolSize: 6, showSymbol: points.length < 40, lineStyle: { width: 2.5 } };
  const round = given.stacked || given.mirrored ? 0 : given.horizontal ? [0, 4, 4, 0] : [4, 4, 0, 0];
  return { ...common, barMaxWidth: 28, itemStyle: { borderRadius: round } };
}

interface Point { name: string; seriesName?: string; value: number | null; marker?: string; color?: string; data?: Place }

/** A tooltip built from elements with text only: no markup from data, no inline style for the CSP. */
function tooltip(element: HTMLElement, unit: string | undefined, trigger: "item" | "axis", mirrored = false): EChartsCoreOption {
  const { size } = look(element);
  return {
    trigger, confine: true, className: "graph-tip", borderWidth: 0, padding: [8, 12], textStyle: { fontSize: size },
    axisPointer: { type: "shadow", shadowStyle: { color: "rgba(23,105,194,.06)" } },
    formatter: (given: Point | Point[]) => {
      const points = Array.isArray(given) ? given : [given];
      const box = document.createElement("div");
      const title = document.createElement("strong");
      title.textContent = points[0]?.name ?? "";
      box.append(title);
      for (const point of points) {
        const row = document.createElement("div");
        const known = point.value !== null && point.value !== undefined && !Number.isNaN(point.value);
        const figure = known ? `${(mirrored ? Math.abs(Number(point.value)) : Number(point.value)).toLocaleString()} ${unit ?? ""}` : "—";
        row.textContent = (points.length > 1 ? `${point.seriesName}  ` : "") + (point.data?.text ?? figure);
        box.append(row);
      }
      return box;
    },
  };
}

/** Draws a county's towns from GeoJSON, joined to the data by code, else by name. */
async function map(element: HTMLElement): Promise<void> {
  element.dataset.drawn = "1";
  const url = element.dataset.geojsonUrl ?? "";
  const given = data<MapData>(element);
  if (!getMap(url)) {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) { element.classList.add("is-missing"); return; }
    const shapes = (await answer.json()) as { features: Feature[] };
    join(shapes.features, given.places);
    registerMap(url, shapes as never);
  }
  const shapes = getMap(url)?.geoJSON as unknown as { features: Feature[] };
  show(element, choropleth(element, url, given, shapes.features));
}

type Ring = [number, number][];

/** The middle of a town's largest part: the centroid of its outline. */
function middle(feature: Feature): [number, number] {
  const { type, coordinates } = feature.geometry as { type: string; coordinates: unknown };
  const outlines = type === "Polygon" ? [(coordinates as Ring[])[0]] : (coordinates as Ring[][]).map((part) => part[0]);
  const sized = outlines.filter((ring) => ring !== undefined).map((ring) => {
    let [twice, x, y] = [0, 0, 0];
    ring.forEach(([x1, y1], at) => {
      const [x2, y2] = ring[(at + 1) % ring.length] ?? [x1, y1];
      const cross = x1 * y2 - x2 * y1;
      [twice, x, y] = [twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross];
    });
    const at: [number, number] = twice ? [x / (3 * twice), y / (3 * twice)] : ring[0] ?? [0, 0];
    return { at, area: Math.abs(twice) };
  });
  return sized.sort((one, other) => other.area - one.area)[0]?.at ?? [0, 0];
}

/** The towns' names above the points, which would otherwise cover them. */
function names(features: Feature[], label: object): EChartsCoreOption {
  return {
    type: "scatter", coordinateSystem: "geo", symbolSize: 1, itemStyle: { color: "transparent" }, silent: true, z: 9,
    label: { ...label, formatter: "{b}", position: "inside" }, labelLayout: { moveOverlap: "shiftY", hideOverlap: true },
    data: features.map((one) => ({ name: String(one.properties?.name ?? ""), value: middle(one) })),
  };
}

function join(features: Feature[], places: Place[]): void {
  const byCode = new Map(places.filter((place) => place.code).map((place) => [place.code, place.name]));
  for (const feature of features) {
    const known = byCode.get(String(feature.properties?.code ?? ""));
    feature.properties = { ...feature.properties, name: known ?? String(feature.properties?.name ?? "") };
  }
}

function choropleth(element: HTMLElement, name: string, given: MapData, features: Feature[]): EChartsCoreOption {
  const { ink, faint, paper, land, hot, hues, ramp, size } = look(element);
  const values = given.places.flatMap((place) => (place.value === null ? [] : [place.value]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const spots = scattered(given.points ?? []);
  const label = { show: true, color: ink, fontSize: size * 0.95, fontWeight: 600, textBorderColor: paper, textBorderWidth: 3.5 };
  const shape = {
    map: name, top: spots.length ? 40 : 8, bottom: 48, roam: element.dataset.roam === "1", select: { disabled: true },
    label: spots.length ? { show: false } : label,
    itemStyle: { borderColor: paper, borderWidth: 1, areaColor: land },
    emphasis: { label: { show: !spots.length, color: ink }, itemStyle: { areaColor: hot } },
  };
  return {
    color: hues,
    tooltip: tooltip(element, given.unit, "item"),
    ...(spots.length ? { geo: shape, legend: { type: "scroll", top: 0, data: spots.map((one) => String(one.name)), textStyle: { color: ink, fontSize: size } } } : {}),
    visualMap: {
      seriesIndex: 0,
      show: values.length > 0, min: low, max: high > low ? high : low + 1, calculable: true,
      orient: "horizontal", left: "center", bottom: 0, inRange: { color: ramp }, itemHeight: 140, itemWidth: 12,
      textStyle: { color: faint, fontSize: size },
    },
    series: [{
      type: "map", name: given.name, ...shape, labelLayout: { hideOverlap: true }, ...(spots.length ? { geoIndex: 0 } : {}),
      data: given.places.map((place) => ({ ...place, value: place.value ?? Number.NaN })),
    }, ...spots, ...(spots.length ? [names(features, label)] : [])],
  };
}

/** Places on the map as one series a kind, so that the legend shows and hides kinds. */
function scattered(points: Spot[]): EChartsCoreOption[] {
  return [...new Set(points.map((one) => one.kind))].map((kind) => ({
    type: "scatter", coordinateSystem: "geo", name: kind, symbolSize: 10,
    itemStyle: { borderColor: "#fff", borderWidth: 1 },
    data: points.filter((one) => one.kind === kind).map((one) => ({ name: one.name, value: one.at, url: one.url, text: kind })),
  }));
}
