/** The order in which houses are walked, worked out on the phone: there without a network, and anew for whoever is due. */
export type Point = [number, number];

const EARTH = 6_371_008.8, RAD = Math.PI / 180;

/** Metres between two points in a straight line. */
export function metres(a: Point, b: Point): number {
  const half = Math.sin(((b[1] - a[1]) * RAD) / 2) ** 2 + Math.cos(a[1] * RAD) * Math.cos(b[1] * RAD) * Math.sin(((b[0] - a[0]) * RAD) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(Math.min(1, half)));
}

/** Metres of a round from the start through houses in an order and back. */
export function length(start: Point, points: Point[], order: number[]): number {
  const all = [start, ...order.map((at) => points[at]!), start];
  return all.slice(1).reduce((sum, one, at) => sum + metres(all[at]!, one), 0);
}

/**
 * A short round from the start through every house and back, as indexes: the nearest house next, then
 * stretches turned round and moved while that makes it shorter. The same in gives the same out.
 */
export function walked(start: Point, points: Point[]): number[] {
  const left = points.map((_, at) => at), order: number[] = [];
  for (let here = start; left.length; here = points[order[order.length - 1]!]!) {
    const next = left.reduce((best, one) => (metres(here, points[one]!) < metres(here, points[best]!) ? one : best));
    left.splice(left.indexOf(next), 1);
    order.push(next);
  }
  const at = (n: number) => (n < 0 || n >= order.length ? start : points[order[n]!]!);
  const far = (a: number, b: number) => metres(at(a), at(b));
  for (let round = 0, better = true; better && round < 50; round++) {
    better = false;
    for (let i = 0; i < order.length; i++) {
      for (let j = i + 1; j < order.length; j++) {
        if (far(i - 1, j) + far(i, j + 1) + 1e-6 < far(i - 1, i) + far(j, j + 1)) {
          order.splice(i, j - i + 1, ...order.slice(i, j + 1).reverse());
          better = true;
        }
      }
    }
    for (let size = 1; size <= 3; size++) {
      for (let i = 0; i + size <= order.length; i++) {
        const out = far(i - 1, i) + far(i + size - 1, i + size) - far(i - 1, i + size);
        for (let to = -1; to < order.length; to++) {
          if (to >= i - 1 && to < i + size) continue;
          if (far(to, i) + far(i + size - 1, to + 1) - far(to, to + 1) + 1e-6 >= out) continue;
          const moved = order.splice(i, size);
          order.splice(to < i ? to + 1 : to + 1 - size, 0, ...moved);
          better = true;
          break;
        }
      }
    }
  }
  return order;
}
