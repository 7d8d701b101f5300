export type AuditSearch = { view?: 'replay' | 'proof'; seq?: number }

/** What an address asks for; what makes no sense is left out. */
export function readAuditSearch({ view, seq }: Record<string, unknown>): AuditSearch {
  const n = Number(seq)
  return {
    ...((view === 'replay' || view === 'proof') && { view }),
    ...(Number.isInteger(n) && n > 0 && { seq: n }),
  }
}
