// What stands around every page, in a real Chromium: navigation by role, the palette, notifications, crashes;
// and the list view, with which a process is drawn by keys alone.

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import {
  canvas,
  fillJoin,
  lookAt,
  ownerInBrowser,
  screenshot,
  state,
  violations,
} from '../support/owner-in-browser.ts'

const { url, session, open, openDrawing, undoAll } = ownerInBrowser()

const shot = (name: string) => screenshot(`shell-${name}`)
const listRow = (page: Page, name: string | RegExp) => page.getByRole('row', { name }).first()
const palette = (page: Page) => page.getByRole('combobox', { name: 'What do you want to do?' })

/** Somebody new with these roles, in the window, by the link of an invitation. */
async function join(role: string): Promise<Page> {
  const made = await fetch(`${url()}/api/access/invitations`, {
    method: 'POST',
    body: JSON.stringify({ roles: [role] }),
    headers: {
      origin: url(),
      'content-type': 'application/json',
      cookie: session()
        .cookies.map(({ name, value }) => `${name}=${value}`)
        .join('; '),
    },
  })
  const { pathname, search } = new URL((await made.json()).link)
  const page = await open(pathname + search, { width: 1280, as: null })
  await fillJoin(page, `The ${role}`, `${role}@example.com`)
  return page
}

describe('navigation', () => {
  test.each([
    ['owner', 'Processes', ['My work', 'Board', 'Cases', 'Audit', 'Processes']],
    ['staff', 'My work', ['My work', 'Board', 'Cases', 'Processes']],
    ['auditor', 'Audit', ['Board', 'Cases', 'Audit', 'Processes']],
    ['admin', 'People', ['Board', 'Cases', 'Audit', 'Processes', 'People']],
  ])('%s begins at %s and sees the pages of that role', async (role, first, pages) => {
    const page = await join(role)

    const nav = page.getByRole('navigation', { name: 'Main' })
    await nav.getByRole('link', { name: first, exact: true }).waitFor()
    await expect.poll(() => nav.locator('[aria-current="page"]').textContent()).toBe(first)
    expect(await nav.getByRole('link').allTextContents()).toEqual(pages)
  })

  test('a page of another role says whose it is, and leads back', async () => {
    const page = await join('marketing')
    await page.getByRole('link', { name: 'Cases', exact: true }).waitFor()

    await page.goto(`${url()}/people`)

    await page.getByText('Your roles are Marketing.').waitFor()
    await page.getByRole('link', { name: 'To your first page', exact: true }).click()
    await page.getByRole('heading', { level: 2, name: 'No cases yet' }).waitFor()
  })

  test('admins invite, change roles, remove people and give programs their keys', async () => {
    await (await join('sales')).getByRole('link', { name: 'Cases', exact: true }).waitFor()
    const page = await open('/people')
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await page.getByRole('button', { name: 'Make the link' }).click()
    const link = await page.getByLabel('Invitation link').inputValue()
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()

    await page.getByRole('button', { name: 'Change the roles of The sales' }).click()
    await page.getByRole('checkbox', { name: /^Operations/ }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: /The sales.*Sales and Operations/ }).waitFor()
    await page.getByRole('button', { name: 'Remove the account of The sales' }).click()
    await page.getByRole('button', { name: 'Remove the account', exact: true }).click()
    await page.getByText('The sales cannot come in any more.').first().waitFor()
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByLabel('What is it for?').fill('The shop')
    await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click()
    const key = await page.getByLabel('Key', { exact: true }).inputValue()
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()

    await page.getByRole('row', { name: /^The shop/ }).waitFor()
    const asked = await fetch(`${url()}/api/me`, { headers: { authorization: `Bearer ${key}` } })
    expect({ link: link.includes('/invite?token='), asked: asked.status }).toEqual({ link: true, asked: 200 })
  })
})

