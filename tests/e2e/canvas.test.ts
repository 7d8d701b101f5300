// Drawing as hands do it, with the mouse and without, in a real Chromium on the real server.

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { canvas, center, drag, ownerInBrowser, screenshot, violations } from '../support/owner-in-browser.ts'

const { url, open } = ownerInBrowser()

type Look = Parameters<typeof open>[1]

let count = 0

/** A new draft, drawn at actual size: two states in a row, one below, and a group with a state inside. */
async function openOrder(
  look: Look = {},
  states: object = order.states,
  layout: object = places,
): Promise<Page> {
  count += 1
  const id = `order-${count}`
  const page = await open('/processes', look)
  const saved = await page.request.put(`${url()}/api/processes/${id}/draft`, {
    data: {
      definition: { ...order, id, name: `Order ${count}`, states },
      layout: { origin: 'parent', states: layout },
    },
    headers: { 'if-match': '"0"', origin: url() },
  })
  expect(saved.ok()).toBe(true)
  await page.goto(`${url()}/processes/${id}`)
  await canvas(page).waitFor()
  await page.keyboard.press('0')
  return page
}

const order = {
  initial: 'asked',
  events: { SEND: { title: 'Send' } },
  states: {
    asked: { title: 'Asked', on: { SEND: [{ target: 'sent' }] } },
    sent: { title: 'Sent' },
    paid: { title: 'Paid', type: 'final' },
    group: { title: 'Delivery', initial: 'packed', states: { packed: { title: 'Packed' } } },
  },
}
const places = {
  asked: { x: 0, y: 0 },
  sent: { x: 320, y: 0 },
  paid: { x: 0, y: 160 },
  group: { x: 320, y: 136, w: 280, h: 160 },
  'group.packed': { x: 40, y: 56 },
}

const node = (page: Page, path: string) => page.locator(`.react-flow__node[data-id="${path}"]`)
const label = (page: Page, title: string) => page.locator('[data-transition]', { hasText: title })
const tool = (page: Page, name: string) =>
  page.getByRole('toolbar').getByRole('button', { name, exact: true })
const heard = (page: Page, sentence: string) =>
  page.getByRole('status').filter({ hasText: sentence }).waitFor({ state: 'attached' })

async function boxOf(page: Page, path: string) {
  await node(page, path).waitFor()
  return (await node(page, path).boundingBox())!
}

async function select(page: Page, ...paths: string[]): Promise<void> {
  for (const [n, path] of paths.entries())
    await node(page, path).click({ position: { x: 100, y: 12 }, ...(n > 0 && { modifiers: ['Shift'] }) })
}

/** What the server has, once everything is saved. */
async function saved(page: Page) {
  await page.getByText('Saved', { exact: true }).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)
  return (await page.request.get(`${url()}/api/processes/${id}/draft`)).json()
}

const undo = async (page: Page) => {
  await canvas(page).focus()
  await page.keyboard.press('Control+z')
}

