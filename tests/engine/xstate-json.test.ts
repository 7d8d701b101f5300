import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AnyStateMachine, createMachine } from 'xstate'
import type { Definition } from '../../engine/definition.ts'
import { fromXstateJson } from '../../engine/interchange/from-xstate-json.ts'
import { toXstateJson } from '../../engine/interchange/to-xstate-json.ts'
import { parseDefinition } from '../../engine/parse.ts'
import { indexStates } from '../../engine/paths.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'
import { arbitraryMachine, shorten } from '../support/arbitrary-machine.ts'
import { arbitraryNonsense } from '../support/arbitrary-nonsense.ts'
import { purchase } from '../support/purchase.ts'

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

describe('what comes back', () => {
  test('a definition that went to XState comes back whole', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        const { machine } = toXstateJson(definition)

        expect(fromXstateJson(plain(machine))).toEqual({ definition, notes: [] })
      }),
    )
  })

  test('so does one that makes no sense but has the right shape', () => {
    fc.assert(
      fc.property(arbitraryNonsense(), nonsense => {
        const { definition } = parseDefinition(nonsense)
        fc.pre(definition !== undefined)

        const { machine } = toXstateJson(definition)

        expect(fromXstateJson(JSON.stringify(machine)).definition).toEqual(plain(definition))
      }),
    )
  })

  test.each(['customer-journey', 'objective-review'])('so does %s, and XState accepts it', process => {
    const text = readFileSync(`processes/${process}/definition.json`, 'utf8')
    const { definition } = parseDefinition(text)

    const machine = plain(toXstateJson(definition!).machine)

    expect(fromXstateJson(machine)).toEqual({ definition, notes: [] })
    expect(() => createMachine(machine)).not.toThrow()
  })

  test('a machine that came from XState goes back the same', () => {
    fc.assert(
      fc.property(arbitraryMachine(), machine => {
        const { definition, notes } = fromXstateJson(machine)

        expect(notes).toEqual([])
        expect(plain(toXstateJson(definition!).machine)).toEqual(machine)
      }),
    )
  })

  test('short forms mean the same as the long ones', () => {
    fc.assert(
      fc.property(arbitraryMachine(), machine => {
        expect(fromXstateJson(shorten(machine))).toEqual(fromXstateJson(machine))
      }),
    )
  })
})

describe('what XState makes of it', () => {
  /** Paths of all states that XState sees. */
  function pathsOf(machine: AnyStateMachine): string[] {
    const inside = (node: AnyStateMachine['root']): string[] =>
      Object.values(node.states).flatMap(child => [child.path.join('.'), ...inside(child)])
    return inside(machine.root)
  }

  test('XState accepts every machine that is written, with all its states and targets', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        const machine = createMachine(plain(toXstateJson(definition).machine) as never)

        const own = [...indexStates(definition).byPath.keys()].filter(path => path !== '')
        expect(pathsOf(machine)).toEqual(own)
      }),
    )
  })

  test('a target by a path or by an id leads XState to the same state', () => {
    const definition: Definition = {
      id: 'targets',
      name: 'Targets',
      initial: 'a',
      states: {
        a: { on: { PATH: [{ target: '#b.inner' }], ID: [{ target: '#there' }] } },
        b: { id: 'there', initial: 'other', states: { other: {}, inner: {} } },
      },
    }

    const machine = createMachine(plain(toXstateJson(definition).machine) as never)

    const targetsOf = (type: string) => {
      const [candidate] = machine.root.states.a!.transitions.get(type)!
      return candidate!.target!.map(node => node.path.join('.'))
    }
    expect(targetsOf('PATH')).toEqual(['b.inner'])
    expect(targetsOf('ID')).toEqual(['b'])
  })

  test('the guard of a machine of XState v4 stays a guard', () => {
    const { definition, notes } = fromXstateJson(
      '{ "id": "old", "initial": "a", "states": { "a": { "on": { "GO": { "target": "b", "cond": "isReady" } } }, "b": { "type": "final" } } }',
    )

    expect(definition?.states.a?.on?.GO).toEqual([{ target: 'b', guard: 'isReady' }])
    expect(notes.map(({ at, message }) => [at, message])).toEqual([
      ['/states/a/on/GO/cond', '"cond" is XState v4\'s word for "guard", and is taken as one.'],
    ])
  })

  test('durations become milliseconds, initial values the context', () => {
    const { machine } = toXstateJson({
      id: 'waiting',
      name: 'Waiting',
      data: { type: 'object', properties: { tries: { type: 'number', default: 0 }, note: {} } },
      initial: 'open',
      states: { open: { after: { P1D: [{ target: 'late' }] } }, late: { type: 'final' } },
    })

    expect(machine.context).toEqual({ tries: 0 })
    expect(machine.states).toMatchObject({ open: { after: { 86400000: [{ target: 'late' }] } } })
  })

  test('the notes say what XState carries along without acting on it, once for each kind', () => {
    const { notes } = toXstateJson(purchase)

    expect(notes.map(({ code, at }) => `${code} ${at}`)).toEqual([
      'carried-rules /rules',
      'carried-forms /events',
      'carried-assign /states/request/on/ASK/0/assign',
      'carried-allow /states/request/on/ASK/0/allow',
      'carried-expression /states/approval/on/APPROVE/0/effects/0',
    ])
  })
})

