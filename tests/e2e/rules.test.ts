// Rules written as text and built from lines, tried on data, and a definition written as JSON: in a real Chromium
// on a process that ships.

import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { ownerInBrowser, screenshot, violations } from '../support/owner-in-browser.ts'

const { url, openDrawing, undoAll } = ownerInBrowser()

const label = 'Holds when'
const process = 'objective-review'

async function openRules(page: Page) {
  const panel = page.getByRole('complementary', { name: 'Properties' })
  await panel.getByRole('button', { name: /^Rules/, expanded: false }).click()
  return panel
}

/** Unfolds a rule of the process, down to its condition. */
async function unfold(page: Page, title: string) {
  const panel = await openRules(page)
  await panel.getByRole('button', { name: title, expanded: false }).click()
  return condition(panel)
}

async function newRule(page: Page) {
  const panel = await openRules(page)
  await panel.getByRole('button', { name: 'Add a rule' }).click()
  return condition(panel)
}

/** The editor has arrived in the place of the plain field. */
async function condition(panel: Locator) {
  await panel.getByLabel('Why').scrollIntoViewIfNeeded()
  await panel.getByRole('radiogroup', { name: `How it is written: ${label}` }).waitFor()
  return panel
}

const whenOf = async (page: Page, rule: string) => {
  await page.getByText('Saved', { exact: true }).waitFor()
  const { definition } = await (await page.request.get(`${url()}/api/processes/${process}/draft`)).json()
  return definition.rules[rule].when
}

