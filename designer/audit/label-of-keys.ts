import { humanise } from '../ui/format.ts'
import type { LabelOf } from '../work/labels.ts'

/** The way to a value, in the names of its fields; places in lists are counted from 1: "Promises › 2 › Days". */
export function labelOfKeys(keys: string[], labelOf: LabelOf): string {
  const named = keys.map((key, n) => {
    if (/^\d+$/.test(key)) return String(Number(key) + 1)
    const whole = labelOf(['data', ...keys.slice(0, n + 1)].join('.'))
    return whole.slice(whole.lastIndexOf('›') + 1).trim() || humanise(key)
  })
  return named.join(' › ')
}