describe('with the mouse', () => {
  test('a state from the palette goes into the state that it is dropped on', async () => {
    const page = await openOrder()
    const group = await boxOf(page, 'group')
    const from = (await page.getByRole('button', { name: 'End', exact: true }).boundingBox())!

    await page.mouse.move(center(from).x, center(from).y)
    await page.mouse.down()
    await page.mouse.move(group.x + 200, group.y + 144, { steps: 8 })
    await page.locator('[data-drop-target]').waitFor()
    await page.mouse.up()

    await node(page, 'group.end').waitFor()
    await heard(page, 'Added state “End”')
    expect((await saved(page)).definition.states.group.states.end).toEqual({ title: 'End', type: 'final' })
  })

  test('a rectangle selects what lies in it, and what is dragged then goes together, as one step', async () => {
    const page = await openOrder()
    const [asked, paid] = [await boxOf(page, 'asked'), await boxOf(page, 'paid')]

    await page.keyboard.down('Shift')
    await drag(
      page,
      { x: asked.x - 20, y: asked.y - 20 },
      { x: paid.x + paid.width + 20, y: paid.y + paid.height + 20 },
    )
    await page.keyboard.up('Shift')
    const selected = await page.locator('.react-flow__node [data-selected]').count()
    await drag(page, center(asked), { x: center(asked).x + 16, y: center(asked).y + 64 })
    const [after, other] = [await boxOf(page, 'asked'), await boxOf(page, 'paid')]
    await undo(page)

    expect(selected).toBe(2)
    expect(after.y - asked.y).toBeGreaterThan(50)
    expect(Math.round(other.y - paid.y)).toBe(Math.round(after.y - asked.y))
    await expect.poll(async () => Math.round((await boxOf(page, 'paid')).y)).toBe(Math.round(paid.y))
  })

  test('a state dragged into a group is moved into it, and out again by undo', async () => {
    const page = await openOrder()
    const [asked, group] = [await boxOf(page, 'asked'), await boxOf(page, 'group')]

    await page.mouse.move(center(asked).x, center(asked).y)
    await page.mouse.down()
    await page.mouse.move(group.x + 140, group.y + 144, { steps: 8 })
    await page.locator('[data-drop-target]').waitFor()
    await page.mouse.up()
    await node(page, 'group.asked').waitFor()
    await heard(page, 'Moved “Asked” into “Delivery”')
    const { definition } = await saved(page)
    await undo(page)

    expect(definition.states.group.states.asked.on.SEND[0].target).toBe('#sent')
    expect(definition.initial).toBe('sent')
    await node(page, 'asked').waitFor()
    await heard(page, 'Undid: Moved “Asked” into “Delivery”')
  })

  test('a group is made larger by its corner, and cannot be smaller than what is inside', async () => {
    const page = await openOrder()
    await select(page, 'group')
    const before = await boxOf(page, 'group')
    const corner = { x: before.x + before.width, y: before.y + before.height }

    await drag(page, corner, { x: corner.x + 80, y: corner.y + 40 })
    await heard(page, 'Changed the size of “Delivery”')
    const { layout } = await saved(page)

    expect(layout.states.group).toEqual({ x: 320, y: 136, w: 360, h: 200 })
    await drag(page, { x: corner.x + 80, y: corner.y + 40 }, { x: before.x + 20, y: before.y + 20 })
    await expect.poll(async () => (await boxOf(page, 'group')).width).toBeGreaterThanOrEqual(272)
  })

  test('the plus beside a state appends the next one', async () => {
    const page = await openOrder()
    await select(page, 'sent')

    await page.getByRole('button', { name: 'Add a state after Sent' }).click()

    await heard(page, 'Added state “New state”, connected from “Sent”')
    await page.keyboard.type('Counted')
    await page.keyboard.press('Enter')
    await node(page, 'counted').waitFor()
    expect((await saved(page)).definition.states.sent.on.NEXT[0].target).toBe('counted')
  })

  test('a line let go on nothing leads to a new state there', async () => {
    const page = await openOrder()
    const sent = await boxOf(page, 'sent')

    await drag(
      page,
      { x: sent.x + sent.width, y: sent.y + sent.height / 2 },
      { x: sent.x + sent.width + 120, y: sent.y + 60 },
    )

    await node(page, 'new-state').waitFor()
    expect((await saved(page)).definition.states.sent.on.NEXT[0].target).toBe('new-state')
  })

  test('the end of a selected transition is dragged to another state', async () => {
    const page = await openOrder()
    await label(page, 'Send').click()
    const grip = (await page.locator('[data-end="end"]').boundingBox())!
    const paid = await boxOf(page, 'paid')

    await drag(page, center(grip), center(paid))

    await heard(page, 'Changed the transition')
    expect((await saved(page)).definition.states.asked.on.SEND[0].target).toBe('paid')
  })

  test('a double click renames, and the key of a new state follows its first title', async () => {
    const page = await openOrder()
    await page.keyboard.press('n')
    await page.keyboard.press('Escape')
    await node(page, 'new-state').dblclick({ position: { x: 40, y: 50 } })
    await page.keyboard.type('Proved')
    await page.keyboard.press('Enter')
    await node(page, 'proved').waitFor()
    await label(page, 'Send').dblclick()
    await page.keyboard.type('Dispatch')
    await page.keyboard.press('Enter')

    await label(page, 'Dispatch').waitFor()
    expect((await saved(page)).definition.states.asked.on.SEND[0].title).toBe('Dispatch')
  })

  test('a new state is named as it is made, and no letter of its title is a key', async () => {
    const page = await openOrder()
    await select(page, 'sent')
    await page.keyboard.press('n')
    await page.keyboard.type('Can move 1')
    await page.keyboard.press('Enter')
    await node(page, 'can-move-1').waitFor()

    await page.keyboard.press('n')
    await page.keyboard.type('Not this')
    await page.keyboard.press('Escape')
    await node(page, 'new-state').waitFor()
    await page.keyboard.press('Delete')
    await expect.poll(() => node(page, 'new-state').count()).toBe(0)

    await page.getByRole('group', { name: 'New states' }).getByRole('button', { name: 'End' }).click()
    await page.keyboard.type('Over')
    await page.keyboard.press('Enter')
    await node(page, 'over').waitFor()
    const { states } = (await saved(page)).definition
    expect([states['can-move-1'].title, states.over]).toEqual([
      'Can move 1',
      { title: 'Over', type: 'final' },
    ])
    expect(Object.keys(states)).toHaveLength(6)
  })

  test('a new state is named where it is seen, also when the drawing was elsewhere or small', async () => {
    const page = await openOrder()
    await select(page, 'sent')
    for (let n = 0; n < 14; n++) await page.keyboard.press('-')
    await page.keyboard.press('n')
    await page.keyboard.type('Small')
    await page.keyboard.press('Enter')
    await node(page, 'small').waitFor()

    for (let n = 0; n < 8; n++) await page.keyboard.press('n').then(() => page.keyboard.press('Escape'))
    await page.keyboard.press('n')
    await page.keyboard.type('Far away')
    const box = (await page.getByRole('textbox', { name: 'State' }).boundingBox())!
    const pane = (await canvas(page).boundingBox())!
    await page.keyboard.press('Enter')

    await node(page, 'far-away').waitFor()
    expect(box.x + box.width).toBeLessThan(pane.x + pane.width)
  })

  test('after a tab is clicked the keys are the drawing’s again, but for those that choose a tab', async () => {
    const page = await openOrder()
    const tab = (name: string) => page.getByRole('radio', { name, exact: true })
    const press = (key: string) => page.keyboard.press(key)
    await select(page, 'sent')
    await press('Delete')
    await expect.poll(() => node(page, 'sent').count()).toBe(0)

    await page.getByText('List', { exact: true }).click()
    await page.getByText('Draw', { exact: true }).click()
    await press('Control+z')
    await node(page, 'sent').waitFor()
    await press('n')
    await page.keyboard.type('Made')
    await press('Enter')
    await node(page, 'made').waitFor()
    await tab('Draw').focus()
    await press('ArrowRight')
    await page.getByRole('treegrid').waitFor()
    await press('Control+z')
    await expect.poll(() => page.getByRole('row', { name: /^Made/ }).count()).toBe(0)

    await page.getByText('Simulate', { exact: true }).click()
    await press('Control+y')
    await page.getByText('Draw', { exact: true }).click()
    await node(page, 'made').waitFor()
  })

  test('several states are put in line from the toolbar', async () => {
    const page = await openOrder()
    await select(page, 'asked', 'sent', 'paid')

    await tool(page, 'Align left edges').click()

    const { states } = (await saved(page)).layout
    expect([states.asked.x, states.sent.x, states.paid.x]).toEqual([0, 0, 0])
  })

  test('a menu offers what is possible where it is opened, and does it', async () => {
    const page = await openOrder()
    const items = () => page.getByRole('menuitem').allTextContents()

    await node(page, 'sent').click({ button: 'right', position: { x: 40, y: 50 } })
    const ofState = (await items()).join()
    const found = await violations(page)
    await page.getByRole('menuitem', { name: 'Start here' }).click()
    await label(page, 'Send').click({ button: 'right' })
    const ofTransition = (await items()).join()
    await page.getByRole('menuitem', { name: 'A way back, or not' }).click()

    expect(ofState).toMatch(/Connect.*Start here.*Remove/)
    expect(ofState).not.toContain('Move out')
    expect(ofTransition).toMatch(/Rename.*Lead elsewhere.*Remove/)
    const { definition } = await saved(page)
    expect(definition.initial).toBe('sent')
    expect(definition.states.asked.on.SEND[0].kind).toBe('feedback')
    expect(found).toEqual([])
  })

  test('Space moves the drawing, also when the drag begins on a state', async () => {
    const page = await openOrder()
    const before = await boxOf(page, 'asked')

    await canvas(page).focus()
    await page.keyboard.down(' ')
    await page.locator('[data-panning]').waitFor()
    await drag(page, center(before), { x: center(before).x + 50, y: center(before).y + 30 })
    await page.keyboard.up(' ')

    expect(Math.round((await boxOf(page, 'asked')).x - before.x)).toBe(50)
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(await tool(page, 'Undo').isDisabled()).toBe(true)
  })
})

