/** Figures of one comparison: `ours` and `theirs` in the same unit, measured in turn in one run. */
export type Comparison = {
  name: string
  /** what the ratio has to be */
  target: string
  ours: number
  theirs: number
  unit: string
  ratio: number
  met: boolean
}

export const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

/** Runs both in turn, several times, and compares pair by pair: whatever else the machine does hits both. */
export async function compare(
  name: string,
  unit: string,
  sides: { ours: () => number | Promise<number>; theirs: () => number | Promise<number>; rounds?: number },
  /** null: for orientation only */
  target: { atMost: number } | { atLeast: number } | null,
): Promise<Comparison> {
  const rounds = sides.rounds ?? 7
  const ours: number[] = []
  const theirs: number[] = []
  await sides.ours()
  await sides.theirs()
  for (let round = 0; round < rounds; round++) {
    ours.push(await sides.ours())
    theirs.push(await sides.theirs())
  }
  const ratio = median(ours.map((value, n) => value / theirs[n]!))
  if (!target)
    return { name, target: 'none', ours: median(ours), theirs: median(theirs), unit, ratio, met: true }
  const met = 'atMost' in target ? ratio <= target.atMost : ratio >= target.atLeast
  const wanted = 'atMost' in target ? `at most ${target.atMost}` : `at least ${target.atLeast}`
  return { name, target: wanted, ours: median(ours), theirs: median(theirs), unit, ratio, met }
}

/** Microseconds that one call takes. */
export function microseconds(times: number, work: () => unknown): number {
  const start = performance.now()
  for (let n = 0; n < times; n++) work()
  return ((performance.now() - start) * 1000) / times
}

/** Calls a second when `clients` call one after the other, all at the same time. */
export async function perSecond(
  clients: number,
  each: number,
  work: (client: number, n: number) => Promise<unknown>,
): Promise<number> {
  const start = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let n = 0; n < each; n++) await work(client, n)
    }),
  )
  return (clients * each) / ((performance.now() - start) / 1000)
}
