import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Definition } from '../../engine/definition.ts'
import { toMermaid } from '../../engine/interchange/mermaid.ts'
import { indexStates } from '../../engine/paths.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'

const journey: Definition = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../processes/customer-journey/definition.json'), 'utf8'),
)

describe('a process as Mermaid text', () => {
  test('nests states, separates regions, and says what lines ask for', () => {
    const definition: Definition = {
      id: 'deal',
      name: 'Deal',
      initial: 'open',
      events: { SEND: { title: 'Send it' } },
      states: {
        open: {
          on: { SEND: [{ target: 'check', guard: 'fits', allow: ['sales'], effects: [{ type: 'notify' }] }] },
        },
        check: {
          type: 'parallel',
          onDone: [{ target: 'end' }],
          states: {
            price: { initial: 'a', states: { a: { on: { NO: [{ target: '#open', kind: 'feedback' }] } } } },
            dates: { initial: 'b', states: { b: { after: { P3D: [{}] } } } },
          },
        },
        end: { type: 'final' },
      },
    }

    expect(toMermaid(definition)).toBe(`---
title: "Deal"
---
stateDiagram-v2
  direction LR
  [*] --> s1
  state "open" as s1
  state "check" as s2 {
    state "price" as s3 {
      [*] --> s4
      state "a" as s4
    }
    --
    state "dates" as s5 {
      [*] --> s6
      state "b" as s6
    }
  }
  state "end" as s7
  s7 --> [*]
  s1 --> s2 : Send it #91;fits#93; by sales / notify
  s2 --> s7 : when done
  s4 --> s1 : NO (way back)
  s6 --> s6 : after P3D
`)
  })

  test('has a state for every state, with braces that close, for any process', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        const text = toMermaid(definition)

        const states = text.match(/^ *state /gm) ?? []
        expect(states).toHaveLength(indexStates(definition).byPath.size - 1)
        expect(text.match(/\{$/gm)?.length ?? 0).toBe(text.match(/^ *\}$/gm)?.length ?? 0)
      }),
    )
  })

  test('draws the customer journey', () => {
    const text = toMermaid(journey)

    expect(text).toContain('state "Fit review" as')
    expect(text).toContain('note right of')
  })

  test('takes no text of a process for syntax', () => {
    const nasty = 'a"b --> c\n} <script>`%%{init}%% : end note #59; مرحبا 🚀'
    const definition: Definition = {
      id: 'nasty',
      name: nasty,
      initial: 'a',
      states: {
        a: { title: nasty.repeat(200), on: { GO: [{ target: 'b', title: nasty }] } },
        b: { type: 'final', title: nasty },
      },
    }

    const body = toMermaid(definition).split('stateDiagram-v2')[1]!

    const texts = [...body.matchAll(/"([^"]*)"| : (.*)$/gm)].map(([, quoted, label]) => quoted ?? label ?? '')
    expect(texts.filter(text => /[<>{}"`%:]|-->/.test(text))).toEqual([])
    expect(texts.filter(text => text.length > 1_000)).toEqual([])
    expect(body).toContain('🚀')
    expect(body).toContain('مرحبا')
  })
})
