// The thread in which a log is read and run, while the page goes on. Nothing of it leaves the browser.

import '../../../no-eval.ts'
import type { Registers } from '../../../../engine/case.ts'
import { compile } from '../../../../engine/compile.ts'
import type { Definition } from '../../../../engine/definition.ts'
import { decodeText } from '../../../../engine/eventlog/decode.ts'
import { UnreadableLogError } from '../../../../engine/eventlog/row.ts'
import type { Json } from '../../../../engine/json.ts'
import { type Collection, createCollection, type Summary } from './collect.ts'
import { type Columns, guessColumns, guessDelimiter } from './guess-columns.ts'
import type { Meaning } from './match-names.ts'
import { formatOf, type Head, readCsvInto, readHead, readXesInto } from './read-log.ts'
import { type Ran, runLog } from './run-log.ts'

/** In this order: `open`; `columns` where it is asked for them; then `run`, as often as one likes; `stop` ends a run. */
export type ToLog =
  | { kind: 'open'; file: File; fields: string[] }
  | { kind: 'columns'; columns: Columns }
  | {
      kind: 'run'
      definition: Definition
      version: number
      by: 'rules' | 'order'
      registers: Registers
      meanings: [name: string, Meaning][]
    }
  | { kind: 'stop' }

/** `bytes`, `done`: of the file, of its cases. `failed`: a sentence for a person. */
export type FromLog =
  | { kind: 'columns'; head: Head; guess: Columns }
  | { kind: 'reading'; bytes: number }
  | { kind: 'read'; summary: Summary }
  | { kind: 'running'; done: number }
  | { kind: 'ran'; ran: Ran }
  | { kind: 'failed'; message: string }

const tell = (message: FromLog) => self.postMessage(message)
const startLength = 65_536
const pauseAfterMs = 60

let file: File
let delimiter = ','
let collection: Collection
let runs = 0

self.onmessage = ({ data }: MessageEvent<ToLog>) => {
  if (data.kind === 'stop') runs += 1
  else act(data).catch((error: unknown) => tell({ kind: 'failed', message: sentenceOf(error) }))
}

async function act(told: Exclude<ToLog, { kind: 'stop' }>): Promise<void> {
  if (told.kind === 'open') return open(told.file, told.fields)
  if (told.kind === 'run') return run(told)
  await readCsvInto(collection, textOf(file), { file: file.name, delimiter, columns: told.columns })
  finish()
}

async function open(opened: File, fields: string[]): Promise<void> {
  file = opened
  collection = createCollection(new Set(fields))
  const start = await file.slice(0, startLength).text()
  if (formatOf(start) === 'xes') {
    await readXesInto(collection, textOf(file), file.name)
    return finish()
  }
  delimiter = guessDelimiter(start)
  const head = await readHead(textOf(file), file.name, delimiter)
  tell({ kind: 'columns', head, guess: guessColumns(head.columns, head.rows as Record<string, Json>[]) })
}

function finish(): void {
  const summary = collection.summary()
  if (summary.events === 0) throw new UnreadableLogError(file.name, 1, 1, 'has no events in it')
  tell({ kind: 'read', summary })
}

async function run({ definition, version, by, registers, meanings }: Extract<ToLog, { kind: 'run' }>) {
  const number = ++runs
  let last = performance.now()
  const ran = await runLog(collection, {
    ...{ process: compile(definition, version), by, registers, meanings: new Map(meanings) },
    pause(done) {
      if (performance.now() - last < pauseAfterMs) return undefined
      last = performance.now()
      tell({ kind: 'running', done })
      return new Promise((resolve, reject) =>
        setTimeout(() => (number === runs ? resolve() : reject(new StoppedError()))),
      )
    },
  })
  if (number === runs) tell({ kind: 'ran', ran })
}

class StoppedError extends Error {}

async function* textOf(file: File): AsyncGenerator<string> {
  yield* decodeText(bytesOf(file), file.name)
}

async function* bytesOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader()
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
      bytes += value.length
      tell({ kind: 'reading', bytes })
    }
  } finally {
    void reader.cancel()
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof StoppedError) return ''
  if (error instanceof UnreadableLogError) return `${error.message}.`.replace(/\.\.$/, '.')
  return error instanceof Error ? error.message : String(error)
}
