// Sets of values that a path may have, as comparisons with literals describe them.

export type Literal = string | number | boolean | null

/** Between `low` and `high` (the ends left out where `Open`), one of `only` (null: any), none of `except`. */
export type Values = {
  low: number
  lowOpen: boolean
  high: number
  highOpen: boolean
  only: ReadonlySet<Literal> | null
  except: ReadonlySet<Literal>
}

export const allValues: Values = {
  low: Number.NEGATIVE_INFINITY,
  lowOpen: false,
  high: Number.POSITIVE_INFINITY,
  highOpen: false,
  only: null,
  except: new Set(),
}

const hasRange = ({ low, high }: Values) => low !== allValues.low || high !== allValues.high

/** Whether a value is one of the set. */
function admits(values: Values, value: Literal): boolean {
  if (values.except.has(value) || (values.only && !values.only.has(value))) return false
  if (!hasRange(values)) return true
  if (typeof value !== 'number') return false
  const { low, lowOpen, high, highOpen } = values
  return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high)
}

export function isEmpty(values: Values): boolean {
  if (values.only) return ![...values.only].some(value => admits(values, value))
  if (values.low < values.high) return false
  return !admits(values, values.low)
}

export function intersect(a: Values, b: Values): Values {
  const [lower, upper] = [a.low > b.low ? a : b, a.high < b.high ? a : b]
  return {
    low: lower.low,
    lowOpen: a.low === b.low ? a.lowOpen || b.lowOpen : lower.lowOpen,
    high: upper.high,
    highOpen: a.high === b.high ? a.highOpen || b.highOpen : upper.highOpen,
    only: a.only && b.only ? new Set([...a.only].filter(value => b.only!.has(value))) : (a.only ?? b.only),
    except: new Set([...a.except, ...b.except]),
  }
}

/** Every value of `narrow` is one of `wide`. */
export function isWithin(narrow: Values, wide: Values): boolean {
  if (narrow.only) return [...narrow.only].every(value => !admits(narrow, value) || admits(wide, value))
  if (wide.only) return false
  if (hasRange(wide)) {
    const { low, lowOpen, high, highOpen } = narrow
    if (low < wide.low || (low === wide.low && wide.lowOpen && !lowOpen)) return false
    if (high > wide.high || (high === wide.high && wide.highOpen && !highOpen)) return false
  }
  return [...wide.except].every(value => !admits(narrow, value))
}
