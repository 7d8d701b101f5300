// Owners draw, check and publish, in a real Chromium on the real server and the process that ships.

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import {
  canvas,
  center,
  drag,
  lookAt,
  ownerInBrowser,
  screenshot,
  state,
  violations,
} from '../support/owner-in-browser.ts'

const { url, open, openDrawing, undoAll, invite } = ownerInBrowser()

test('the list of processes leads to the drawing of each, and the browser has nothing to complain of', async () => {
  const page = await open('/processes')
  const complaints: string[] = []
  page.on('console', message => void (message.type() === 'error' && complaints.push(message.text())))

  await page.getByRole('link', { name: /^Customer journey/ }).click()

  await state(page, 'Discovery').waitFor()
  expect(complaints).toEqual([])
  expect(await page.locator('.react-flow__node').count()).toBeGreaterThan(50)
})

describe('a new process', () => {
  const begin = async (page: Page, name: string) => {
    await page.getByRole('button', { name: 'New process' }).click()
    await page.getByLabel('What is it called?').fill(name)
  }

  test('begins empty, is drawn, is in the list before it is published, and can be thrown away', async () => {
    const page = await open('/processes')
    await begin(page, 'Spare parts')
    await page.keyboard.press('Enter')

    await state(page, 'Start').waitFor()
    await page.getByRole('link', { name: 'Processes' }).click()

    await page.getByRole('link', { name: /Spare parts.*never published/ }).waitFor()

    await page.getByRole('button', { name: 'Throw away Spare parts' }).click()
    await page.getByRole('button', { name: 'Throw it away for good' }).click()
    await page.getByRole('link', { name: /Spare parts/ }).waitFor({ state: 'detached' })
  })

  test('begins as a copy of another one', async () => {
    const page = await open('/processes')
    await begin(page, 'Another review')
    await page.getByLabel('Begin with').selectOption({ label: 'a copy of Objective review' })
    await page.getByRole('button', { name: 'Begin', exact: true }).click()

    await state(page, 'Analysing').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Another review')
  })

  test('begins from a file; one that cannot be read says why, and nothing is made', async () => {
    const page = await open('/processes')
    await begin(page, 'From elsewhere')
    await page
      .getByLabel('Begin with')
      .selectOption({ label: 'a file: a definition, an XState machine or SCXML' })
    const choose = async (name: string, text: string) => {
      const chooser = page.waitForEvent('filechooser')
      await page.getByLabel('File').click()
      await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
    }
    await choose('broken.json', '{"id": ')
    await page.getByText('This file is no process that can be read').waitFor()
    const isBlocked = await page.getByRole('button', { name: 'Begin', exact: true }).isDisabled()
    const found = await violations(page)

    await choose(
      'light.json',
      JSON.stringify({
        id: 'light',
        initial: 'green',
        states: { green: { on: { STOP: 'red', SLOW: 'amber' } }, amber: {}, red: {} },
      }),
    )
    await page.getByRole('button', { name: 'Begin', exact: true }).click()

    await state(page, 'green').waitFor()
    const lefts = await Promise.all(
      ['green', 'amber', 'red'].map(async title => (await state(page, title).boundingBox())!.x),
    )
    expect(new Set(lefts).size).toBeGreaterThan(1)
    expect({ isBlocked, found }).toEqual({ isBlocked: true, found: [] })
  })

  test('cannot take the name of another one', async () => {
    const page = await open('/processes')
    await begin(page, 'Customer Journey')

    await page.getByText('There is a process with this name already').waitFor()
    expect(await page.getByRole('button', { name: 'Begin', exact: true }).isDisabled()).toBe(true)
  })
})

describe('drawing by keyboard alone', () => {
  test('two states are made, named, connected, saved, and there again after a reload', async () => {
    const page = await openDrawing('objective-review')

    await canvas(page).focus()
    await page.keyboard.press('n')
    await page.keyboard.type('First look')
    await page.keyboard.press('Enter')
    await page.keyboard.press('n')
    await page.keyboard.type('Second look')
    await page.keyboard.press('Enter')
    await page.keyboard.press('c')
    await page.getByRole('dialog').getByLabel('Event').fill('LOOK_AGAIN')
    await page.keyboard.press('Enter')
    await page.getByText('Saved', { exact: true }).waitFor()
    await page.reload()

    await state(page, 'First look').waitFor()
    await state(page, 'Second look').waitFor()
    await page.getByRole('button', { name: /^LOOK_AGAIN/ }).waitFor({ state: 'attached' })
    await undoAll(page, 'objective-review')
  })

  test('what is undone is gone, and what is done again is back', async () => {
    const page = await openDrawing('objective-review')
    await canvas(page).focus()
    await page.keyboard.press('n')
    await page.keyboard.press('Escape')
    await state(page, 'New state').waitFor()

    await page.keyboard.press('Control+z')
    const undone = await state(page, 'New state').count()
    await page.keyboard.press('Control+y')

    expect(undone).toBe(0)
    await state(page, 'New state').waitFor()
    await undoAll(page, 'objective-review')
  })
})

