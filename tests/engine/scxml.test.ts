import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from '../../engine/compile.ts'
import { toCel } from '../../engine/interchange/scxml/ecmascript.ts'
import { readScxml, type ScxmlReading } from '../../engine/interchange/scxml.ts'
import { activeStates } from '../../engine/snapshot.ts'
import { verify } from '../../engine/verify.ts'
import { beginCase } from '../support/walk.ts'

/** An SCXML document around these elements. */
const scxml = (inside: string, attributes = '') =>
  `<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" ${attributes}>${inside}</scxml>`

const codesOf = ({ notes }: ScxmlReading) => notes.map(({ code }) => code)

/** Reads, starts and sends; gives the active states after each event. */
function run(document: string, ...events: string[]): string[][] {
  const { definition, notes } = readScxml(document)
  if (!definition) throw new Error(JSON.stringify(notes))
  const process = compile(definition, 1)
  const walker = beginCase(process, {})
  return [
    activeStates(process, walker.snapshot()),
    ...events.map(type => {
      walker.send(type)
      walker.wait(0)
      return activeStates(process, walker.snapshot())
    }),
  ]
}

describe('a document becomes a definition', () => {
  test('with its states, transitions, data and history', () => {
    const { definition, notes } = readScxml(
      scxml(
        `<datamodel><data id="tries" expr="0"/></datamodel>
         <state id="open">
           <transition event="close" target="shut" cond="tries &lt; 3"><assign location="tries" expr="tries + 1"/></transition>
         </state>
         <state id="shut">
           <onentry><raise event="rang"/></onentry>
           <transition event="open" target="h"/>
         </state>
         <state id="rooms" initial="hall">
           <history id="h" type="deep"><transition target="hall"/></history>
           <state id="hall"/>
         </state>
         <final id="gone"/>`,
        'name="Front Door"',
      ),
    )

    expect(notes).toEqual([])
    expect(definition).toEqual({
      id: 'front-door',
      name: 'Front Door',
      data: { type: 'object', properties: { tries: { default: 0 } } },
      initial: 'open',
      states: {
        open: {
          on: { close: [{ target: 'shut', guard: 'data.tries < 3', assign: { tries: 'data.tries + 1' } }] },
        },
        shut: {
          entry: [{ type: 'raise', params: { event: 'rang' } }],
          on: { open: [{ target: '#rooms.h' }] },
        },
        rooms: {
          initial: 'hall',
          states: { h: { type: 'history', history: 'deep', target: 'hall' }, hall: {} },
        },
        gone: { type: 'final' },
      },
    })
  })

  test('ids that a key cannot hold become keys that it can, and the paths tell which', () => {
    const { definition, paths } = readScxml(
      scxml('<state id="s3.1"><transition event="e" target="2"/></state><state id="2"/>'),
    )

    expect(paths).toEqual({ 's3.1': 's3-1', 2: 'state-2' })
    expect(definition!.states).toEqual({
      's3-1': { title: 's3.1', on: { e: [{ target: 'state-2' }] } },
      'state-2': { title: '2' },
    })
  })

  test('what was sound stays sound', () => {
    const { definition } = readScxml(
      scxml('<state id="a"><transition event="go" target="b"/></state><final id="b"/>'),
    )

    expect(verify(definition!)).toEqual([])
  })
})

