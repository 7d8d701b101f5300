// Everything that a definition can say is made, changed and removed beside the drawing, by mouse and by keyboard.

import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { canvas, ownerInBrowser, screenshot, state, violations } from '../support/owner-in-browser.ts'

const { url, openDrawing, undoAll } = ownerInBrowser()

const process = 'objective-review'
const properties = (page: Page) => page.getByRole('complementary', { name: 'Properties' })
const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor()
const fold = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name, expanded: false })

/** A text with choices: its list has the same name while it is open. */
const choice = (page: Page, name: string) =>
  properties(page).getByLabel(name, { exact: true }).and(page.locator('input'))

const draftOf = async (page: Page) => {
  const { definition } = await (await page.request.get(`${url()}/api/processes/${process}/draft`)).json()
  return definition
}

test('an event with a form of three fields is made with the mouse, and there again after a reload', async () => {
  const page = await openDrawing(process)
  const panel = properties(page)
  await fold(panel, /^Events/).click()
  await panel.getByRole('button', { name: 'Add an event' }).click()
  await panel.getByLabel('Title', { exact: true }).fill('Ask the board')
  await panel.getByLabel('Name of the event').fill('ASK_BOARD')
  await panel.getByLabel('Name of the event').blur()
  await panel.getByRole('button', { name: 'Edit the form …' }).click()
  const dialog = page.getByRole('dialog')
  const add = async (label: string, kind: string) => {
    await dialog.getByLabel('New field').fill(label)
    await dialog.getByLabel('Kind').last().selectOption(kind)
    await dialog.getByRole('button', { name: 'Add the field' }).click()
  }
  await add('What we ask', 'Long text')
  await dialog.getByLabel('Has to be filled in').check()
  await add('Sum', 'Money')
  await add('Offering', 'Choice from a register')
  await dialog.getByRole('button', { name: 'Move Offering up' }).click()
  const preview = dialog.getByRole('form', { name: 'As staff will see it' })
  await preview.getByLabel('Offering').click()
  await page.getByRole('option', { name: 'Table linen' }).click()
  await preview.getByRole('button', { name: 'Try it' }).click()
  await preview.getByText('Is required', { exact: true }).waitFor()
  await page.screenshot({ path: screenshot('panels-form-light-1440') })
  await dialog.getByRole('button', { name: 'Done' }).click()
  await saved(page)
  await page.reload()

  await fold(properties(page), /^Events/).click()
  await fold(properties(page), /^Ask the board/).click()
  const seen = await properties(page)
    .getByRole('listitem')
    .filter({ hasText: /Offering|Sum|What we ask/ })
    .allTextContents()
  expect(seen).toEqual(['What we ask long text · required', 'Offering from a register', 'Sum money'])
  expect((await draftOf(page)).events.ASK_BOARD).toEqual({
    title: 'Ask the board',
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        whatWeAsk: { type: 'string', title: 'What we ask', maxLength: 2000 },
        offering: { type: 'string', title: 'Offering', 'x-register': 'capabilities.offerings' },
        sum: { type: 'number', title: 'Sum', 'x-currency': 'EUR' },
      },
      required: ['whatWeAsk'],
    },
  })
  await undoAll(page, process)
})

test('a timer with an effect and an assignment is made with the keyboard alone, and there again after a reload', async () => {
  const page = await openDrawing(process)
  const keys = async (...pressed: string[]) => {
    for (const key of pressed) await page.keyboard.press(key)
  }
  await canvas(page).focus()
  await keys('Alt+ArrowRight', 'Alt+ArrowDown')
  // Tab appends a state in the drawing: the way out of it is not what is tried here.
  await properties(page).getByLabel('Key').focus()
  await tabTo(page, properties(page).getByRole('button', { name: 'Add a transition' }))
  await keys('Enter')
  await page.keyboard.type('after')
  await tabTo(page, page.getByLabel('How long', { exact: true }))
  await keys('Control+a')
  await page.keyboard.type('3')
  await tabTo(page, page.getByLabel('Unit'))
  await page.keyboard.type('weeks')
  await tabTo(page, page.getByRole('button', { name: 'Add', exact: true }))
  await keys('Enter')

  await tabTo(page, fold(properties(page), /^Changes to case data/))
  await keys('Enter')
  await tabTo(page, choice(page, 'Field to change'))
  await page.keyboard.type('lookedAt')
  await keys('Enter')
  await tabTo(page, page.getByRole('textbox', { name: 'New value of lookedAt' }))
  await keys('Control+a')
  await page.keyboard.type('true')
  await tabTo(page, fold(properties(page), /^What is done/))
  await keys('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Add something to be done' }))
  await keys('Enter')
  await tabTo(page, choice(page, 'Role'))
  await page.keyboard.type('strategy')
  await tabTo(page, properties(page).getByLabel('Title', { exact: true }).last())
  await page.keyboard.type('Three weeks have passed')
  await tabTo(page, page.getByRole('button', { name: 'Only on a condition' }))
  await saved(page)
  await page.screenshot({ path: screenshot('panels-transition-light-1440') })
  await page.reload()

  await state(page, 'Analysing').waitFor()
  const { after } = (await draftOf(page)).states.analysing
  expect(after.P3W).toEqual([
    {
      assign: { lookedAt: 'true' },
      effects: [{ type: 'notify', params: { role: 'strategy', title: 'Three weeks have passed' } }],
    },
  ])
  await undoAll(page, process)
})