describe('drawing with the mouse', () => {
  test('a state is dragged to its place, as one step to undo', async () => {
    const page = await openDrawing('objective-review')
    const placeOf = async () => (await state(page, 'Is there a gap?').boundingBox())!
    const before = await placeOf()

    await drag(page, center(before), { x: center(before).x + 60, y: center(before).y + 90 })
    const dragged = await placeOf()
    await canvas(page).focus()
    await page.keyboard.press('Control+z')

    expect(dragged.y - before.y).toBeGreaterThan(60)
    await expect.poll(async () => Math.round((await placeOf()).y)).toBe(Math.round(before.y))
    await undoAll(page, 'objective-review')
  })

  test('a line drawn from one state to another is a transition', async () => {
    const page = await openDrawing('objective-review')
    const from = (await state(page, 'Target reached').boundingBox())!
    const source = (await state(page, 'Observing').boundingBox())!

    await drag(
      page,
      // The inner half of the dot: on the outer one the line lies that begins there already.
      { x: source.x + source.width - 2, y: source.y + source.height / 2 },
      { x: from.x + 2, y: from.y + from.height / 2 },
    )

    await page.getByRole('button', { name: /^NEXT/ }).waitFor({ state: 'attached' })
    await undoAll(page, 'objective-review')
  })

  test('a label is clicked to see what its transition asks', async () => {
    const page = await openDrawing('objective-review')

    await page.getByRole('button', { name: /^Confirm the gap/ }).click({ force: true })

    const panel = page.getByRole('complementary', { name: 'Properties' })
    expect(await panel.getByLabel('Leads to').inputValue()).toBe('analysing')
    await panel.getByRole('button', { name: /^Rules that must hold \d/ }).waitFor()
  })
})

