// A small process with one of everything, for tests that need a process but not a business.

import type { Actor, CaseEvent, Registers, Step } from '../../engine/case.ts'
import { compile, type Process } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import type { JsonObject } from '../../engine/json.ts'
import { start, step } from '../../engine/step.ts'

export const purchase: Definition = {
  id: 'purchase',
  name: 'Purchase',
  initial: 'request',
  data: {
    type: 'object',
    properties: {
      amount: { type: 'number' },
      item: { type: 'string' },
      checks: { type: 'number', default: 0 },
      promises: {
        type: 'array',
        items: { type: 'object', properties: { id: { type: 'string' }, days: { type: 'number' } } },
      },
    },
    required: ['amount'],
  },
  rules: {
    'within-limit': {
      title: 'The amount is within the limit',
      when: 'data.amount <= strategy.limit',
      why: 'Larger sums need a second opinion',
      fix: 'Lower the amount, or ask for a larger limit',
      owner: 'strategy',
    },
    'not-own': {
      title: 'Nobody approves what they asked for',
      when: '!has(history.actors.ASK) || !(actor.id in history.actors.ASK)',
    },
  },
  events: {
    ASK: {
      title: 'Ask for it',
      schema: {
        type: 'object',
        properties: { item: { type: 'string', minLength: 1 } },
        required: ['item'],
        additionalProperties: false,
      },
    },
    APPROVE: { title: 'Approve' },
    RETURN: {
      title: 'Send back',
      schema: { type: 'object', properties: { reason: { type: 'string' } }, required: ['reason'] },
    },
    PAUSE: {},
    RESUME: {},
    PACK: {},
    BILL: {},
  },
  states: {
    request: {
      stage: 'sales',
      on: { ASK: [{ target: 'approval', assign: { item: 'event.item' }, allow: ['sales'] }] },
    },
    approval: {
      stage: 'sales',
      on: {
        APPROVE: [
          {
            target: 'fulfilment',
            guard: ['within-limit', 'not-own'],
            allow: ['strategy', 'sales'],
            effects: [
              { type: 'notify', params: { role: 'operations' }, with: { title: '"Pack " + data.item' } },
            ],
          },
        ],
        RETURN: [{ target: 'request', kind: 'feedback' }],
      },
      after: { P3D: [{ target: 'lapsed' }] },
    },
    fulfilment: {
      type: 'parallel',
      stage: 'operations',
      on: { PAUSE: [{ target: 'paused' }] },
      onDone: [{ target: 'done' }],
      states: {
        goods: {
          initial: 'open',
          states: { open: { on: { PACK: [{ target: 'packed' }] } }, packed: { type: 'final' } },
        },
        money: {
          initial: 'open',
          states: { open: { on: { BILL: [{ target: 'billed' }] } }, billed: { type: 'final' } },
        },
        before: { type: 'history', history: 'deep', target: ['goods', 'money'] },
      },
    },
    paused: { stage: 'operations', on: { RESUME: [{ target: 'fulfilment.before' }] } },
    lapsed: { type: 'final' },
    done: { type: 'final' },
  },
}

export const ana: Actor = { id: 'ana', kind: 'person', roles: ['sales'] }
export const bob: Actor = { id: 'bob', kind: 'person', roles: ['strategy'] }
export const registers: Registers = { strategy: { version: 3, content: { limit: 500 } } }

let made = 0
export function anEvent(
  type: string,
  data: JsonObject = {},
  actor: Actor = ana,
  at = '2026-03-02T09:00:00.000Z',
): CaseEvent {
  made += 1
  return { id: `e${made}`, type, data, actor, at }
}

export const compiled: Process = compile(purchase, 1)

/** The case after these events, each of which must be taken. */
export function after(data: JsonObject, ...events: CaseEvent[]): Step {
  let last = start(compiled, anEvent('start', data), registers)
  for (const event of events) {
    if (last.kind === 'refusal') throw new Error(last.message)
    last = step(compiled, last.to, event, registers)
  }
  if (last.kind === 'refusal') throw new Error(last.message)
  return last
}
