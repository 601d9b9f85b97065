// Whether something grows.
import { percentile } from "../bench/figures.mjs";

/** @typedef {import("./sample.mjs").Sample} Sample */

/** The beginning of a run says nothing: caches fill up. */
const WARM_UP = 0.25;

/**
 * How much a figure may grow over the rest of the run. What is lost with each window, song or fault makes hundreds.
 *
 * @type {{ what: string, part: "own" | "started" | "threads" | "handles" | "clients" | "tasks", most: (median: number) => number, unit: number }[]}
 */
const rules = [
  { what: "memory of the program, MB", part: "own", most: (median) => 0.05 * median, unit: 1_000_000 },
  {
    what: "memory of what it started, MB",
    part: "started",
    most: (median) => 0.05 * median,
    unit: 1_000_000,
  },
  { what: "threads", part: "threads", most: () => 3, unit: 1 },
  { what: "handles", part: "handles", most: () => 3, unit: 1 },
  { what: "clients of the overlay server", part: "clients", most: () => 1, unit: 1 },
  { what: "tasks", part: "tasks", most: () => 3, unit: 1 },
];

/**
 * How much something grows from the first point to the last, by the median of the slopes between every two of them
 * (Theil and Sen): single points that stand out do not move it.
 *
 * @param {[at: number, value: number][]} points
 */
export function growth(points) {
  const slopes = points.flatMap(([at, value], index) =>
    points.slice(index + 1).map(([later, then]) => (then - value) / (later - at)),
  );
  return percentile(slopes, 0.5) * (points[points.length - 1][0] - points[0][0]);
}

/** @param {Sample[]} samples */
export function verdicts(samples) {
  const length = samples[samples.length - 1].seconds;
  const warm = samples.filter(({ seconds }) => seconds >= WARM_UP * length);
  return rules.map(({ what, part, most, unit }) => {
    const values = warm.map((sample) => sample[part]);
    const median = percentile(values, 0.5);
    const grown = growth(warm.map((sample) => [sample.seconds, sample[part]]));
    return {
      what,
      median: median / unit,
      grown: grown / unit,
      most: most(median) / unit,
      flat: grown <= most(median),
    };
  });
}
