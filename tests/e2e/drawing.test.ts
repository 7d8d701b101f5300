// How a process looks, and what it can be taken away as, in a real Chromium.

import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { parseDefinition } from '../../engine/parse.ts'
import { lookAt, ownerInBrowser } from '../support/owner-in-browser.ts'

const { openDrawing, undoAll } = ownerInBrowser()

async function taken(page: Page, what: string): Promise<{ name: string; content: Buffer }> {
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: what }).click()
  const file = await download
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) }
}

describe('export', () => {
  test('gives the drawing as pictures and the process as text', async () => {
    const page = await openDrawing('objective-review')

    const svg = await taken(page, 'SVG')
    const png = await taken(page, 'PNG, twice the size')
    const mermaid = await taken(page, 'Mermaid')
    const json = await taken(page, 'Definition (JSON)')
    const xstate = await taken(page, 'XState (JSON)')

    const [, width] = /width="(\d+)"/.exec(svg.content.toString())!
    expect(svg.name).toBe('objective-review.svg')
    expect(svg.content.toString()).toContain('Is there a gap?')
    expect(png.content.subarray(1, 4).toString()).toBe('PNG')
    expect(png.content.readUInt32BE(16)).toBe(2 * Number(width))
    expect(mermaid.content.toString()).toContain('stateDiagram-v2')
    expect(parseDefinition(json.content.toString()).problems).toEqual([])
    expect(JSON.parse(xstate.content.toString()).id).toBe('objective-review')
  })
})

test('tidying up is one step, and the page stays alive meanwhile', async () => {
  const page = await openDrawing('customer-journey')
  const placeOf = () => page.locator('.react-flow__node[data-id="sales"]').getAttribute('style')
  const before = await placeOf()

  await page.getByRole('button', { name: 'Tidy up' }).click()
  await page.waitForFunction(
    style => document.querySelector('.react-flow__node[data-id="sales"]')?.getAttribute('style') !== style,
    before,
  )
  await page.getByRole('button', { name: 'Undo' }).click()

  await page.waitForFunction(
    style => document.querySelector('.react-flow__node[data-id="sales"]')?.getAttribute('style') === style,
    before,
  )
  await undoAll(page, 'customer-journey')
})

test.each(['light', 'dark'] as const)(
  'the customer journey is to be looked at at every width, without violations, %s',
  async theme => {
    const page = await openDrawing('customer-journey', { theme })
    await page.getByText('Operations').first().waitFor({ state: 'attached' })

    expect(await lookAt(page, `drawing-${theme}`)).toEqual([])
  },
)
