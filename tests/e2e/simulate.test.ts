// Owners try drafts out and keep what they did as scenarios, in a real Chromium on the real server.

import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { lookAt, ownerInBrowser, screenshot, state, violations } from '../support/owner-in-browser.ts'

const { url, open, openDrawing, undoAll } = ownerInBrowser()

const sideOf = (page: Page) => page.getByRole('complementary', { name: 'Simulate' })
const lit = (page: Page, title: string) => page.locator('[data-tone="now"]', { hasText: title }).first()
const refusals = (side: Locator) => side.getByRole('listitem').filter({ hasText: 'refused' })

async function simulate(page: Page): Promise<Locator> {
  await page.getByText('Simulate', { exact: true }).click()
  const side = sideOf(page)
  await side.getByText('Try', { exact: true }).waitFor()
  return side
}

async function show(side: Locator, part: 'Try' | 'Scenarios' | 'Coverage'): Promise<void> {
  await side.getByText(part, { exact: true }).click()
}

/** Fills in the form of an event and sends it. */
async function send(side: Locator, event: string, fields: Record<string, string> = {}): Promise<void> {
  await side.getByRole('button', { name: event, exact: true, expanded: false }).click()
  const form = side.getByRole('form', { name: event })
  for (const [label, value] of Object.entries(fields))
    await form.getByRole('textbox', { name: label, exact: true }).fill(value)
  await form.getByRole('button', { name: event, exact: true }).click()
}

async function fromTemplate(page: Page, template: string, name?: string): Promise<void> {
  await page.getByRole('button', { name: 'New process' }).click()
  await page.getByLabel('Begin with', { exact: true }).selectOption({ label: 'a template' })
  await page.getByRole('radio', { name: template }).check()
  if (name) await page.getByLabel('What is it called?').fill(name)
}

describe('a template', () => {
  test.each([
    { name: 'Complaint handling', first: 'Received' },
    { name: 'Employee onboarding', first: 'Planning' },
    { name: 'Purchase approval', first: 'Request' },
  ])('$name is begun with its drawing and with scenarios that all pass', async ({ name, first }) => {
    const page = await open('/processes')
    await fromTemplate(page, name)
    const found = await violations(page)
    await page.screenshot({ path: screenshot('simulate-templates') })
    await page.getByRole('button', { name: 'Begin', exact: true }).click()
    await state(page, first).first().waitFor()
    await page.screenshot({ path: screenshot(`simulate-drawn-${name}`) })

    const side = await simulate(page)
    await show(side, 'Scenarios')
    await side.getByRole('button', { name: 'Run all' }).click()
    await side.getByText(/^All \d+ pass\.$/).waitFor()
    await show(side, 'Coverage')

    expect(await side.getByText('All of them.').count()).toBe(4)
    expect(await page.locator('[data-tone="uncovered"]').count()).toBe(0)
    expect(found).toEqual([])
  })
})