describe('events', () => {
  test('a name also means all names that begin with it', () => {
    const document = scxml(
      `<state id="a"><transition event="fail" target="b"/></state>
       <state id="b"><transition event="fail.hard" target="c"/></state>
       <state id="c"/>`,
    )

    expect(run(document, 'fail.hard', 'fail', 'fail.hard')).toEqual([['a'], ['b'], ['b'], ['c']])
  })

  test('of a wide and a narrow name in one state, the one that is written first wins', () => {
    const wideFirst = scxml(
      `<state id="a"><transition event="*" target="b"/><transition event="go" target="c"/></state>
       <state id="b"/><state id="c"/>`,
    )
    const narrowFirst = scxml(
      `<state id="a"><transition event="go" target="c"/><transition event="*" target="b"/></state>
       <state id="b"/><state id="c"/>`,
    )

    expect(run(wideFirst, 'go')).toEqual([['a'], ['b']])
    expect(run(narrowFirst, 'go')).toEqual([['a'], ['c']])
    expect(run(narrowFirst, 'come')).toEqual([['a'], ['b']])
  })

  test('the end of a state is known to itself and to those who ask for it by name', () => {
    const inside = `<state id="in"><transition event="end" target="out"/></state><final id="out"/>`
    const itself = scxml(
      `<state id="a">${inside}<transition event="done.state.a" target="b"/></state><state id="b"/>`,
    )
    const other = scxml(
      `<state id="outer"><state id="a">${inside}</state><transition event="done.state.a" target="b"/></state>
       <state id="b"/>`,
    )

    expect(run(itself, 'end')).toEqual([['a.in'], ['b']])
    expect(run(other, 'end')).toEqual([['outer.a.in'], ['b']])
  })

  test('a sent event comes after all that is raised, and a delayed one when its time has come', () => {
    const document = scxml(
      `<state id="a">
         <onentry><send event="sent"/><raise event="raised"/></onentry>
         <transition event="raised" target="b"/><transition event="sent" target="wrong"/>
       </state>
       <state id="b"><transition event="sent" target="c"/></state>
       <state id="c"/><state id="wrong"/>`,
    )
    const { definition } = readScxml(document)

    expect(run(document, 'nothing')).toEqual([['b'], ['c']])
    expect(definition!.states.a!.entry![0]).toEqual({
      type: 'raise',
      params: { event: 'sent', delay: 'PT0S' },
    })
  })

  test('a sent event carries its parameters', () => {
    const { definition } = readScxml(
      scxml(
        `<datamodel><data id="x" expr="1"/></datamodel>
         <state id="a">
           <onentry><send event="e" delay="1.5s" namelist="x"><param name="y" expr="x + 1"/></send></onentry>
           <transition event="e" target="a" cond="_event.data.y === 2"/>
         </state>`,
      ),
    )

    expect(definition!.states.a).toEqual({
      entry: [
        {
          type: 'raise',
          params: { event: 'e', delay: 'PT1.5S' },
          with: { data: '{"x": data.x, "y": data.x + 1}' },
        },
      ],
      on: { e: [{ target: 'a', guard: 'event.y == 2', reenter: true }] },
    })
  })
})

describe('beginnings', () => {
  test('a document may start deep inside, and in several regions at once', () => {
    const document = scxml(
      `<parallel id="p">
         <state id="a"><state id="a1"/><state id="a2"/></state>
         <state id="b"><state id="b1"/><state id="b2"/></state>
       </parallel>`,
      'initial="a2 b2"',
    )

    expect(run(document)).toEqual([['p.a.a2', 'p.b.b2']])
  })

  test('what happens on the way in happens', () => {
    const document = scxml(
      `<state id="a">
         <initial><transition target="a1"><raise event="on"/></transition></initial>
         <state id="a1"><transition event="on" target="a2"/></state><state id="a2"/>
       </state>`,
    )

    expect(run(document)).toEqual([['a.a2']])
  })

  test('data that has to be computed is assigned when the case starts', () => {
    const { definition } = readScxml(
      scxml('<datamodel><data id="x" expr="2"/><data id="y" expr="x * x"/></datamodel><state id="a"/>'),
    )

    expect(definition!.entry).toEqual([{ type: 'assign', with: { y: 'data.x * data.x' } }])
    expect(definition!.data).toEqual({ type: 'object', properties: { x: { default: 2 }, y: {} } })
  })
})

