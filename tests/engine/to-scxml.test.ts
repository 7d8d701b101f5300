import { existsSync, globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import type { Definition } from '../../engine/definition.ts'
import { toEcmascript } from '../../engine/interchange/scxml/to-ecmascript.ts'
import { readScxml } from '../../engine/interchange/scxml.ts'
import { toScxml } from '../../engine/interchange/to-scxml.ts'
import { parseXml, type XmlElement } from '../../engine/interchange/xml.ts'
import { parseDefinition } from '../../engine/parse.ts'
import { indexStates } from '../../engine/paths.ts'
import { canonical } from '../../engine/seal.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'
import { arbitraryNonsense } from '../support/arbitrary-nonsense.ts'
import { purchase } from '../support/purchase.ts'

const corpus = '../shared/data/scxml'

/** Throws unless the text is well-formed XML with all its namespaces. */
function checkXml(text: string): void {
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', error => {
    throw error
  })
  parser.write(text).close()
}

const all = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(all)]
const again = (definition: Definition) => readScxml(toScxml(definition).scxml)

describe('what comes back', () => {
  test('a definition that went to SCXML comes back whole, with its states in their order', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        const reading = again(definition)

        expect(reading.notes).toEqual([])
        expect(canonical(reading.definition)).toEqual(canonical(definition))
        expect([...indexStates(reading.definition!).byPath.keys()]).toEqual([
          ...indexStates(definition).byPath.keys(),
        ])
      }),
    )
  })

  test('so does one that makes no sense but has the right shape', () => {
    fc.assert(
      fc.property(arbitraryNonsense(), nonsense => {
        const { definition } = parseDefinition(nonsense)
        fc.pre(definition !== undefined)

        const reading = again(definition)

        expect(reading.notes).toEqual([])
        expect(canonical(reading.definition)).toEqual(canonical(definition))
      }),
    )
  })

  test.each(['customer-journey', 'objective-review'])('so does %s', process => {
    const { definition } = parseDefinition(readFileSync(`processes/${process}/definition.json`, 'utf8'))

    const reading = again(definition!)

    expect(reading.notes).toEqual([])
    expect(canonical(reading.definition)).toEqual(canonical(definition))
  })

  test('text is text, whatever stands in it', () => {
    const nasty =
      '<b a="1"> & \'q\' ]]> \\ \\u0041 \t\r\n \u0000\u001b\u0085\ufffe \ud800 👩‍👩‍👧 مرحبا بالعالم'
    const definition: Definition = {
      id: 'nasty',
      name: nasty,
      data: { type: 'object', properties: { a: { default: nasty } }, title: nasty },
      events: { [nasty]: { title: nasty, schema: { title: nasty } } },
      rules: { [nasty]: { title: nasty, when: nasty } },
      initial: nasty,
      states: {
        [nasty]: {
          title: nasty,
          entry: [
            { type: nasty, params: { [nasty]: nasty }, with: { [nasty]: nasty }, if: nasty },
            { type: 'raise', params: { event: nasty }, with: { data: nasty } },
            { type: 'assign', with: { [nasty]: nasty, b: nasty } },
          ],
          on: { [nasty]: [{ target: nasty, guard: [nasty, nasty], assign: { [nasty]: nasty } }] },
          after: { [nasty]: [{ guard: nasty, allow: [nasty] }] },
        },
      },
    }

    const { scxml } = toScxml(definition)

    checkXml(scxml)
    expect(canonical(readScxml(scxml).definition)).toEqual(canonical(definition))
  })
})

describe.skipIf(!existsSync(corpus))('documents that others wrote', () => {
  test('come back the same after they went out again', () => {
    const files = globSync(`${corpus}/*/*.scxml`)
    const definitions = files.flatMap(file => readScxml(readFileSync(file, 'utf8')).definition ?? [])

    const readings = definitions.map(again)

    expect(definitions.length).toBeGreaterThan(90)
    expect(readings.flatMap(({ notes }) => notes)).toEqual([])
    expect(definitions.filter(definition => /datamodel="cel"/.test(toScxml(definition).scxml))).toEqual([])
    expect(readings.map(({ definition }) => canonical(definition))).toEqual(definitions.map(canonical))
  })
})