describe('without a mouse', () => {
  test('a drawing is made, walked, arranged, copied and put in order', async () => {
    const page = await openOrder()
    const press = (...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())

    await press('Alt+ArrowRight')
    await heard(page, 'Asked, state')
    await press('Alt+ArrowRight')
    await heard(page, 'Sent, state')
    await canvas(page).focus()
    await press('Tab')
    await heard(page, 'Added state “New state”, connected from “Sent”')
    await node(page, 'new-state').waitFor()
    await page.keyboard.type('Confirmed')
    await press('Enter')
    await node(page, 'confirmed').waitFor()
    await press('Shift+F2')
    await page.keyboard.type('agreed')
    await press('Enter')
    await node(page, 'agreed').waitFor()
    await press('ArrowDown', 'ArrowDown', 'Shift+ArrowRight')
    await press('c')
    await page.getByRole('dialog').getByLabel('Choose a state').selectOption('paid')
    await page.getByRole('dialog').getByLabel('Event').fill('PAY')
    await press('Enter')
    await label(page, 'PAY').waitFor()
    await press('Alt+ArrowLeft', 'Alt+Shift+ArrowRight')
    await heard(page, '2 selected')
    await press('m')
    await page.getByRole('dialog').getByLabel('Into').selectOption('group')
    await press('Enter')
    await node(page, 'group.agreed').waitFor()
    await press('Control+d')
    await node(page, 'group.agreed-2').waitFor()
    await press('Delete')
    await expect.poll(() => node(page, 'group.agreed-2').count()).toBe(0)

    const { definition } = await saved(page)
    expect(definition.states.group.states.agreed.on.PAY[0].target).toBe('#paid')
    expect(definition.states.group.states.sent.on.NEXT[0].target).toBe('agreed')
  })

  test('what is copied is pasted into another process, with the events that it names', async () => {
    const page = await openOrder()
    await select(page, 'asked', 'sent')
    await page.keyboard.press('Control+c')
    await heard(page, 'Copied 2 states')

    await page.getByRole('link', { name: 'Processes' }).click()
    await page.getByRole('button', { name: 'New process' }).click()
    await page.getByLabel('What is it called?').fill(`Copy ${count}`)
    await page.keyboard.press('Enter')
    await node(page, 'start').waitFor()
    await canvas(page).focus()
    await page.keyboard.press('Control+v')

    await node(page, 'sent').waitFor()
    const { definition } = await saved(page)
    expect(definition.states.asked.on.SEND[0].target).toBe('#sent')
    expect(definition.events.SEND).toEqual({ title: 'Send' })
  })

  test('undo goes on after the page was left and opened again', async () => {
    const page = await openOrder()
    await page.keyboard.press('n')
    await page.keyboard.press('Escape')
    await node(page, 'new-state').waitFor()
    await page.getByText('Saved', { exact: true }).waitFor()

    await page.getByRole('link', { name: 'Processes' }).click()
    await page.getByRole('link', { name: new RegExp(`Order ${count}\\b`) }).click()
    await node(page, 'new-state').waitFor()
    await page.keyboard.press('Control+z')

    await expect.poll(() => node(page, 'new-state').count()).toBe(0)
  })

  test('a transition is found by its event, gone to, and led elsewhere', async () => {
    const page = await openOrder()

    await page.keyboard.press('Control+f')
    await page.getByLabel('A state, transition, rule or event').fill('send')
    await page.getByRole('option', { name: /Transition Send/ }).waitFor()
    const found = await violations(page)
    await page.keyboard.press('Enter')
    await heard(page, 'Transition Send, from Asked to Sent')
    await page.keyboard.press('c')
    const to = page.getByRole('dialog').getByLabel('To', { exact: true })
    await to.selectOption('group.packed')
    await to.press('Enter')

    await heard(page, 'Changed the transition')
    expect((await saved(page)).definition.states.asked.on.SEND[0].target).toBe('#group.packed')
    expect(found).toEqual([])
  })

  test('properties and problems are gone to and hidden, and every key is listed', async () => {
    const page = await openOrder()
    const properties = page.getByRole('complementary', { name: 'Properties' })

    await page.keyboard.press('Control+p')
    await expect.poll(() => properties.locator(':focus').count()).toBe(1)
    await page.keyboard.press('Control+p')
    await properties.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+p')
    await properties.waitFor()
    await canvas(page).focus()
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Add a state', { exact: true }).waitFor()
    const found = await violations(page)
    await page.screenshot({ path: screenshot('canvas-keys') })
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menuitem', { name: 'Select all' }).click()

    await heard(page, '4 selected')
    expect(found).toEqual([])
  })

  test('a drawing that is empty says what to do first', async () => {
    const page = await openOrder()
    await canvas(page).focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')

    await page.getByText('Nothing is drawn yet').waitFor()
    await page.screenshot({ path: screenshot('canvas-empty') })
    await page.keyboard.press('n')
    await page.getByText('Nothing is drawn yet').waitFor({ state: 'detached' })
  })

  test('what is typed in a field is no key of the drawing', async () => {
    const page = await openOrder()
    await select(page, 'sent')
    const title = page.getByRole('complementary', { name: 'Properties' }).getByLabel('Title')

    await title.fill('')
    await title.pressSequentially('nc1?')

    expect(await title.inputValue()).toBe('nc1?')
    expect(Object.keys((await saved(page)).definition.states)).toHaveLength(4)
  })
})

describe.each(['light', 'dark'] as const)('in the %s theme', theme => {
  test.for([1440, 390])('the drawing with a selection has no axe violation at %i wide', async width => {
    const page = await openOrder({ width, theme })
    await page.keyboard.press('1')
    await canvas(page).focus()
    await page.keyboard.press('Alt+ArrowRight')
    const alone = await violations(page)
    await page.screenshot({ path: screenshot(`canvas-one-${theme}-${width}`) })
    await page.keyboard.press('Control+a')
    const several = await violations(page)
    await page.screenshot({ path: screenshot(`canvas-several-${theme}-${width}`) })
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menu').waitFor()
    await page.screenshot({ path: screenshot(`canvas-menu-${theme}-${width}`) })

    expect({ alone, several }).toEqual({ alone: [], several: [] })
  })
})