describe('the command palette', () => {
  test('goes to a process by keys alone, and remembers what was used', async () => {
    const page = await open('/cases')
    await page.getByRole('heading', { name: 'No cases yet' }).waitFor()

    await page.keyboard.press('Control+k')
    await palette(page).waitFor()
    await page.keyboard.type('object')
    await page.getByRole('option', { name: 'Open Objective review' }).waitFor()
    const found = await violations(page)
    await page.screenshot({ path: shot('palette-light') })
    await page.keyboard.press('Enter')
    await state(page, 'Observing').waitFor()
    await page.keyboard.press('Control+k')
    const first = page.getByRole('option').first()
    await first.waitFor()

    expect(await first.textContent()).toContain('Open Objective review')
    expect(found).toEqual([])
  })

  test('finds a case by its number, and does what the open page offers', async () => {
    const page = await openDrawing('objective-review')
    const started = await page.request.post(`${url()}/api/cases`, {
      data: { process: 'customer-journey', id: 'seeblick-7', data: { prospect: { name: 'Hotel Seeblick' } } },
      headers: { origin: url() },
    })
    expect(started.status()).toBe(201)

    await page.keyboard.press('Control+k')
    await palette(page).waitFor()
    await page.keyboard.type('add a state')
    await page.getByRole('option', { name: 'Add a state N' }).waitFor()
    await page.keyboard.press('Enter')
    await palette(page).waitFor({ state: 'hidden' })
    await page.locator('.react-flow__node input').waitFor()
    await page.keyboard.type('By name')
    await page.keyboard.press('Enter')
    await state(page, 'By name').waitFor()
    await page.keyboard.press('Control+k')
    await palette(page).waitFor()
    await page.keyboard.type('seeblick')
    await page.getByRole('option', { name: /seeblick-7/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')

    await page.getByRole('heading', { name: 'Hotel Seeblick' }).waitFor()
    await undoAll(page, 'objective-review')
  })

  test('changes the colours', async () => {
    const page = await open('/cases')
    await page.getByRole('heading', { name: 'No cases yet' }).or(page.getByRole('table')).first().waitFor()

    await page.keyboard.press('Control+k')
    await palette(page).waitFor()
    await page.keyboard.type('dark')
    await page.getByRole('option', { name: 'Dark colours' }).waitFor()
    await page.screenshot({ path: shot('palette-search') })
    await page.keyboard.press('Enter')

    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
  })
})

test('what a process says arrives while somebody looks, is counted, and is read', async () => {
  const page = await open('/cases')
  const api = async (method: 'post' | 'put', path: string, data: unknown, headers = {}) => {
    const answer = await page.request[method](url() + path, { data, headers: { origin: url(), ...headers } })
    expect(answer.ok(), await answer.text()).toBe(true)
    return answer.json()
  }
  const definition = {
    id: 'calling',
    name: 'Calling',
    initial: 'open',
    events: { CALL: { title: 'Call' } },
    states: {
      open: {
        on: {
          CALL: [
            {
              target: 'done',
              effects: [
                { type: 'notify', params: { role: 'owner', title: 'A customer called', text: 'Call back' } },
              ],
            },
          ],
        },
      },
      done: { type: 'final' },
    },
  }
  await api('post', '/api/processes/calling/publish', { definition, note: 'for this test' })
  await api('post', '/api/cases', { process: 'calling', id: 'call-1', data: {} })
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()

  await api('post', '/api/cases/call-1/events', { type: 'CALL', data: {} })

  await page.getByRole('button', { name: 'Notifications, 1 unread' }).click()
  const item = page.getByRole('link', { name: /A customer called/ })
  await item.waitFor()
  const found = await violations(page)
  await page.screenshot({ path: shot('notifications') })
  await item.click()
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'call-1' }).waitFor()
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
  expect(found).toEqual([])
})

describe('when something breaks', () => {
  test('a part that stops working leaves the rest, says what to do, and keeps the draft', async () => {
    const page = await openDrawing('objective-review')
    await canvas(page).focus()
    await page.keyboard.press('n')
    await page.keyboard.press('Escape')
    await page.route('**/SimulateView-*.js', route => route.abort())

    await page.getByText('Simulate', { exact: true }).click()
    const crashed = page.getByRole('alert').filter({ hasText: 'This has stopped working: Simulate' })
    await crashed.waitFor()
    const found = await violations(page)
    await page.screenshot({ path: shot('crashed') })
    await crashed.getByRole('button', { name: 'Copy details' }).click()
    await crashed.getByRole('button', { name: 'Copied' }).waitFor()
    await page.getByText('Draw', { exact: true }).click()

    await state(page, 'New state').first().waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('objective-review')
    expect(found).toEqual([])
    await undoAll(page, 'objective-review')
  })

  test('a server that is away is said, work goes on, and is saved when it is back', async () => {
    const page = await openDrawing('objective-review')
    const cut = (url: URL) => url.pathname.startsWith('/api/') || url.pathname === '/healthz'
    await page.route(cut, route => route.abort())

    await canvas(page).focus()
    await page.keyboard.press('n')
    await page.keyboard.press('Escape')
    await page.getByText('The server cannot be reached.').waitFor()
    await page.locator('[data-state="away"]').waitFor()
    await page.screenshot({ path: shot('away') })
    await page.unroute(cut)

    await page.getByText('The server is back, and everything is saved.').first().waitFor()
    await expect.poll(() => page.getByText('The server cannot be reached.').count()).toBe(0)
    await undoAll(page, 'objective-review')
  })
})

describe('problems', () => {
  test('are gone through by keys, and mended with one press', async () => {
    const page = await openDrawing('objective-review')
    await canvas(page).focus()
    await page.keyboard.press('n')
    await page.keyboard.press('Escape')
    const panel = page.getByRole('region', { name: 'Problems' })
    const row = panel.locator('[data-problem]').first()
    await row.waitFor()

    await row.focus()
    await page.keyboard.press('.')
    await page.getByRole('menuitem').first().waitFor()
    const found = await violations(page)
    await page.screenshot({ path: shot('fixes') })
    await page
      .getByRole('menuitem', { name: 'Remove the state' })
      .or(page.getByRole('menuitem', { name: 'Make it an end' }))
      .first()
      .click()

    await expect.poll(() => panel.locator('[data-severity="error"]').count()).toBe(0)
    expect(found).toEqual([])
    await undoAll(page, 'objective-review')
  })
})

