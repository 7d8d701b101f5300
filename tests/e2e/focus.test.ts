// Where the keyboard is: after dialogs, after what had it is gone, and on the way out of the drawing.

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { canvas, ownerInBrowser, state } from '../support/owner-in-browser.ts'

const { openDrawing, undoAll } = ownerInBrowser()

const process = 'objective-review'
const properties = (page: Page) => page.getByRole('complementary', { name: 'Properties' })
const tool = (page: Page, name: string) =>
  page.getByRole('toolbar').getByRole('button', { name, exact: true })

/** What has the focus, as somebody would name it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const one = document.activeElement
    return one === document.body ? 'nothing' : (one?.getAttribute('aria-label') ?? one?.textContent ?? '')
  })

async function keys(page: Page, ...pressed: string[]): Promise<void> {
  for (const key of pressed) await page.keyboard.press(key)
}

async function openWithStateSelected(): Promise<Page> {
  const page = await openDrawing(process)
  await state(page, 'Analysing').click()
  await properties(page).getByLabel('Key').waitFor()
  return page
}

describe('the focus is given back', () => {
  test.each([
    ['Connect', 'c'],
    ['Find …', 'Control+f'],
    ['Keys', '?'],
  ])('by the dialog of %s, to its button or to the drawing', async (name, key) => {
    const page = await openWithStateSelected()
    const dialog = page.getByRole('dialog')

    await tool(page, name).focus()
    await keys(page, 'Enter')
    await dialog.waitFor()
    await keys(page, 'Escape')
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => focused(page)).toBe(name)

    await canvas(page).focus()
    await keys(page, key)
    await dialog.waitFor()
    await keys(page, 'Escape')
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => focused(page)).toMatch(/^Drawing of/)
  })

  test('by dialogs that did what they were asked for', async () => {
    const page = await openWithStateSelected()
    const dialog = page.getByRole('dialog')

    await tool(page, 'Connect').focus()
    await keys(page, 'Enter')
    await dialog.getByRole('button', { name: 'Connect' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => focused(page)).not.toBe('nothing')

    await state(page, 'Analysing').click()
    await keys(page, 'm')
    await dialog.getByRole('button', { name: 'Move', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => focused(page)).toMatch(/^Drawing of/)
    await undoAll(page, process)
  })

  test('by Publish, whose answer has it before', async () => {
    const page = await openWithStateSelected()
    await properties(page).getByLabel('Description').fill('Looked at closely')
    await page.getByText('Saved', { exact: true }).waitFor()
    const dialog = page.getByRole('dialog')
    await tool(page, 'Publish …').focus()
    await keys(page, 'Enter')
    await dialog.getByLabel('What changes, in a sentence').fill('What it is for')
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
    await dialog.getByText(/^Version \d+ is published/).waitFor()

    const told = await focused(page)
    await keys(page, 'Enter')
    await dialog.waitFor({ state: 'hidden' })

    expect(told).toBe('Close')
    await expect.poll(() => focused(page)).toBe('Publish …')
  })
})

test('what had the focus in the properties leaves it to what takes its place', async () => {
  const page = await openDrawing(process)
  const panel = properties(page)
  await state(page, 'Is there a gap?').click()

  await panel.getByRole('button', { name: /^Confirm the gap → / }).focus()
  await keys(page, 'Enter')
  await panel.getByText('Rules that must hold').waitFor()
  const ofTransition = await focused(page)
  await panel.getByRole('button', { name: /^The KPI is off/, expanded: false }).click()
  const remove = panel.getByRole('button', { name: 'Remove The KPI is off its target' }).last()
  await remove.focus()
  const name = await focused(page)
  await keys(page, 'Enter')
  await panel.getByText(/loses? it/).waitFor()
  const warned = await focused(page)
  await panel.getByRole('button', { name: 'Keep it' }).click()
  const kept = await focused(page)

  expect({ ofTransition, kept }).toEqual({ ofTransition: 'Transition', kept: name })
  expect(warned).toMatch(/loses? it/)
})

test('Tab appends to the state that is selected; Escape selects nothing, and Tab leaves the drawing', async () => {
  const page = await openDrawing(process)
  const drawn = () => page.locator('.react-flow__node').count()
  const leaves = async (key: string) => {
    await keys(page, key)
    return canvas(page).evaluate(one => one !== document.activeElement)
  }
  const before = await drawn()
  await canvas(page).focus()
  await keys(page, 'Alt+ArrowRight', 'Tab')
  await expect.poll(drawn).toBe(before + 1)
  // Its title is open to be written.
  await page.locator('.react-flow__node input').waitFor()
  await keys(page, 'Enter')
  const stayed = await canvas(page).evaluate(one => one === document.activeElement)

  await keys(page, 'Escape')
  const byTab = await leaves('Tab')
  await canvas(page).focus()
  await keys(page, 'Alt+ArrowRight')
  const byShiftTab = await leaves('Shift+Tab')

  expect({ stayed, byTab, byShiftTab, drawn: await drawn() }).toEqual({
    stayed: true,
    byTab: true,
    byShiftTab: true,
    drawn: before + 1,
  })
  await expect
    .poll(() => page.locator('#canvas-keys').textContent())
    .toContain('Escape selects nothing, and Tab then leaves the drawing')
  await undoAll(page, process)
})