test('a case is tried by several people: a rule says no to one and yes to another, and what was done is kept', async () => {
  const page = await open('/processes')
  await fromTemplate(page, 'Purchase approval', 'Purchases to try')
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await state(page, 'Request').first().waitFor()
  const side = await simulate(page)
  const actAs = (name: string) => side.getByLabel('You act as').selectOption(name)

  await actAs('stella')
  for (const [label, value] of Object.entries({ 'What is needed': 'Ten tables', 'What for': 'The fair' }))
    await side.getByRole('textbox', { name: label }).fill(value)
  await side.getByRole('textbox', { name: 'Name', exact: true }).fill('Fairs')
  await side.getByRole('textbox', { name: 'Left in it' }).fill('20000')
  await side.getByRole('button', { name: 'Begin a case' }).click()
  await lit(page, 'Request').waitFor()
  await send(side, 'Ask for it', { Amount: '90000', Supplier: 'Nord', 'Offers compared': '3' })
  await refusals(side).first().waitFor()
  await send(side, 'Ask for it', { Amount: '2400', Supplier: 'Nord', 'Offers compared': '1' })
  await lit(page, 'First approval').waitFor()
  await side.getByText('The one who approves did not ask for it').first().waitFor()
  await page.screenshot({ path: screenshot('simulate-blocked-light-1440') })
  await actAs('sven')
  await send(side, 'Approve')
  await lit(page, 'Ordering').waitFor()

  await side.getByRole('button', { name: 'Step back' }).press('ArrowLeft')
  await lit(page, 'First approval').waitFor()
  await side.getByRole('button', { name: 'Step back' }).press('ArrowRight')
  await lit(page, 'Ordering').waitFor()
  await side.getByRole('button', { name: 'Step back' }).press('s')
  const dialog = page.getByRole('dialog', { name: 'Save as a scenario' })
  await dialog.getByLabel('What it shows, as a sentence').fill('A request is never one’s own to approve')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.reload()
  await state(page, 'Request').first().waitFor()
  await simulate(page)
  await show(side, 'Scenarios')
  await side.getByRole('button', { name: 'Run all' }).click()

  await side.getByText('All 20 pass.').waitFor()
  const kept = side.getByRole('listitem').filter({ hasText: 'A request is never one’s own to approve' })
  await kept.getByText('Steps', { exact: false }).first().or(kept.locator('summary')).first().click()
  await kept.getByRole('button', { name: 'Open at: stella: Ask for it' }).last().click()
  await lit(page, 'First approval').waitFor()
})

test('time is let pass, timers fire when they are due, and parallel states are lit together', async () => {
  const page = await openDrawing('objective-review')
  const side = await simulate(page)

  await side
    .getByLabel('Begin with', { exact: true })
    .selectOption({ label: 'a state that a scenario reaches' })
  await side.getByLabel('State', { exact: true }).click()
  await page.getByRole('option', { name: 'Deciding (deciding)' }).click()
  await side.getByRole('button', { name: 'Go on from there' }).click()
  await lit(page, 'Waiting for approval').waitFor()
  await lit(page, 'Can we carry it?').waitFor()
  await side.getByLabel('How much').fill('3')
  await side.getByRole('button', { name: 'Let time pass' }).click()
  await side.getByRole('button', { name: 'Go to after: Time passed: 3 d' }).waitFor()
  await side.getByRole('button', { name: /^Skip to/ }).click()
  await side.getByText('Timer: after 14 d in Waiting for approval').waitFor()
  await page.screenshot({ path: screenshot('simulate-time-light-1440') })
  await side.getByRole('button', { name: 'Go to after: Time passed: 3 d' }).click()

  // What came after stays until somebody goes another way.
  expect(await side.getByText('Timer: after 14 d').count()).toBe(1)
  await side.getByRole('button', { name: /^Skip to/ }).waitFor()
})

test('a real case is gone on from as it is now, and is not touched', async () => {
  const page = await openDrawing('objective-review')
  const headers = { origin: url() }
  const begun = await page.request.post(`${url()}/api/cases`, {
    data: {
      ...{ process: 'objective-review', id: 'review-1' },
      data: { objective: 'promises-kept', observation: 'Three promises were broken.' },
    },
    headers,
  })
  expect(begun.status()).toBe(201)
  const side = await simulate(page)

  await side.getByLabel('Begin with', { exact: true }).selectOption({ label: 'a real case, as it is now' })
  await side.getByLabel('Open case').click()
  await page.getByRole('option', { name: /review-1/ }).click()
  await side.getByRole('button', { name: 'Go on from there' }).click()
  await lit(page, 'Is there a gap?').waitFor()
  await side.getByLabel('You act as').selectOption('stella')
  await send(side, 'Confirm the gap', { 'KPI as measured': '85' })
  await lit(page, 'Analysing').waitFor()
  await side.getByRole('button', { name: 'Save as a scenario …' }).click()
  await page.getByRole('dialog').getByText('its data is a customer’s').waitFor()

  const after = await (await page.request.get(`${url()}/api/cases/review-1`)).json()
  expect(after).toMatchObject({ seq: 1, activeStates: ['triage'] })
})

