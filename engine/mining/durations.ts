/** In milliseconds; null where nothing was measured. `p90`: nine of ten took no longer. */
export type Durations = {
  count: number
  total: number
  median: number | null
  p90: number | null
  shortest: number | null
  longest: number | null
}

/** Beyond it, median and p90 are those of the first ones. */
const mostKept = 10_000

export function createDurations(): { add(ms: number): void; result(): Durations } {
  const kept: number[] = []
  let [count, total, shortest, longest] = [0, 0, Number.POSITIVE_INFINITY, 0]
  return {
    add(ms) {
      count += 1
      total += ms
      shortest = Math.min(shortest, ms)
      longest = Math.max(longest, ms)
      if (kept.length < mostKept) kept.push(ms)
    },
    result() {
      if (count === 0) return { count, total, median: null, p90: null, shortest: null, longest: null }
      const sorted = kept.toSorted((a, b) => a - b)
      const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!
      return { count, total, median: at(0.5), p90: at(0.9), shortest, longest }
    },
  }
}