test('a mistake is marked, leads to its place, and keeps the process from being published', async () => {
  const page = await openDrawing('objective-review')
  await canvas(page).focus()
  await page.keyboard.press('n')
  await page.keyboard.press('Escape')
  const problem = page.getByRole('region', { name: 'Problems' }).getByRole('button').first()

  await problem.waitFor()
  await page.keyboard.press('Escape')
  await problem.click()
  await page.getByRole('complementary', { name: 'Properties' }).getByLabel('Key').waitFor()
  await page.getByRole('button', { name: 'Publish …' }).click()
  await page.getByText('Errors have to be mended first.').waitFor()

  expect(await page.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await undoAll(page, 'objective-review')
})

test('a new title is published as the next version, with its note', async () => {
  const page = await openDrawing('customer-journey')
  await page.getByLabel('Name', { exact: true }).fill('Customer journey, revised')
  await page.keyboard.press('Tab')
  await page.getByText('Saved', { exact: true }).waitFor()

  await page.getByRole('button', { name: 'Publish …' }).click()
  await page.getByLabel('What changes, in a sentence').fill('A better name')
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByText('Version 2 is published.').waitFor()

  const { items } = await (await page.request.get(`${url()}/api/processes/customer-journey/versions`)).json()
  expect(items[0]).toMatchObject({ version: 2, note: 'A better name' })
})

test('what changed since a version is shown in words and on the drawing, and the version can be taken back', async () => {
  const page = await openDrawing('objective-review')
  await canvas(page).focus()
  await page.keyboard.press('n')
  await page.keyboard.press('Escape')
  await page.getByText('Versions', { exact: true }).click()
  const side = page.getByRole('complementary', { name: 'Versions' })

  await page.getByRole('region', { name: 'Show what changed' }).getByText('Added state New state').waitFor()
  await page.locator('[data-tone="added"]', { hasText: 'New state' }).waitFor()
  const found = await violations(page)
  await page.screenshot({ path: screenshot('versions-light-1440') })
  await side.getByRole('button', { name: 'Take it back as the draft' }).first().click()

  await page.getByText('The two say the same.').waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(found).toEqual([])
  await undoAll(page, 'objective-review')
})

test('a version taken back is drawn with every line, also from afar, and is undone there', async () => {
  const page = await openDrawing('customer-journey')
  const lines = () => page.locator('path[data-line]').count()
  const drawn = await lines()
  await state(page, 'Discovery')
    .last()
    .click({ position: { x: 20, y: 10 } })
  await page.keyboard.press('Shift+F2')
  await page.keyboard.type('discovered')
  await page.keyboard.press('Enter')
  await page.getByText('Versions', { exact: true }).click()
  const renamed = page.locator('.react-flow__node[data-id$="discovered"]')
  await renamed.waitFor()

  await page.getByRole('button', { name: 'Take it back as the draft' }).first().click()
  await page.getByText('The two say the same.').waitFor()
  await expect.poll(lines).toBe(drawn)
  await page.keyboard.press('Control+z')
  await renamed.waitFor()
  await page.keyboard.press('Control+y')
  await page.getByText('The two say the same.').waitFor()
  await page.getByRole('toolbar').getByRole('button', { name: 'Undo' }).click()

  await renamed.waitFor()
  await expect.poll(lines).toBe(drawn)
  await undoAll(page, 'customer-journey')
})

test('the draft is text as well: what does not parse is kept and told, what does is drawn', async () => {
  const page = await openDrawing('objective-review')
  await page.getByText('JSON', { exact: true }).click()
  const text = page.getByRole('textbox', { name: 'The definition as JSON' })
  await text.waitFor()
  const longer = await violations(page)
  const { definition } = await (
    await page.request.get(`${url()}/api/processes/objective-review/draft`)
  ).json()

  await text.fill('{"id": "objective-review", "nmae": "x"}')
  await page.getByText('This cannot be applied yet:').waitFor()
  const isBlocked = await page.getByRole('button', { name: 'Apply' }).isDisabled()
  const found = await violations(page)
  await text.fill(JSON.stringify({ ...definition, name: 'Review of objectives' }))
  await page.getByRole('button', { name: 'Apply' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as XState machine' }).click()

  await page.getByRole('heading', { level: 1, name: 'Review of objectives' }).waitFor()
  expect((await download).suggestedFilename()).toBe('objective-review.machine.json')
  expect({ isBlocked, longer, found }).toEqual({ isBlocked: true, longer: [], found: [] })
  await page.getByText('Saved', { exact: true }).waitFor()
  await undoAll(page, 'objective-review')
})

test('text that is not applied is there after a reload, and publishing says so', async () => {
  const page = await openDrawing('objective-review')
  const text = page.getByRole('textbox', { name: 'The definition as JSON' })
  await page.getByText('JSON', { exact: true }).click()
  await text.fill('{"id": "half a thought')
  await page.getByText('Changed, not applied yet').waitFor()

  await page.reload()
  await page.locator('.react-flow__node').first().waitFor()
  await page.getByRole('button', { name: 'Publish …' }).click()
  await page.getByText('The JSON has changes that are not applied.').waitFor()
  const found = await violations(page)
  await page.getByRole('button', { name: 'See the JSON' }).click()
  await expect.poll(() => text.textContent()).toContain('half a thought')
  await page.getByRole('button', { name: 'As it is drawn' }).click()
  await page.reload()
  await page.locator('.react-flow__node').first().waitFor()
  await page.getByRole('button', { name: 'Publish …' }).click()
  await page.getByRole('dialog').getByLabel('What changes, in a sentence').waitFor()

  expect(await page.getByText('The JSON has changes that are not applied.').count()).toBe(0)
  expect(found).toEqual([])
})

test.for([1440, 390])('a name of 5,000 letters makes no page wider than the window of %i', async width => {
  const page = await open('/processes', { width })
  const id = `endless-${width}`
  const saved = await page.request.put(`${url()}/api/processes/${id}/draft`, {
    data: {
      definition: { id, name: 'N'.repeat(5_000), initial: 'a', states: { a: {} } },
      layout: { states: {} },
    },
    headers: { 'if-match': '"0"', origin: url() },
  })
  expect(saved.ok()).toBe(true)
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)

  await page.reload()
  await page.getByRole('link', { name: /^NNN/ }).first().waitFor()
  const list = await fits()
  await page.goto(`${url()}/processes/${id}`)
  await page.locator('.react-flow__node').first().waitFor()
  const drawing = await fits()
  await page.getByText('List', { exact: true }).click()
  await page.getByRole('treegrid').waitFor()

  expect({ list, drawing, tree: await fits() }).toEqual({ list: true, drawing: true, tree: true })
})

test('auditors look at drawings and cannot change them', async () => {
  const auditor = await open('/', { as: await invite('Ina', ['auditor']) })
  await auditor.getByRole('link', { name: 'Processes' }).click()
  await auditor.getByRole('link', { name: /^Objective review/ }).click()

  await auditor.getByText('To look at: only owners draw').waitFor()
  expect(await auditor.getByRole('button', { name: 'Add a state' }).count()).toBe(0)
})

test.each(['light', 'dark'] as const)('the screens have no axe violation at any width, %s', async theme => {
  const page = await open('/processes', { theme })
  await page.getByRole('heading', { name: 'Processes' }).waitFor()
  const list = await lookAt(page, `processes-${theme}`, true)

  await page.goto(`${url()}/processes/objective-review`)
  await page.locator('.react-flow__node').first().click({ force: true })
  const drawing = await lookAt(page, `draw-${theme}`)

  expect({ list, drawing }).toEqual({ list: [], drawing: [] })
})
