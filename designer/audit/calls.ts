// The server, as auditors' pages see it beside what everybody asks of it.

import type { CaseFile } from '../../engine/case-file.ts'
import type { LogKeys, SignedHead } from '../../engine/log/head.ts'
import type { Check } from '../answers.ts'

export function auditCalls(get: <T>(path: string) => Promise<T>) {
  return {
    head: () => get<SignedHead>('/api/audit/head'),
    logKeys: () => get<LogKeys>('/api/audit/keys'),
    /** What shows that the log of `from` entries is the beginning of the one of `to`. */
    consistency: async (from: number, to: number) =>
      (await get<{ proof: string[] }>(`/api/audit/consistency?from=${from}&to=${to}`)).proof,
    /** A case with all that proves it. */
    caseFile: (id: string) => get<CaseFile>(`/api/cases/${encodeURIComponent(id)}/case-file?as=json`),
    verifyAll: () => get<Check & { cases: number }>('/api/audit/verify'),
  }
}

export const caseFileAddress = (id: string) => `/api/cases/${encodeURIComponent(id)}/case-file`