test('a rule is written as text: names are proposed, what is wrong is said, and it counts when it is left', async () => {
  const page = await openDrawing(process)
  const rule = await unfold(page, 'A cause is recorded')
  const text = rule.getByRole('textbox', { name: label })

  await text.fill('')
  await text.pressSequentially('data.mea')
  await page.getByRole('option', { name: /^measured/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type(' >= "x"')
  await rule.getByText('there is no "number >= text"').waitFor()
  await rule.locator('.cm-lintRange-error').waitFor()
  const isInvalid = await text.getAttribute('aria-invalid')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('data.measured >= 70')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+y')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await rule.getByText('there is no "number >= text"').waitFor({ state: 'detached' })

  expect(isInvalid).toBe('true')
  expect(await text.evaluate(field => field.contains(document.activeElement))).toBe(false)
  expect(await whenOf(page, 'cause-known')).toBe('data.measured >= 70')
  await undoAll(page, process)
})

describe('in the builder', () => {
  test('a rule is built with the mouse', async () => {
    const page = await openDrawing(process)
    const rule = await newRule(page)
    await rule.getByText('Builder', { exact: true }).click()
    await rule.getByText('Nothing is asked yet: this always holds.').waitFor()

    await rule.getByRole('button', { name: 'Add a line' }).click()
    await rule.getByText('One line is not complete yet.').waitFor()
    await rule.getByRole('combobox', { name: 'What is asked about, line 1' }).click()
    await page.getByRole('option', { name: 'KPI as last measured' }).click()
    await rule.getByRole('combobox', { name: 'How it is compared, line 1' }).selectOption('is at least')
    await rule.getByRole('textbox', { name: 'Value, line 1' }).fill('12')
    await rule.getByRole('button', { name: 'Add a line' }).click()
    await rule.getByRole('combobox', { name: 'What is asked about, line 2' }).click()
    await page.getByRole('option', { name: 'Proposed change › Area' }).click()
    await rule.getByRole('combobox', { name: 'How it is compared, line 2' }).selectOption('is not')
    await rule.getByRole('combobox', { name: 'Value, line 2' }).click()
    await page.getByRole('option', { name: 'strategy', exact: true }).click()
    await rule
      .getByRole('combobox', { name: 'How the lines go together' })
      .selectOption('At least one of these holds')
    await page.screenshot({ path: screenshot('rules-built-light-1440') })

    expect(await whenOf(page, 'rule')).toBe("data.measured >= 12 || data.proposal.area != 'strategy'")
    await undoAll(page, process)
  })

  test('a rule is built by keyboard alone', async () => {
    const page = await openDrawing(process)
    const rule = await newRule(page)
    await rule.getByRole('radio', { name: 'Text' }).focus()
    await page.keyboard.press('ArrowLeft')
    await rule.getByRole('button', { name: 'Add a line' }).focus()

    await page.keyboard.press('Enter')
    await rule.getByRole('combobox', { name: 'What is asked about, line 1' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('causes: how')
    await page.keyboard.press('Enter')
    await rule.getByRole('combobox', { name: 'How it is compared, line 1' }).focus()
    await page.keyboard.type('is more')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')

    expect(await whenOf(page, 'rule')).toBe('data.causes.size() > 2')
    await undoAll(page, process)
  })

  test('a rule that is too particular stays text, untouched; one that is not is shown, and not changed', async () => {
    const page = await openDrawing(process)
    const rule = await newRule(page)
    const text = rule.getByRole('textbox', { name: label })
    const particular = 'data.causes.filter(c, c.by == actor.id).all(c, has(c.evidence))'
    const plain = 'data.causes.all(c,  has(c.evidence)) && (data.measured>1)'

    await text.fill(particular)
    await rule.getByText('Builder', { exact: true }).click()
    await rule.getByText('This rule is too particular for the builder').waitFor()
    const kept = await whenOf(page, 'rule')
    await text.fill(plain)
    await text.blur()
    await rule.getByRole('combobox', { name: 'Of how many it has to hold, line 1' }).waitFor()
    const field = await rule
      .getByRole('combobox', { name: 'What is asked about, line 1' })
      .last()
      .inputValue()

    expect({ kept, field }).toEqual({ kept: particular, field: 'Evidence' })
    expect(await whenOf(page, 'rule')).toBe(plain)
    await undoAll(page, process)
  })
})

test('the verdict on sample data changes with the data and with the text', async () => {
  const page = await openDrawing(process)
  const rule = await unfold(page, 'A cause is recorded')
  const verdict = rule.getByRole('region', { name: `What ${label} comes to` })
  await rule.getByRole('textbox', { name: label }).fill('data.measured >= 60')
  await verdict.getByText('Cannot be decided').waitFor()

  await rule.getByRole('button', { name: /^Try it/ }).click()
  const sample = verdict.getByRole('textbox', { name: 'KPI as last measured' })
  await sample.fill('40')
  await verdict.getByText('KPI as last measured is 40; it has to be at least 60.').waitFor()
  await page.screenshot({ path: screenshot('rules-verdict-light-1440') })
  await sample.fill('75')
  await verdict.getByText('Holds', { exact: true }).waitFor()
  await rule.getByRole('textbox', { name: label }).fill('data.measured >= 80')
  await verdict.getByText('KPI as last measured is 75; it has to be at least 80.').waitFor()
  await rule.getByRole('textbox', { name: label }).blur()
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.reload()
  const again = await unfold(page, 'A cause is recorded')

  await again.getByText('Does not hold', { exact: true }).waitFor()
  await undoAll(page, process)
})

test('a rule is tried on a real case', async () => {
  const page = await openDrawing(process)
  const started = await page.request.post(`${url()}/api/cases`, {
    headers: { origin: url() },
    data: { process, id: 'review-1', data: { objective: 'hotel-share', observation: 'Fewer hotels ask' } },
  })
  expect(started.ok()).toBe(true)
  const rule = await unfold(page, 'A cause is recorded')
  const verdict = rule.getByRole('region', { name: `What ${label} comes to` })

  await rule.getByRole('button', { name: /^Try it/ }).click()
  await verdict.getByText('A real case').click()
  await verdict.getByRole('searchbox', { name: 'Find a case' }).fill('review-1')
  await verdict.getByRole('button', { name: 'review-1' }).click()

  await verdict.getByText('for review-1').waitFor()
  await verdict.getByText('Does not hold', { exact: true }).waitFor()
})

test('the JSON is completed and searched, its errors lead to their place, and what is not applied stays there', async () => {
  const page = await openDrawing(process)
  await page.getByText('JSON', { exact: true }).click()
  const text = page.getByRole('textbox', { name: 'The definition as JSON' })

  await text.fill('{ "id": "objective-review", "n')
  await page.keyboard.press('Control+Space')
  await page.getByRole('option', { name: /^name/ }).click()
  await page
    .getByRole('button', { name: /^Line 1: / })
    .first()
    .waitFor()
  await page.getByText('Simulate', { exact: true }).click()
  await page.getByText('JSON', { exact: true }).click()
  await page.getByText('Changed, not applied yet').waitFor()
  const kept = await text.textContent()
  await page
    .getByRole('button', { name: /^Line 1: / })
    .first()
    .click()
  await page.keyboard.press('Control+f')
  await page.getByRole('textbox', { name: 'Find' }).waitFor()

  expect(kept).toContain('"name": ""')
  expect(await violations(page)).toEqual([])
  await page.screenshot({ path: screenshot('rules-json-light-1440') })
})

describe.each(['light', 'dark'] as const)('in the %s theme', theme => {
  test.for([1440, 390])('rules have no axe violation at %i wide', async width => {
    const page = await openDrawing(process, { width, theme })
    const written = await unfold(page, 'A cause is recorded')
    await written.getByRole('textbox', { name: label }).click()
    await page.keyboard.press('Control+Space')
    await page.getByRole('listbox').waitFor()
    await page.screenshot({ path: screenshot(`rules-text-${theme}-${width}`) })
    const asText = await violations(page)
    await page.keyboard.press('Escape')

    await written.getByText('Builder', { exact: true }).click()
    await written.getByRole('combobox', { name: 'What is asked about, line 1' }).waitFor()
    await written.getByRole('button', { name: /^Try it/ }).click()
    await written.getByRole('button', { name: /^Try it/ }).scrollIntoViewIfNeeded()
    const asLines = await violations(page)
    await page.screenshot({ path: screenshot(`rules-builder-${theme}-${width}`) })

    expect({ asText, asLines }).toEqual({ asText: [], asLines: [] })
  })
})