describe('conditions and values', () => {
  const names = {
    isData: (name: string) => ['x', 'list', 'in'].includes(name),
    pathOf: (id: string) => (id === 's' ? 'outer.s' : undefined),
  }

  test.each([
    ['x === 2', 'data.x == 2'],
    ['x !== 10 && !(x > 3 || false)', 'data.x != 10 && !(data.x > 3 || false)'],
    ['x - (2 - 1) * -3', 'data.x - (2 - 1) * -3'],
    ['Math.pow(x + 1, 3)', '(data.x + 1) * (data.x + 1) * (data.x + 1)'],
    ['Math.max(x, 1.5)', 'max([data.x, 1.5])'],
    ['1 / 2', 'double(1) / 2'],
    ['list.length / 2', 'double(size(data.list)) / 2'],
    ['Math.max(x, 1) / 2', 'double(max([data.x, 1])) / 2'],
    ['(x > 1 ? x : 1) / 2', 'double((data.x > 1 ? data.x : 1)) / 2'],
    ["In('s') ? 'it\\'s' : \"\"", "active('outer.s') ? 'it\\'s' : ''"],
    ["list[0].name === 'a' + 'b'", "data.list[0].name == 'a' + 'b'"],
    ['list.length >= 2', 'size(data.list) >= 2'],
    ["{a: [1, true, null], 'b c': x}", "{'a': [1, true, null], 'b c': data.x}"],
    ['in', "data['in']"],
    ['_event.data.amount', 'event.amount'],
  ])('%s is %s', (ecmascript, cel) => {
    expect(toCel(ecmascript, names)).toBe(cel)
  })

  test.each([
    ['y + 1', /no variable/],
    ['x + "%"', /text and something else/],
    ['Math.random()', /the call Math.random/],
    ['x = 2', /unexpected "="/],
    ['x++', /unexpected "\+"/],
    ["In('nowhere')", /no state with that id/],
    ['_event.name', /_event/],
    ['function() { return 1 }', /unexpected/],
    ["{p1: 'v1'", /ends too early/],
    [`${'('.repeat(100)}x${')'.repeat(100)}`, /nested/],
    ['Math.pow(Math.pow(Math.pow(Math.pow(x, 8), 8), 8), 8)', /4000 characters/],
  ])('%s has no word in CEL', (ecmascript, reason) => {
    expect(() => toCel(ecmascript, names)).toThrow(reason)
  })

  test('an <if> decides once, also when a branch changes what the conditions read', () => {
    const document = scxml(
      `<datamodel><data id="x"/></datamodel>
       <state id="a">
         <onentry>
           <assign location="x" expr="0"/>
           <if cond="x === 0"><assign location="x" expr="1"/><elseif cond="x === 1"/><assign location="x" expr="2"/></if>
         </onentry>
         <transition cond="x === 1" target="b"/>
       </state>
       <state id="b"/>`,
    )

    expect(run(document)).toEqual([['b']])
  })

  test('one that changes nothing of that is two plain conditions', () => {
    const { definition } = readScxml(
      scxml(
        `<datamodel><data id="x" expr="0"/></datamodel>
         <state id="a"><onentry><if cond="x > 1"><raise event="e"/><else/><raise event="f"/></if></onentry></state>`,
      ),
    )

    expect(definition!.states.a!.entry).toEqual([
      { type: 'raise', params: { event: 'e' }, if: 'data.x > 1' },
      { type: 'raise', params: { event: 'f' }, if: '!(data.x > 1)' },
    ])
  })
})

describe('what does not come over', () => {
  test.each([
    ['a script', '<state id="a"><onentry><script>x = 1</script></onentry></state>', 'scripting'],
    ['an expression beyond CEL', '<state id="a"><transition cond="f()" target="a"/></state>', 'scripting'],
    ['a service', '<state id="a"><invoke src="x"/></state>', 'unsupported'],
    ['a loop', '<state id="a"><onentry><foreach array="x" item="y"/></onentry></state>', 'unsupported'],
    [
      'a message to others',
      '<state id="a"><onentry><send event="e" target="#_parent"/></onentry></state>',
      'unsupported',
    ],
    ['a cancelled event', '<state id="a"><onexit><cancel sendid="e"/></onexit></state>', 'unsupported'],
    [
      'data from elsewhere',
      '<datamodel><data id="x" src="x.json"/></datamodel><state id="a"/>',
      'unsupported',
    ],
    [
      'a target that is not there',
      '<state id="a"><transition event="e" target="b"/></state>',
      'unknown-target',
    ],
    ['one id twice', '<state id="a"><state id="a"/></state>', 'duplicate-id'],
    ['nothing', '', 'no-states'],
  ])('%s refuses the document: %s', (_what, inside, code) => {
    const reading = readScxml(scxml(inside))

    expect(reading.definition).toBeUndefined()
    expect(codesOf(reading)).toContain(code)
  })

  test('a data model that is not ours refuses the document', () => {
    const reading = readScxml(scxml('<state id="a"/>', 'datamodel="xpath"'))

    expect(reading.notes).toMatchObject([{ severity: 'error', code: 'unsupported' }])
  })

  test('what has no consequence is left out, and said with its place', () => {
    const reading = readScxml(
      scxml(
        `\n<state id="a">\n  <onentry><log label="here"/></onentry>\n</state>\n<v:view xmlns:v="urn:drawing"/>`,
      ),
    )

    expect(reading.definition!.states).toEqual({ a: {} })
    expect(reading.notes).toMatchObject([
      { severity: 'warning', code: 'left-out', line: 5, column: 1 },
      { severity: 'warning', code: 'left-out', at: '/states/a', line: 3, column: 12 },
    ])
  })

  test('a comparison with == is read, with a warning', () => {
    const reading = readScxml(
      scxml(
        '<datamodel><data id="x" expr="1"/></datamodel><state id="a"><transition cond="x == 2" target="a"/></state>',
      ),
    )

    expect(reading.definition!.states.a!.always![0]!.guard).toBe('data.x == 2')
    expect(codesOf(reading)).toEqual(['loose-comparison'])
  })
})