describe('what SCXML makes of it', () => {
  test('every document is well-formed, with ids that are unique and targets that are there', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        const { scxml } = toScxml(definition)

        checkXml(scxml)
        const elements = all(parseXml(scxml))
        const states = elements.filter(({ name }) => /^(state|parallel|final|history)$/.test(name))
        const ids = states.map(({ attributes }) => attributes.get('id')!)
        const targets = elements.flatMap(({ attributes }) => attributes.get('target')?.split(' ') ?? [])
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.filter(id => !/^[\p{L}_][\p{L}\p{N}._-]*$/u.test(id))).toEqual([])
        expect(targets.filter(target => !ids.includes(target))).toEqual([])
      }),
    )
  })

  test('a document has what the standard has, in its own words', () => {
    const definition: Definition = {
      id: 'door',
      name: 'door',
      data: { type: 'object', properties: { tries: { default: 0 } } },
      initial: 'open',
      states: {
        open: {
          on: { CLOSE: [{ target: 'shut', guard: 'data.tries < 3', assign: { tries: 'data.tries + 1' } }] },
          after: { P1D: [{ target: 'shut' }] },
        },
        shut: {
          entry: [{ type: 'raise', params: { event: 'RANG' } }],
          on: { OPEN: [{ target: '#rooms.h' }] },
        },
        rooms: {
          initial: 'hall',
          states: {
            h: { type: 'history', history: 'deep', target: 'hall' },
            hall: {},
            out: { type: 'final' },
          },
          onDone: [{ target: 'gone' }],
        },
        gone: { type: 'final' },
      },
    }

    expect(toScxml(definition).scxml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:tl="https://throughline.example/scxml" version="1.0" datamodel="ecmascript" name="door" initial="open" tl:version="1">
  <datamodel>
    <data id="tries" expr="0"/>
  </datamodel>
  <state id="open">
    <onentry tl:generated="true">
      <send event="timer.open.1" id="timer.open.1" delay="86400s"/>
    </onentry>
    <onexit tl:generated="true">
      <cancel sendid="timer.open.1"/>
    </onexit>
    <transition event="CLOSE" target="shut" cond="tries &lt; 3">
      <assign location="tries" expr="tries + 1"/>
    </transition>
    <transition event="timer.open.1" target="shut" tl:after="P1D"/>
  </state>
  <state id="shut">
    <onentry>
      <raise event="RANG"/>
    </onentry>
    <transition event="OPEN" target="h"/>
  </state>
  <state id="rooms" initial="hall">
    <transition event="done.state.rooms" target="gone"/>
    <history id="h" type="deep">
      <transition target="hall"/>
    </history>
    <state id="hall"/>
    <final id="out"/>
  </state>
  <final id="gone"/>
</scxml>
`)
  })

  test('a process that does something itself is a state around its states, which ends the document', () => {
    const definition: Definition = {
      id: 'itself',
      name: 'Itself',
      initial: 'a',
      on: { STOP: [{ target: 'b' }] },
      states: { a: {}, b: { type: 'final' } },
    }

    expect(toScxml(definition).scxml).toContain(`initial="process" tl:version="1" tl:name="Itself">
  <state id="process" initial="a" tl:process="true">
    <transition event="done.state.process" target="process.end" tl:generated="true"/>
    <transition event="STOP" target="b" type="internal" tl:target="[&quot;b&quot;,&quot;b&quot;]"/>
    <state id="a"/>
    <final id="b"/>
  </state>
  <final id="process.end" tl:generated="true"/>
</scxml>`)
  })

  test('events are asked in the order of the definition: the longest name first, and any other last', () => {
    const on = { '*': [{}], 'a.*': [{}], 'a.b.*': [{}], a: [{}] }
    const states: Definition['states'] = { s: { on } }

    const elements = all(parseXml(toScxml({ id: 'o', name: 'O', initial: 's', states }).scxml))

    const events = elements.flatMap(({ attributes }) => attributes.get('event') ?? [])
    expect(events).toEqual(['a', 'a.b.*', 'a.*', '*'])
  })
})

describe('conditions and values', () => {
  const names = {
    isData: (name: string) => ['x', 'list', 'in'].includes(name),
    pathOf: (id: string) => (id === 's' ? 'outer.s' : undefined),
    idOf: (path: string) => (path === 'outer.s' ? 's' : undefined),
  }

  test.each([
    ['data.x == 2', 'x === 2'],
    ['data.x != 10 && !(data.x > 3 || false)', 'x !== 10 && !(x > 3 || false)'],
    ['(data.x - (2 - 1)) * -3', '(x - (2 - 1)) * -3'],
    ['((data.x > 1.0))', 'x > 1'],
    ['max([data.x, 1.5]) / 2', 'Math.max(x, 1.5) / 2'],
    ["active('outer.s') ? \"it's\" : ''", "In('s') ? 'it\\'s' : ''"],
    ['data.list[0].name == "a"', "list[0].name === 'a'"],
    ['size(data.list) >= 2', 'list.length >= 2'],
    ["{'a': [1, true, null], 'b c': data.x}", "{'a': [1, true, null], 'b c': x}"],
    ['event.amount', '_event.data.amount'],
  ])('%s is %s in ECMAScript', (cel, ecmascript) => {
    expect(toEcmascript(cel, names)).toBe(ecmascript)
  })

  test.each([
    ['the name of a rule', 'fits'],
    ['a field that nobody declared', 'data.y'],
    ['a field with a name that ECMAScript keeps for itself', 'data.in'],
    ['all data at once', 'data'],
    ['a division of whole numbers', '1 / 2'],
    ['a division of a size, which is one', 'size(data.list) / 2'],
    ['lists compared by what is in them', 'data.list == [1]'],
    ['text joined with something else', 'data.x + "%"'],
    ['a function of ours', 'now + days(2)'],
    ['membership', 'data.x in data.list'],
    ['a field called as the length of a list', 'data.list.length'],
    ['something that is not CEL', '1 +'],
  ])('%s is not: %s', (_what, cel) => {
    expect(toEcmascript(cel, names)).toBeUndefined()
  })

  test('are ECMAScript where all of them can be, and come back in the words in which they were written', () => {
    const definition: Definition = {
      id: 'sayable',
      name: 'Sayable',
      data: { type: 'object', properties: { n: { type: 'number', default: 0 } } },
      initial: 'a',
      states: {
        a: {
          entry: [{ type: 'assign', with: { n: '(data.n + 1.0)' }, if: '(data.n < 9)' }],
          on: { GO: [{ target: 'b', guard: ['data.n > 1', "data.n < 7 || active('a')"] }] },
        },
        b: { type: 'final' },
      },
    }

    const { scxml, notes } = toScxml(definition)

    expect(notes).toEqual([])
    expect(scxml).toContain('datamodel="ecmascript"')
    expect(scxml).toContain('cond="n &gt; 1 &amp;&amp; (n &lt; 7 || In(\'a\'))"')
    expect(readScxml(scxml).definition).toEqual(definition)
  })

  test('are all CEL where one of them cannot be said', () => {
    const on = { GO: [{ guard: 'data.n > 1' }, { guard: 'isEnough' }] }
    const data = { type: 'object', properties: { n: { default: 0 } } }

    const { scxml, notes } = toScxml({ id: 'cel', name: 'cel', data, initial: 'a', states: { a: { on } } })

    expect(scxml).toContain('datamodel="cel"')
    expect(scxml).toContain('cond="data.n &gt; 1"')
    expect(notes.map(({ code }) => code)).toEqual(['carried-expression'])
  })
})

describe('notes', () => {
  test('say each kind once, where it is first', () => {
    const { notes } = toScxml(purchase)

    const codes = notes.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(notes.every(({ severity }) => severity === 'warning')).toBe(true)
    expect(codes).toEqual([
      'carried-rules',
      'carried-forms',
      'carried-allow',
      'carried-expression',
      'carried-effects',
    ])
  })

  test.each<[string, Definition['states'][string]]>([
    ['expression', { on: { GO: [{ guard: 'data.n > 1' }] } }],
    ['allow', { on: { GO: [{ allow: ['sales'] }] } }],
    ['effects', { entry: [{ type: 'notify' }] }],
    ['delay', { after: { P1M: [{}] } }],
    ['names', { on: { GO: [{}], 'GO.ON': [{}] } }],
    ['event', { on: { 'GO ON': [{}] } }],
    ['target', { on: { GO: [{ target: 'nowhere' }] } }],
    ['reenter', { on: { GO: [{ target: 's' }] } }],
    ['shape', { type: 'final', on: { GO: [] } }],
    ['together', { entry: [{ type: 'assign', with: { a: 'data.b', b: 'data.a' } }] }],
  ])('say what SCXML only carries: %s', (kind, state) => {
    const { notes } = toScxml({ id: 'one', name: 'One', initial: 's', states: { s: state } })

    expect(notes.map(({ code }) => code)).toContain(`carried-${kind}`)
  })

  test('are none for a process that SCXML can say in full', () => {
    const states: Definition['states'] = {
      a: { on: { GO: [{ target: 'b' }] }, after: { PT1H: [{ target: 'b' }] } },
      b: { type: 'final' },
    }

    const { scxml, notes } = toScxml({ id: 'plain', name: 'Plain', initial: 'a', states })

    expect(notes).toEqual([])
    expect(scxml).toContain('datamodel="null"')
  })
})

describe('a document that was changed elsewhere', () => {
  const definition: Definition = {
    id: 'changed',
    name: 'Changed',
    data: { type: 'object', properties: { n: { type: 'number', default: 0 } } },
    initial: 'a',
    states: {
      a: {
        on: { 'GO ON': [{ target: '#b', guard: ['fits', 'data.n > 1'] }] },
        after: { PT24H: [{ target: 'b' }] },
      },
      b: { type: 'final' },
      c: { type: 'final' },
    },
  }
  const { scxml } = toScxml(definition)

  test('is read as it stands, and not as it was', () => {
    const changed = scxml
      .replace('event="GO_ON" target="b"', 'event="LEAVE" target="c"')
      .replace('fits &amp;&amp; (data.n &gt; 1)', 'data.n &gt; 2')
      .replace('delay="86400s"', 'delay="90s"')
      .replace('expr="0"', 'expr="7"')

    const { definition: read, notes } = readScxml(changed)

    expect(notes).toEqual([])
    expect(read!.data).toEqual({ type: 'object', properties: { n: { type: 'number', default: 7 } } })
    expect(read!.states.a).toEqual({
      on: { LEAVE: [{ target: 'c', guard: 'data.n > 2' }] },
      after: { PT1M30S: [{ target: 'b' }] },
    })
  })

  test('may call our namespace by another name', () => {
    const renamed = scxml
      .replaceAll('xmlns:tl=', 'xmlns:ours=')
      .replaceAll(' tl:', ' ours:')
      .replaceAll('<tl:', '<ours:')
    const closed = renamed.replaceAll('</tl:', '</ours:')

    expect(canonical(readScxml(closed).definition)).toEqual(canonical(definition))
  })

  test('gives notes and no definition when ours makes no sense any more', () => {
    const broken = scxml.replace('tl:guard="[', 'tl:guard="[[[')

    const { definition: read, notes } = readScxml(broken)

    expect(read).toBeUndefined()
    expect(notes).toMatchObject([{ code: 'not-json', severity: 'error', at: '/states/a' }])
  })

  test('never makes reading throw, whatever stands in ours', () => {
    const names = ['target', 'guard', 'allow', 'after', 'event', 'reenter', 'type', 'initial', 'key', 'first']
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...names), (value, name) => {
        const json = JSON.stringify(value).replaceAll(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
        const more = `<tl:more>${json}</tl:more>`
        const state = `<state id="x" tl:${name}="${json}"><transition event="e" tl:${name}="${json}"><tl:effect type="t">${json}</tl:effect>${more}</transition>${more}</state>`
        const about = `<tl:data>${json}</tl:data><tl:event name="e">${json}</tl:event><tl:rule name="r"/>`
        const document = scxml.replace('</scxml>', `${state}${about}</scxml>`)

        expect(() => readScxml(document)).not.toThrow()
      }),
    )
  })
})
