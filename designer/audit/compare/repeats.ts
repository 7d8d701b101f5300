/** The same thing so many times in a row. */
export type Repeated<Thing> = { thing: Thing; times: number }

/** `a b b b a` → a, three times b, a. */
export function foldRepeats<Thing>(things: readonly Thing[]): Repeated<Thing>[] {
  const folded: Repeated<Thing>[] = []
  for (const thing of things) {
    const last = folded.at(-1)
    if (last && last.thing === thing) last.times += 1
    else folded.push({ thing, times: 1 })
  }
  return folded
}