describe('documents from strangers', () => {
  test.each([
    ['an element that is never closed', '<scxml>\n  <state id="a">\n</scxml>', 3, /Unexpected close tag/i],
    ['a document type', '<!DOCTYPE scxml SYSTEM "http://x/y.dtd">\n<scxml/>', 1, /DOCTYPE/],
    ['an entity of its own', '<scxml name="&boom;"/>', 1, /entity/],
    ['text that is no XML', 'initial: a', 1, /./],
    ['nothing', '', 1, /./],
  ])('%s: says so, and in which line', (_what, text, line, message) => {
    const { definition, notes } = readScxml(text)

    expect(definition).toBeUndefined()
    expect(notes).toMatchObject([
      { code: 'xml-syntax', severity: 'error', line, message: expect.stringMatching(message) },
    ])
  })

  test('another language is not taken for SCXML', () => {
    expect(codesOf(readScxml('<svg/>'))).toEqual(['not-scxml'])
    expect(readScxml('<scxml xmlns="urn:other"/>').definition).toBeUndefined()
  })

  test('depth is bounded before it can exhaust the stack', () => {
    const deep = scxml(`${'<state>'.repeat(10_000)}${'</state>'.repeat(10_000)}`)
    const states = scxml(`${'<state>'.repeat(30)}${'</state>'.repeat(30)}`)

    expect(codesOf(readScxml(deep))).toEqual(['xml-syntax'])
    expect(codesOf(readScxml(states))).toEqual(['too-large'])
  })

  test('size is bounded', () => {
    expect(codesOf(readScxml(`<scxml>${' '.repeat(5_000_001)}</scxml>`))).toEqual(['xml-syntax'])
    expect(codesOf(readScxml(scxml('<state/>'.repeat(5_001))))).toEqual(['too-large'])
  })

  test('a byte order mark and any line ends are fine', () => {
    const reading = readScxml(
      `\uFEFF<?xml version="1.0"?>\r\n${scxml('\r\n<state id="a"><onexit><log/></onexit></state>')}`,
    )

    expect(reading.definition).toBeDefined()
    expect(reading.notes).toMatchObject([{ line: 3, column: 23 }])
  })

  test('nothing that anybody sends makes it throw', () => {
    const names = fc.constantFrom(
      'scxml',
      'state',
      'parallel',
      'history',
      'transition',
      'onentry',
      'if',
      'else',
      'assign',
      'send',
      'data',
      'datamodel',
      'initial',
      'final',
    )
    const attribute = fc.tuple(
      fc.constantFrom('id', 'target', 'event', 'cond', 'expr', 'location', 'initial', 'type', 'delay', 'src'),
      fc.constantFrom('a', 'b', 'a b', '*', 'x.y', "In('a')", '1 +', '__proto__', 'done.state.a', 'deep', ''),
    )
    const attributes = fc.uniqueArray(attribute, { selector: ([key]) => key, maxLength: 4 })
    const around = (inside: fc.Arbitrary<string[]>) =>
      fc.tuple(names, attributes, inside).map(([name, attributes, inside]) => {
        const written = attributes.map(([key, value]) => ` ${key}="${value}"`).join('')
        return `<${name}${written}>${inside.join('')}</${name}>`
      })
    const leaf = around(fc.constant([]))
    const element = around(fc.array(around(fc.array(around(fc.array(leaf))))))

    fc.assert(
      fc.property(element, text => void readScxml(scxml(text))),
      { numRuns: 300 },
    )
    fc.assert(fc.property(fc.string(), text => void readScxml(text)))
  })
})
