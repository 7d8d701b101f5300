import { z } from '@hono/zod-openapi'
import { streamSSE } from 'hono/streaming'
import { type Bus, type Numbered, rightFor } from '../bus.ts'
import type { AddRoute } from './route.ts'

const heartbeatMs = 15_000

/**
 * What happens, as server-sent events. A reader that comes back with Last-Event-ID gets what it missed, or,
 * when that is longer ago than the bus remembers, the event `reset`: read everything anew.
 */
export function addStreamRoute(add: AddRoute, bus: Bus, closing: AbortSignal): void {
  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/stream',
      tag: 'Stream',
      summary: 'What happens, as server-sent events',
      headers: { 'last-event-id': 'The last event that was seen' },
      answers: {
        200: {
          description: 'Events case-moved, process-published, draft-saved, draft-presence, …',
          schema: z.string(),
          mediaType: 'text/event-stream',
        },
      },
    },
    (_, c) => {
      const seen = c.req.header('last-event-id')
      const rights = c.var.identity!.rights
      return streamSSE(c, async stream => {
        // One after the other, and nothing is awaited between looking back and listening: no gap, no disorder.
        let sent: Promise<unknown> = Promise.resolve()
        const send = ({ number, message }: Numbered) => {
          const right = rightFor[message.kind]
          if (right && !rights.has(right)) return
          sent = sent.then(() =>
            stream.writeSSE({ id: String(number), event: message.kind, data: JSON.stringify(message) }),
          )
        }
        const missed = seen === undefined ? [] : bus.since(Number(seen))
        if (missed === null) sent = stream.writeSSE({ id: String(bus.newest()), event: 'reset', data: '' })
        else missed.forEach(send)
        const stop = bus.subscribe(send)
        await new Promise<void>(resolve => {
          const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs)
          const end = () => {
            clearInterval(heartbeat)
            closing.removeEventListener('abort', end)
            stop()
            resolve()
          }
          stream.onAbort(end)
          if (closing.aborted) end()
          else closing.addEventListener('abort', end, { once: true })
        })
      })
    },
  )
}