async function chooseObjective(side: Locator): Promise<void> {
  await side.getByLabel('Objective', { exact: true }).first().fill('Promises kep')
  await side.page().getByRole('option', { name: 'Promises kept' }).click()
}

test('registers are changed for the simulation alone; what is no register says why', async () => {
  const page = await openDrawing('objective-review')
  const side = await simulate(page)
  const before = await (await page.request.get(`${url()}/api/registers/objectives`)).json()

  await side.getByText('Registers', { exact: true }).first().click()
  await side.getByLabel('Registers', { exact: true }).selectOption('objectives')
  const text = side.getByLabel('Register Objectives, as JSON')
  const register = JSON.parse(await text.inputValue())
  await text.fill('{"list": [')
  await side.getByText(/^This is not JSON/).waitFor()
  const cannot = await side.getByRole('button', { name: 'Use it from here on' }).isDisabled()
  for (const objective of register.list) objective.target = 50
  await text.fill(JSON.stringify(register))
  await side.getByRole('button', { name: 'Use it from here on' }).click()
  await side.getByLabel('You act as').selectOption('stella')
  await chooseObjective(side)
  await side.getByRole('textbox', { name: 'What was observed' }).fill('Three were broken.')
  await side.getByRole('button', { name: 'Begin a case' }).click()
  await send(side, 'Confirm the gap', { 'KPI as measured': '85' })

  await refusals(side).first().waitFor()
  expect(cannot).toBe(true)
  expect(await (await page.request.get(`${url()}/api/registers/objectives`)).json()).toEqual(before)
})

/** Has the draft take what its scenarios say is refused, and opens it. */
async function openBroken(): Promise<Page> {
  const page = await openDrawing('objective-review')
  const { definition, layout, revision } = await (
    await page.request.get(`${url()}/api/processes/objective-review/draft`)
  ).json()
  definition.rules['cause-known'].when = 'data.causes.size() >= 0'
  await page.request.put(`${url()}/api/processes/objective-review/draft`, {
    data: { definition, layout },
    headers: { 'if-match': `"${revision}"`, origin: url() },
  })
  await page.reload()
  await page.locator('.react-flow__node').first().waitFor()
  return page
}

test('a scenario that no longer goes as it says tells the step, what was expected and what came', async () => {
  const page = await openBroken()
  const side = await simulate(page)

  await show(side, 'Scenarios')
  await side.getByRole('button', { name: 'Run all' }).press('r')

  await side.getByText(/do not go as they say\.$/).waitFor()
  await side
    .getByText(/^PROPOSE_CHANGE was taken, not refused \(guard-false\)/)
    .first()
    .waitFor()
  expect(await violations(page)).toEqual([])
  await page.screenshot({ path: screenshot('simulate-differs-light-1440') })
  await undoAll(page, 'objective-review')
})

test('whoever publishes is warned that scenarios do not go as they say, led to them, and not kept from it', async () => {
  const page = await openBroken()

  await page.getByRole('button', { name: 'Publish …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish a new version' })
  const scenarios = dialog.getByRole('region', { name: 'Scenarios' })
  await scenarios.getByText(/! Warning \d+ of \d+ scenarios do not go as they say/).waitFor()
  const isBlocked = await dialog.getByRole('button', { name: 'Publish', exact: true }).isDisabled()
  const found = await violations(page)
  await page.screenshot({ path: screenshot('publish-differs-light-1440') })
  await scenarios.getByRole('button', { name: 'See which' }).click()
  await sideOf(page).waitFor()

  expect([isBlocked, found]).toEqual([false, []])
  await undoAll(page, 'objective-review')
})

