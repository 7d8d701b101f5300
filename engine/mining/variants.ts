// The ways that cases went: cases with the same events in the same order, repeats included, are one variant.
//
// Bounded: 20,000 variants are told apart, cases of further ones are counted together as `others`; of a variant's
// events the first 200 are kept, and three of its cases.

import { sha256 } from '../seal.ts'
import { createDurations, type Durations } from './durations.ts'

/** `types`: of the events, in order; `from` and `to`: of the first and the last entry, ISO 8601. */
export type Travelled = { case: string; types: string[]; from: string; to: string }

export type Variant = {
  types: string[]
  /** how many events there are beyond those in `types` */
  more: number
  count: number
  /** of all cases */
  share: number
  durations: Durations
  examples: string[]
}

export type Variants = { cases: number; variants: Variant[]; others: number }

const mostVariants = 20_000
const mostTypes = 200
const mostExamples = 3
const longestKey = 4_000

export function createVariants(): { add(travelled: Travelled): void; result(): Variants } {
  type Found = Pick<Variant, 'types' | 'more' | 'count' | 'examples'> & {
    durations: ReturnType<typeof createDurations>
  }
  const variants = new Map<string, Found>()
  let [cases, others] = [0, 0]

  return {
    add({ case: id, types, from, to }) {
      cases += 1
      const text = JSON.stringify(types)
      const key = text.length > longestKey ? sha256(text) : text
      let found = variants.get(key)
      if (!found) {
        if (variants.size >= mostVariants) {
          others += 1
          return
        }
        const more = Math.max(0, types.length - mostTypes)
        found = {
          types: types.slice(0, mostTypes),
          more,
          count: 0,
          examples: [],
          durations: createDurations(),
        }
        variants.set(key, found)
      }
      found.count += 1
      found.durations.add(Math.max(0, Date.parse(to) - Date.parse(from)))
      if (found.examples.length < mostExamples) found.examples.push(id)
    },
    /** The most frequent first. */
    result: () => ({
      cases,
      variants: [...variants.values()]
        .map(({ durations, ...found }) => ({
          ...found,
          share: found.count / cases,
          durations: durations.result(),
        }))
        .sort((a, b) => b.count - a.count || a.types.length - b.types.length),
      others,
    }),
  }
}