describe('a machine that is read', () => {
  const light = {
    id: 'trafficLight',
    version: '1.0.0',
    context: { rounds: 0, city: 'Graz' },
    initial: 'red',
    on: { BREAK: '#trafficLight.off' },
    states: {
      red: { after: { 30000: 'green' }, tags: ['stop'], entry: 'ring' },
      green: {
        after: { 45000: { target: 'red', guard: { type: 'isQuiet', params: { level: 3 } } } },
        invoke: { src: 'countCars' },
        meta: { colour: '#00ff00' },
      },
      off: { type: 'final' },
    },
  }

  test('becomes a definition, its context the defaults of the case data', () => {
    const { definition } = fromXstateJson(light)

    expect(definition).toEqual({
      id: 'traffic-light',
      name: 'trafficLight',
      data: {
        type: 'object',
        properties: { rounds: { type: 'number', default: 0 }, city: { type: 'string', default: 'Graz' } },
      },
      initial: 'red',
      on: { BREAK: [{ target: '#off' }] },
      states: {
        red: { after: { PT30S: [{ target: 'green' }] }, entry: [{ type: 'ring' }] },
        green: { after: { PT45S: [{ target: 'red', guard: 'isQuiet' }] } },
        off: { type: 'final' },
      },
    })
  })

  test('leaves nothing out without a word', () => {
    const { notes } = fromXstateJson(light)

    expect(notes.map(({ code, at }) => `${code} ${at}`)).toEqual([
      'renamed /id',
      'left-out /version',
      'left-out /states/red/tags',
      'left-out /states/green/meta/colour',
      'left-out /states/green/invoke',
      'left-out /states/green/after/45000/guard/params',
    ])
    expect(notes.every(({ severity }) => severity === 'warning')).toBe(true)
  })

  test('says where a target changes its meaning', () => {
    const { definition, notes } = fromXstateJson({
      id: 'm',
      initial: 'a',
      states: { a: { on: { GO: '#m.b' } }, b: {}, c: { id: 'b' } },
    })

    expect(definition!.states.a!.on).toEqual({ GO: [{ target: '#b' }] })
    expect(notes).toMatchObject([{ code: 'hidden', at: '/states/a/on/GO' }])
  })

  test.each([
    ['text that is not JSON', '{ "id": ', 'not-json'],
    ['a list', '[]', 'not-a-machine'],
    ['states that are no object', { id: 'm', states: 3 }, 'wrong-type'],
    ['transitions that are no object', { id: 'm', states: { a: { on: 7 } } }, 'not-said'],
    ['a function', { id: 'm', states: {}, entry: () => 1 }, 'not-data'],
  ])('%s is a note, not a crash', (_what, input, code) => {
    const { definition, notes } = fromXstateJson(input)

    expect(definition).toBeUndefined()
    expect(notes.map(note => note.code)).toContain(code)
  })

  test('nothing that anybody sends makes it throw', () => {
    fc.assert(fc.property(fc.jsonValue(), value => void fromXstateJson(value)))
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const state = { on: a, after: b, entry: a, always: b, initial: a, meta: b, states: { x: a, y: b } }
        fromXstateJson({ id: a, context: b, ...state, meta: { throughline: a }, states: { s: state } })
      }),
    )
  })
})
