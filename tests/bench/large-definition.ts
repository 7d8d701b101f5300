// A sound process of about a thousand states and two thousand transitions, with all that makes drawing and checking
// costly: nesting, parallel regions, rules, forms, timers, ways back.

import type { Definition, StateDefinition } from '../../engine/definition.ts'

const stages = ['strategy', 'marketing', 'sales', 'operations', 'feedback']

/** `groups` states with a row of nine inside each; every fifth has two regions instead. */
export function largeDefinition(groups = 100): Definition {
  const states = Array.from({ length: groups }, (_, n): [string, StateDefinition] => [
    `g${n}`,
    group(n, groups),
  ])
  return {
    id: 'large',
    name: 'Large',
    data: {
      type: 'object',
      properties: { amount: { type: 'number', default: 0 }, name: { type: 'string' } },
    },
    events: Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [
        `E${n}`,
        { title: `Event ${n}`, schema: { type: 'object', properties: { note: { type: 'string' } } } },
      ]),
    ),
    rules: Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        `r${n}`,
        { title: `Rule ${n}`, when: `data.amount >= ${n}`, why: 'Why', fix: 'Mend it', owner: 'sales' },
      ]),
    ),
    initial: 'g0',
    states: { ...Object.fromEntries(states), end: { type: 'final', stage: 'feedback' } },
  }
}

function group(n: number, groups: number): StateDefinition {
  const next = n + 1 < groups ? `g${n + 1}` : 'end'
  const inner: StateDefinition =
    n % 5 === 4 ? { type: 'parallel', states: { a: row(n, 4), b: row(n, 3) } } : row(n, 9)
  return {
    ...inner,
    title: `Group ${n}`,
    stage: stages[Math.floor((n * stages.length) / groups)]!,
    assign: 'sales',
    onDone: [{ target: next }],
    on: { BACK: [{ target: n > 0 ? `g${n - 1}` : 'g0', kind: 'feedback' }] },
  }
}

function row(n: number, length: number): StateDefinition {
  const states = Array.from({ length }, (_, i): [string, StateDefinition] => {
    const isLast = i === length - 1
    if (isLast) return [`s${i}`, { type: 'final', title: `Done ${n}` }]
    return [
      `s${i}`,
      {
        title: `State ${n}.${i}`,
        on: {
          [`E${(n + i) % 20}`]: [
            {
              target: `s${i + 1}`,
              guard: [`r${(n * 7 + i) % 40}`, `data.amount < ${1000 + i}`],
              allow: ['sales'],
            },
          ],
          NOTE: [{ assign: { name: "'x'" } }],
          ...(i > 0 && i % 2 === 0 && { AGAIN: [{ target: `s${i - 1}`, kind: 'feedback' as const }] }),
        },
        ...(i % 4 === 1 && { after: { P3D: [{ target: `s${i + 1}` }] } }),
      },
    ]
  })
  return { initial: 's0', states: Object.fromEntries(states) }
}
