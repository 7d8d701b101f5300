/// <reference types="vite/client" />

// A log file in the hands of its own thread, and how far that is.

import { useEffect, useRef, useState } from 'react'
import type { Summary } from './collect.ts'
import type { Columns } from './guess-columns.ts'
import type { FromLog, ToLog } from './log-worker.ts'
import type { Head } from './read-log.ts'
import type { Ran } from './run-log.ts'

export type LogState =
  | { step: 'reading'; bytes: number }
  | { step: 'columns'; head: Head; guess: Columns }
  | { step: 'read'; summary: Summary }
  | { step: 'running'; summary: Summary; done: number }
  | { step: 'ran'; summary: Summary; ran: Ran }
  | { step: 'failed'; message: string }

export type Log = {
  state: LogState
  choose(columns: Columns): void
  run(run: Omit<Extract<ToLog, { kind: 'run' }>, 'kind'>): void
  stop(): void
}

const startWorker = () => new Worker(new URL('./log-worker.ts', import.meta.url), { type: 'module' })

/** Read anew for another file, and for other fields of the process. `noThread`: what is said where there is none. */
export function useLog(file: File, fields: readonly string[], noThread: string): Log {
  const [state, set] = useState<LogState>({ step: 'reading', bytes: 0 })
  const worker = useRef<Worker>(undefined)
  const asked = fields.join(' ')
  useEffect(() => {
    set({ step: 'reading', bytes: 0 })
    let started: Worker
    try {
      started = startWorker()
    } catch {
      set({ step: 'failed', message: noThread })
      return
    }
    worker.current = started
    started.onmessage = ({ data }: MessageEvent<FromLog>) => set(before => after(before, data))
    started.onerror = () => set({ step: 'failed', message: noThread })
    const open: ToLog = { kind: 'open', file, fields: asked.split(' ') }
    started.postMessage(open)
    return () => started.terminate()
  }, [file, asked, noThread])

  const send = (message: ToLog) => worker.current?.postMessage(message)
  return {
    state,
    choose(columns) {
      set({ step: 'reading', bytes: 0 })
      send({ kind: 'columns', columns })
    },
    run(run) {
      set(before => ('summary' in before ? { step: 'running', summary: before.summary, done: 0 } : before))
      send({ kind: 'run', ...run })
    },
    stop() {
      set(before => ('summary' in before ? { step: 'read', summary: before.summary } : before))
      send({ kind: 'stop' })
    },
  }
}

/** What comes late, of a run that was stopped or of one before, changes nothing. */
function after(before: LogState, told: FromLog): LogState {
  if (told.kind === 'failed') return told.message === '' ? before : { step: 'failed', message: told.message }
  if (told.kind === 'columns') return { step: 'columns', head: told.head, guess: told.guess }
  if (told.kind === 'reading')
    return before.step === 'reading' ? { step: 'reading', bytes: told.bytes } : before
  if (told.kind === 'read') return { step: 'read', summary: told.summary }
  if (before.step !== 'running') return before
  const { summary } = before
  return told.kind === 'running'
    ? { step: 'running', summary, done: told.done }
    : { step: 'ran', summary, ran: told.ran }
}
