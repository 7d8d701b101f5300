// What happens on the server, as it happens: /api/stream. A message that is missed is a screen that is a little
// late, so whenever it may have missed some, everything is asked for again.
//
//   connecting → open      the server answers
//   open → connecting      the line breaks: the browser comes back by itself, and says what it has seen
//   connecting → waiting   the server refuses (it is starting, or the session ended): we come back, later each time

import type { Present } from '../answers.ts'

export type StreamMessage =
  | { kind: 'case-moved'; case: string; process: string }
  | { kind: 'task-assigned'; case: string; process: string }
  | { kind: 'case-noted'; case: string; process: string }
  | { kind: 'process-published'; process: string; version: number }
  | { kind: 'register-changed'; register: string }
  | { kind: 'notified' }
  | { kind: 'draft-saved'; process: string; revision: number }
  | { kind: 'draft-presence'; process: string; people: Present[] }

const kinds: StreamMessage['kind'][] = [
  'case-moved',
  'task-assigned',
  'case-noted',
  'process-published',
  'register-changed',
  'notified',
  'draft-saved',
  'draft-presence',
]

export type Source = Pick<EventTarget, 'addEventListener'> & Pick<EventSource, 'close' | 'readyState'>

const first = 1_000
const longest = 30_000

/** Answers how to stop. */
export function openStream(around: {
  connect(): Source
  later(ms: number, work: () => void): () => void
  onMessage(message: StreamMessage): void
  /** some may have been missed */
  onReset(): void
  /** whether what happens arrives */
  onLine(isOpen: boolean): void
}): () => void {
  const { connect, later, onMessage, onReset, onLine } = around
  const closed = 2
  let source: Source
  let wait = first
  let callOff = () => {}

  function begin(isAgain: boolean): void {
    source = connect()
    source.addEventListener('open', () => {
      wait = first
      onLine(true)
      if (isAgain) onReset()
    })
    source.addEventListener('error', () => {
      onLine(false)
      if (source.readyState !== closed) return
      callOff = later(wait, () => begin(true))
      wait = Math.min(longest, wait * 2)
    })
    source.addEventListener('reset', onReset)
    for (const kind of kinds)
      source.addEventListener(kind, event =>
        onMessage(JSON.parse((event as MessageEvent<string>).data) as StreamMessage),
      )
  }

  begin(false)
  return () => {
    callOff()
    source.close()
  }
}

/** The beginnings of the keys (queries.ts) of what is out of date after a message. */
export function outdatedBy(message: StreamMessage): readonly string[][] {
  switch (message.kind) {
    case 'case-moved':
    case 'task-assigned':
      return [['cases'], ['case', message.case], ['times', message.case]]
    case 'case-noted':
      return [['case', message.case]]
    case 'process-published':
      return [['processes'], ['versions', message.process]]
    case 'register-changed':
      return [['registers']]
    case 'notified':
      return [['notifications']]
    // The open drawing takes these in by itself.
    case 'draft-saved':
    case 'draft-presence':
      return []
  }
}