/** Walks with the Tab key until the keyboard is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab')
    if ((await target.count()) === 1 && (await target.evaluate(one => one === document.activeElement))) return
  }
  throw new Error(`The keyboard never came to ${target}`)
}

test('a condition becomes a rule; a rule that is asked for says what loses it before it goes', async () => {
  const page = await openDrawing(process)
  await page.getByRole('button', { name: /^Confirm the gap/ }).click({ force: true })
  const panel = properties(page)
  await panel.getByRole('button', { name: 'Add a condition of its own' }).click()
  await panel.getByRole('textbox', { name: /^Condition \d/ }).fill("actor.id != 'nobody'")
  await panel.getByRole('button', { name: 'Make it a rule' }).click()
  await panel.getByLabel('Title', { exact: true }).last().fill('Somebody asks for it')
  await panel.getByLabel('Why').fill('Nobody else can answer')
  await panel.getByRole('button', { name: 'Remove Somebody asks for it' }).last().click()
  const warning = panel.getByRole('alert')
  await warning.getByText('1 transition loses it').waitFor()
  const loser = await warning.getByRole('listitem').textContent()
  await page.screenshot({ path: screenshot('panels-rule-light-1440') })
  await expect
    .poll(async () => JSON.stringify(await rulesOf(page)), { timeout: 15_000 })
    .toContain('Nobody else')
  const before = await rulesOf(page)
  await warning.getByRole('button', { name: 'Remove it all the same' }).click()
  await saved(page)

  expect(loser).toMatch(/Confirm the gap/)
  expect(before).toContainEqual({
    title: 'Somebody asks for it',
    when: "actor.id != 'nobody'",
    why: 'Nobody else can answer',
  })
  await expect.poll(async () => (await rulesOf(page)).length, { timeout: 15_000 }).toBe(before.length - 1)
  await undoAll(page, process)
})

async function rulesOf(page: Page): Promise<unknown[]> {
  await saved(page)
  return Object.values((await draftOf(page)).rules)
}

test('several states get another department in one step to undo', async () => {
  const page = await openDrawing(process)
  const stages = async () => {
    await saved(page)
    const states: { stage?: string }[] = Object.values((await draftOf(page)).states)
    return [...new Set(states.map(({ stage }) => stage))]
  }
  await canvas(page).focus()
  await page.keyboard.press('Control+a')
  const department = choice(page, 'Department')
  await department.fill('feedback')
  await page.keyboard.press('Enter')
  await expect.poll(stages, { timeout: 15_000 }).toEqual(['feedback'])

  await page.getByRole('button', { name: 'Undo' }).click()

  await expect.poll(stages, { timeout: 15_000 }).not.toEqual(['feedback'])
  await undoAll(page, process)
})

test.for([
  ['light', 1440],
  ['dark', 390],
] as const)(
  'the properties have no axe violation in the %s theme at %i wide',
  { timeout: 300_000 },
  async ([theme, width]) => {
    const page = await openDrawing(process, { width, theme })
    const panel = properties(page)
    const shot = (name: string) => page.screenshot({ path: screenshot(`panels-${name}-${theme}-${width}`) })
    const openAll = async () => {
      const closed = panel.getByRole('button', { expanded: false })
      for (let n = await closed.count(); n > 0; n--) await closed.nth(n - 1).click()
    }
    const openThree = async () => {
      for (const name of [/^Rules/, /^Events/, /^Case data/]) await fold(panel, name).click()
      await panel.getByRole('button', { expanded: false }).nth(0).click()
    }

    await openThree()
    const ofProcess = await violations(page, 'aside')
    await shot('process')
    await panel.getByRole('button', { name: 'Edit the fields …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { expanded: false }).first().click()
    const ofForm = await violations(page)
    await shot('data')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await page.locator('.react-flow__node').first().click({ force: true })
    await panel.getByLabel('Key').waitFor()
    await openAll()
    await panel.getByRole('button', { name: 'Add a transition' }).click()
    const ofState = await violations(page, 'aside')
    await shot('state')
    await panel.getByRole('button', { name: /^Confirm the gap → / }).click()
    await panel.getByText('Rules that must hold').waitFor()
    await openAll()
    const ofTransition = await violations(page, 'aside')
    await shot('transition')

    expect({ ofProcess, ofForm, ofState, ofTransition }).toEqual({
      ofProcess: [],
      ofForm: [],
      ofState: [],
      ofTransition: [],
    })
  },
)
