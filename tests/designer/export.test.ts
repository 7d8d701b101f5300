import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileOf } from '../../designer/diagram/export/formats.ts'
import { texts } from '../../designer/diagram/export/offered.ts'
import { palette } from '../../designer/diagram/export/palette.ts'
import { scaleFor } from '../../designer/diagram/export/png.ts'
import { toSvg } from '../../designer/diagram/export/svg.ts'
import type { Layout } from '../../designer/editor/draft.ts'
import type { Definition } from '../../engine/definition.ts'
import { readScxml } from '../../engine/interchange/scxml.ts'
import { parseXml, type XmlElement } from '../../engine/interchange/xml.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8')
const journey: Definition = JSON.parse(read('processes/customer-journey/definition.json'))
const journeyLayout: Layout = JSON.parse(read('processes/customer-journey/layout.json'))
const nowhere: Layout = { origin: 'parent', states: {} }

const elements = (root: XmlElement): XmlElement[] => [root, ...root.children.flatMap(elements)]
const textsOf = (svg: string) =>
  elements(parseXml(svg))
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text)

describe('a picture as SVG', () => {
  test('shows states, departments and labels, and says what it is to who cannot see it', () => {
    const svg = toSvg(journey, journeyLayout)

    const root = parseXml(svg)
    const said = Object.fromEntries(root.children.slice(0, 2).map(({ name, text }) => [name, text]))
    expect(root.name).toBe('svg')
    expect(said.title).toBe('Customer journey')
    expect(said.desc).toContain('Fit review → Marketing: Confirm that the prospect fits.')
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['Strategy', 'Fit review', 'Not a fit', 'On track']))
  })

  test('is well-formed for any process, and asks for nothing from elsewhere', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        const svg = toSvg(definition, nowhere)

        const all = elements(parseXml(svg))
        const named = all.flatMap(({ attributes }) => [...attributes.values()])
        expect(
          named.filter(value => /url\((?!#)|https?:(?!\/\/www\.w3\.org\/2000\/svg)/.test(value)),
        ).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  test('takes labels for text, whatever stands in them, and cuts what is too long', () => {
    const nasty = '<script>alert(1)</script> & "quoted" \u0000\u001b ]]> 👩‍👩‍👧 \ud800 مرحبا بالعالم '
    const title = nasty.repeat(80)
    const definition: Definition = {
      id: 'nasty',
      name: title,
      initial: 'a',
      states: {
        a: { title, stage: '<b>', on: { GO: [{ target: 'b', title }], STAY: [{ title: 'مرحبا' }] } },
        b: { title, states: { c: { title } } },
      },
    }

    const svg = toSvg(definition, nowhere)

    expect(elements(parseXml(svg)).map(({ name }) => name)).not.toContain('script')
    expect(Math.max(...textsOf(svg).map(text => text.length))).toBeLessThan(60)
    expect(svg).toContain('direction="rtl"')
  })

  test('has the colours of the light theme', () => {
    const light = read('designer/ui/tokens.css').split('[data-mantine-color-scheme="dark"]')[0]!

    const inCss = Object.fromEntries(
      Object.keys(palette).map(name => [name, new RegExp(`--${name}: (#[0-9a-f]+);`).exec(light)?.[1]]),
    )
    expect(inCss).toEqual(palette)
  })

  test('is as large as a PNG as a browser can draw, and never larger than twice', () => {
    expect(scaleFor(800, 600)).toBe(2)
    expect(scaleFor(40_000, 100) * 40_000).toBeLessThanOrEqual(16_000)
    expect((scaleFor(15_000, 15_000) * 15_000) ** 2).toBeLessThanOrEqual(120_000_001)
  })
})

describe('a process as text', () => {
  test.each(texts)('%s is in the menu and makes a file that is called after the process', async format => {
    const { name, content } = await fileOf({ definition: journey, layout: journeyLayout }, format)

    expect(name).toMatch(/^customer-journey\.(mmd|json|xstate\.json|scxml)$/)
    expect(await content.text()).toContain('Customer journey')
  })

  test('SCXML is one of them, and comes back as the same process', async () => {
    const { content } = await fileOf({ definition: journey, layout: journeyLayout }, 'scxml')

    const { definition } = readScxml(await content.text())

    expect(texts).toContain('scxml')
    expect(definition).toEqual(journey)
  })
})
