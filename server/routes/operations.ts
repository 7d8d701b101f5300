import { z } from '@hono/zod-openapi'
import type { Store } from '../store/store.ts'
import type { AddRoute } from './route.ts'

export function addOperationRoutes(
  add: AddRoute,
  { store, closing }: { store: Store; closing: AbortSignal },
): void {
  const tag = 'Operations'

  add(
    {
      need: 'public',
      method: 'get',
      path: '/healthz',
      tag,
      summary: 'The process is alive',
      answers: { 200: { description: 'It is', schema: z.object({ ok: z.literal(true) }) } },
    },
    (_, c) => c.json({ ok: true }),
  )

  add(
    {
      need: 'public',
      method: 'get',
      path: '/readyz',
      tag,
      summary: 'The server takes requests: its store answers, and it is not about to stop',
      answers: { 200: { description: 'It does', schema: z.object({ ok: z.boolean() }) } },
      problems: ['busy'],
    },
    async (_, c) => {
      const ok = !closing.aborted && (await store.isReady())
      return c.json({ ok }, ok ? 200 : 503)
    },
  )

  add(
    {
      need: 'operations.read',
      method: 'get',
      path: '/metrics',
      tag,
      summary: 'Figures for Prometheus',
      answers: { 200: { description: 'Text exposition format', mediaType: 'text/plain' } },
    },
    async (_, c) => {
      const [counts, failedEffects, failedTimers] = await Promise.all([
        store.countCases(),
        store.listEffects({ status: 'failed', limit: 10_000 }),
        store.listTimers({ status: 'failed', limit: 10_000 }),
      ])
      const { rss, heapUsed } = process.memoryUsage()
      const lines = [
        '# TYPE throughline_cases gauge',
        ...counts.map(
          ({ process, status, stage, cases }) =>
            `throughline_cases{process="${label(process)}",status="${status}",stage="${label(stage ?? '')}"} ${cases}`,
        ),
        '# TYPE throughline_failed_effects gauge',
        `throughline_failed_effects ${failedEffects.length}`,
        '# TYPE throughline_failed_timers gauge',
        `throughline_failed_timers ${failedTimers.length}`,
        '# TYPE process_resident_memory_bytes gauge',
        `process_resident_memory_bytes ${rss}`,
        '# TYPE nodejs_heap_size_used_bytes gauge',
        `nodejs_heap_size_used_bytes ${heapUsed}`,
      ]
      return c.body(`${lines.join('\n')}\n`, 200, {
        'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      })
    },
  )
}

const label = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
