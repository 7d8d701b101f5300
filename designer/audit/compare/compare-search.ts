export const compareParts = ['variants', 'conformance', 'time', 'promises'] as const
export type ComparePart = (typeof compareParts)[number]

/**
 * What is compared, as the address says it. Without `version` it is the newest; `all` where versions may be mixed, `draft` where a log is compared with that.
 * `by` is what promises are told apart by.
 */
export type CompareSearch = {
  part?: ComparePart
  process?: string
  version?: number | 'all' | 'draft'
  by?: string
}

/** What an address asks for; what makes no sense is left out. */
export function readCompareSearch({ part, process, version, by }: Record<string, unknown>): CompareSearch {
  const known = compareParts.find(one => one === part)
  const n = Number(version)
  return {
    ...(known && { part: known }),
    ...(typeof process === 'string' && process !== '' && { process }),
    ...(version === 'all' || version === 'draft'
      ? { version }
      : Number.isInteger(n) && n > 0 && { version: n }),
    ...(typeof by === 'string' && by !== '' && { by }),
  }
}
