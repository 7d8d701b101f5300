// One engine step, with CEL guards, verdicts and a sealed entry, against XState's own `transition` with the
// same machine, JavaScript guards, and the same event.

import { hash } from 'node:crypto'
import { assign, createMachine, initialTransition, transition } from 'xstate'
import type { Snapshot, Step } from '../../engine/case.ts'
import { compile } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { genesis, seal } from '../../engine/seal.ts'
import { start, step } from '../../engine/step.ts'
import { type Comparison, compare, microseconds } from './measure.ts'

const definition: Definition = {
  id: 'lead',
  name: 'Lead',
  initial: 'marketing',
  rules: {
    aligned: {
      title: 'The campaign serves a current target market',
      when: 'data.segment in strategy.segments',
      why: 'Marketing without strategy brings the wrong customers',
      fix: 'Choose a campaign for this market',
    },
    scored: { title: 'The score reaches the threshold', when: 'data.score >= strategy.threshold' },
    consent: { title: 'The prospect may be contacted', when: 'data.consent == true' },
  },
  states: {
    marketing: {
      initial: 'nurturing',
      states: {
        nurturing: {
          on: {
            QUALIFY: [
              {
                target: '#sales.discovery',
                guard: ['aligned', 'scored', 'consent'],
                allow: ['marketing'],
                assign: { owner: 'actor.id' },
                effects: [{ type: 'notify', params: { role: 'sales', title: 'A lead' } }],
              },
            ],
          },
          after: { P90D: [{ target: 'dormant' }] },
        },
        dormant: {},
      },
    },
    sales: {
      initial: 'discovery',
      states: {
        discovery: { after: { P1D: [{ target: 'late' }] }, on: { BACK: [{ target: '#marketing' }] } },
        late: {},
      },
    },
  },
}

const data = { segment: 'hotels', score: 80, consent: true, name: 'Hotel Seeblick' }
const strategy = { segments: ['hotels', 'shops'], threshold: 60 }

type Context = typeof data & { strategy: typeof strategy; owner?: string }
const theirs = createMachine({
  id: 'lead',
  initial: 'marketing',
  context: { ...data, strategy } as Context,
  states: {
    marketing: {
      initial: 'nurturing',
      states: {
        nurturing: {
          on: {
            QUALIFY: {
              target: '#lead.sales.discovery',
              guard: ({ context, event }: { context: Context; event: { roles: string[] } }) =>
                event.roles.includes('marketing') &&
                context.strategy.segments.includes(context.segment) &&
                context.score >= context.strategy.threshold &&
                context.consent === true,
              actions: [
                assign({ owner: 'ana' }),
                { type: 'notify', params: { role: 'sales', title: 'A lead' } },
              ],
            },
          },
          after: { 7776000000: 'dormant' },
        },
        dormant: {},
      },
    },
    sales: {
      initial: 'discovery',
      states: { discovery: { after: { 86400000: 'late' }, on: { BACK: '#lead.marketing' } }, late: {} },
    },
  },
} as never)

const actor = { id: 'ana', kind: 'person' as const, roles: ['marketing'] }
const at = '2026-03-02T09:00:00.000Z'
const registers = { strategy: { version: 3, content: strategy } }
const digest = (text: string) => hash('sha256', text)

export async function benchStep(): Promise<Comparison[]> {
  const process = compile(definition, 1)
  const begun = start(process, { id: 'start', type: 'start', data, actor, at }, registers) as Step
  const event = { actor, at, data: {}, id: 'e1', type: 'QUALIFY' }

  const ours = (from: Snapshot) => {
    const { effects, facts, timersCleared, timersSet, to, verdicts } = step(
      process,
      from,
      event,
      registers,
    ) as Step
    const place = { caseId: 'c1', event, process: 'lead', recordedAt: at, seq: 2, version: 1 }
    return seal(
      { ...place, effects, facts, kind: 'event', timersCleared, timersSet, to, verdicts },
      genesis,
      digest,
    )
  }
  const [first] = initialTransition(theirs)

  const times = 20_000
  return [
    await compare(
      'engine step with verdicts and seal / XState transition with JavaScript guards',
      'µs',
      {
        ours: () => microseconds(times, () => ours(begun.to)),
        theirs: () =>
          microseconds(times, () =>
            transition(theirs, first, { type: 'QUALIFY', roles: ['marketing'] } as never),
          ),
        rounds: 25,
      },
      { atMost: 1 },
    ),
  ]
}