test('scenarios go on saying what they say when a state gets another key, and when that is undone', async () => {
  const page = await openDrawing('objective-review')
  const side = sideOf(page)
  const saved = async () =>
    (await page.request.get(`${url()}/api/processes/objective-review/scenarios`)).text()
  const runAll = async () => {
    await simulate(page)
    await show(side, 'Scenarios')
    await side.getByRole('button', { name: 'Run all' }).click()
    await side.getByText(/^\d+ of \d+ do not go|^All \d+ pass\.$/).waitFor()
    return side.getByText(/^All \d+ pass\.$/).count()
  }

  await state(page, 'Analysing').first().click()
  const key = page.getByRole('textbox', { name: 'Key', exact: true })
  await key.fill('searching')
  await key.press('Enter')
  await expect.poll(saved).toContain('"searching"')
  const renamed = await runAll()
  await page.getByText('Draw', { exact: true }).click()
  await state(page, 'Analysing').first().click()
  await page.keyboard.press('Control+z')
  await expect.poll(saved).not.toContain('"searching"')
  const undone = await runAll()

  expect([renamed, undone]).toEqual([1, 1])
  await undoAll(page, 'objective-review')
})

test('a scenario is renamed and deleted; what nothing covers then is drawn and listed, and leads to its place', async () => {
  const page = await openDrawing('objective-review')
  const side = await simulate(page)
  await show(side, 'Scenarios')
  const item = (title: string) => side.getByRole('listitem').filter({ hasText: title }).first()

  await item('A change that does harm is withdrawn').locator('summary').click()
  await side.getByRole('button', { name: 'Rename A change that does harm is withdrawn' }).click()
  await page.getByRole('dialog').getByLabel('What it shows, as a sentence').fill('Harm is undone')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await item('Harm is undone').locator('summary').click()
  await side.getByRole('button', { name: 'Delete Harm is undone' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await item('Harm is undone').waitFor({ state: 'detached' })
  await show(side, 'Coverage')
  await side.getByRole('button', { name: 'Run all' }).click()

  await side.getByRole('heading', { name: /^Transitions taken 16 of 17/ }).waitFor()
  await side.getByRole('button', { name: 'Withdraw the change · Observing → Analysing' }).click()
  await page.locator('[data-transition][data-tone="uncovered"][aria-label^="Withdraw the change"]').waitFor()
  expect(await violations(page)).toEqual([])
  await page.screenshot({ path: screenshot('simulate-coverage-light-1440') })
})

describe.each(['light', 'dark'] as const)('in the %s theme', theme => {
  const look = async (page: Page, name: string) => {
    // The head of the page stays in view, and would lie over what was scrolled under it.
    await page.evaluate(() => window.scrollTo(0, 0))
    return lookAt(page, `simulate-${name}-${theme}`, true)
  }

  test('beginning and trying a case, scenarios and coverage have no axe violation at any width', async () => {
    const page = await openDrawing('objective-review', { theme })
    const side = await simulate(page)

    const beginning = await look(page, 'begin')
    await chooseObjective(side)
    await side.getByRole('textbox', { name: 'What was observed' }).fill('Nothing much.')
    await side.getByRole('button', { name: 'Begin a case' }).click()
    await side.getByLabel('You act as').selectOption('stella')
    await send(side, 'Confirm the gap', { 'KPI as measured': '99' })
    await refusals(side).first().waitFor()
    await side.getByText('Keys in this panel').click()
    const trying = await look(page, 'trying')

    await show(side, 'Scenarios')
    await side.getByRole('button', { name: 'Run all' }).click()
    await side.getByText(/^All \d+ pass\.$/).waitFor()
    const scenarios = await look(page, 'scenarios')
    await show(side, 'Coverage')
    const coverage = await look(page, 'coverage')

    expect({ beginning, trying, scenarios, coverage }).toEqual({
      beginning: [],
      trying: [],
      scenarios: [],
      coverage: [],
    })
  })
})