describe('the list', () => {
  test('two states are made, connected, ruled, tried and published without a mouse', async () => {
    const page = await open('/processes')
    const press = (...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
    await page.getByRole('button', { name: 'New process' }).focus()
    await press('Enter')
    await page.getByLabel('What is it called?').waitFor()
    await page.keyboard.type('Spare parts')
    await press('Enter')
    await state(page, 'Start').waitFor()
    await press('Control+k')
    await palette(page).waitFor()
    await page.keyboard.type('show list')
    await page.getByRole('option', { name: 'Show List' }).waitFor()
    await press('Enter')
    await listRow(page, /^Start/).waitFor()
    await palette(page).waitFor({ state: 'hidden' })

    // Two states, named as they are made.
    await listRow(page, /^Start/).focus()
    await press('n')
    await page.getByRole('textbox', { name: /^New title/ }).waitFor()
    await page.keyboard.type('Packing')
    await press('Enter', 'n')
    await page.getByRole('textbox', { name: /^New title/ }).waitFor()
    await page.keyboard.type('Sent')
    await press('Enter')
    await listRow(page, /^Sent/).waitFor()

    // Back from the second to the first.
    await press('c')
    await page.getByRole('dialog').getByLabel('Event').waitFor()
    await page.keyboard.type('RETURN')
    await press('Tab')
    await page.keyboard.type('Packing')
    await press('Enter')
    await listRow(page, /^RETURN.*leads to Packing/).waitFor()
    await expect.poll(() => page.locator('[role="row"]:focus').textContent()).toContain('RETURN')

    const found = await violations(page)

    // A rule, in the properties of the process.
    await press('Home', 'Control+p')
    const properties = page.getByRole('complementary', { name: 'Properties' })
    await properties.getByRole('button', { name: /^Rules/ }).focus()
    await press('Enter')
    await properties.getByRole('button', { name: 'Add a rule' }).focus()
    await press('Enter')
    await listRow(page, /^Spare parts/).waitFor()

    // Tried, and published.
    await press('Control+k')
    await palette(page).waitFor()
    await page.keyboard.type('show simulate')
    await page.getByRole('option', { name: 'Show Simulate' }).waitFor()
    await press('Enter')
    await page.getByRole('button', { name: 'Begin a case' }).focus()
    await press('Enter')
    await page.locator('[data-tone="now"]', { hasText: 'Start' }).first().waitFor()
    await press('Control+k')
    await palette(page).waitFor()
    await page.keyboard.type('publish')
    await page.getByRole('option', { name: /^Publish/ }).waitFor()
    await press('Enter')
    await page.getByLabel('What changes, in a sentence').waitFor()
    await page.getByLabel('What changes, in a sentence').focus()
    await page.keyboard.type('The first one')
    // Enter begins a new line of the note.
    await page.getByRole('button', { name: 'Publish', exact: true }).focus()
    await press('Enter')

    await page.getByText('Version 1 is published.').first().waitFor()
    expect(found).toEqual([])
  })

  test('opens and closes states, and shares what is selected with the drawing', async () => {
    const page = await openDrawing('customer-journey')
    await page.getByText('List', { exact: true }).click()
    const tree = page.getByRole('treegrid')
    await tree.waitFor()
    const count = () => tree.getByRole('row').count()
    const all = await count()

    await listRow(page, /Customer journey/).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowLeft')
    const fewer = await count()
    await page.keyboard.press('ArrowRight')
    const again = await count()
    await page.keyboard.press('ArrowRight')
    const chosen = await page.locator('[role="row"][aria-selected="true"]').getAttribute('data-id')
    await page.getByText('Draw', { exact: true }).click()

    expect(fewer).toBeLessThan(all)
    expect(again).toBe(all)
    await page
      .locator(`.react-flow__node.selected, [data-transition][data-selected]`)
      .first()
      .waitFor({ state: 'attached' })
    expect(chosen).not.toBe('')
  })
})

test.each(['light', 'dark'] as const)('the pages have no axe violation at any width, %s', async theme => {
  const page = await open('/people', { theme })
  await page.getByRole('heading', { name: 'API keys' }).waitFor()
  const people = await lookAt(page, `shell-people-${theme}`, true)

  await page.goto(`${url()}/processes/objective-review`)
  await page.locator('.react-flow__node').first().waitFor()
  await page.getByText('List', { exact: true }).click()
  await page.getByRole('treegrid').waitFor()
  const list = await lookAt(page, `shell-list-${theme}`)

  await page.keyboard.press('Control+k')
  await page.getByRole('option').first().waitFor()
  const commands = await lookAt(page, `shell-palette-${theme}`)

  expect({ people, list, commands }).toEqual({ people: [], list: [], commands: [] })
})
