// My work, as a seller meets it: finding a case, doing what is next from the list, many at once, and by keys alone.

import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Session } from '../support/kept-window.ts'
import { fillWith } from '../support/many-cases.ts'
import { lookAt, ownerInBrowser, screenshot, violations } from '../support/owner-in-browser.ts'

const { open, url, session, browser, invite, server, folder } = ownerInBrowser()

let seller: Session

const definition = {
  id: 'calling',
  name: 'Calling back',
  initial: 'waiting',
  data: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      by: { type: 'string' },
      price: { type: 'number' },
      signed: { type: 'boolean' },
    },
  },
  events: {
    CALL: { title: 'Call the customer' },
    OFFER: {
      title: 'Make an offer',
      schema: {
        type: 'object',
        properties: { price: { type: 'number', title: 'Price' } },
        required: ['price'],
      },
    },
    SIGN: { title: 'Record the signature' },
  },
  rules: {
    signed: {
      title: 'The contract is signed',
      when: 'data.signed == true',
      why: 'Without it nothing is delivered.',
      fix: 'Have it signed.',
      owner: 'sales',
    },
  },
  states: {
    waiting: {
      title: 'To be called',
      stage: 'sales',
      after: { 'date(data.by)': [{ title: 'Too late', target: 'offered', guard: 'signed' }] },
      on: { CALL: [{ target: 'called', allow: ['sales'] }] },
    },
    called: {
      title: 'Called',
      stage: 'sales',
      on: { OFFER: [{ target: 'offered', allow: ['sales'], assign: { price: 'event.price' } }] },
    },
    offered: {
      title: 'Offer made',
      stage: 'sales',
      on: { SIGN: [{ target: 'won', allow: ['sales'], guard: 'signed' }] },
    },
    won: { title: 'Won', type: 'final' },
  },
}

/** Asks the API, as Ada unless somebody else is named. */
async function ask(method: 'get' | 'post', path: string, data?: unknown, as: Session = session()) {
  const context = await browser().newContext({ storageState: as })
  const response = await context.request[method](url() + path, {
    ...(data !== undefined && { data }),
    headers: { origin: url() },
  })
  expect(response.ok(), await response.text()).toBe(true)
  const body = await response.json()
  await context.close()
  return body
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const start = (id: string, name: string, days: number) =>
  ask('post', '/api/cases', { process: 'calling', id, data: { name, by: inDays(days), signed: false } })

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
/** The widths at which the page can be scrolled sideways. */
async function sideways(page: Page): Promise<number[]> {
  const found: number[] = []
  for (const width of [390, 1024, 1440]) {
    await page.setViewportSize({ width, height: 844 })
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push(width)
  }
  return found
}
/** The customer that the keyboard is on. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.querySelector('[role=rowheader] bdi')?.textContent ?? '')

beforeAll(async () => {
  seller = await invite('Sia', ['sales'])
  await ask('post', '/api/processes/calling/publish', { definition, note: 'for this test' })
})

test('with nothing in it the page says what to do', async () => {
  const page = await open('/', { as: seller })
  await page.getByRole('heading', { name: 'No cases yet' }).waitFor()

  expect(new URL(page.url()).pathname).toBe('/work')
  expect(await lookAt(page, 'my-work-nothing-light')).toEqual([])
})

describe('with some cases', () => {
  beforeAll(async () => {
    await start('c-1', 'Hotel Seeblick', -3)
    await start('c-2', 'Pension Waldrand and its very long name by the lake', 2)
    await start('c-3', 'Café Morgenrot', 0.2)
    await start('c-4', 'Haus am Meer', 12)
    await start('c-5', 'Berghof', 20)
    for (const id of ['c-2', 'c-4']) await ask('post', `/api/cases/${id}/events`, { type: 'CALL', data: {} })
    await ask('post', '/api/cases/c-4/events', { type: 'OFFER', data: { price: 10 } })
    await ask('post', '/api/cases/c-3/priority', { priority: 'urgent' })
  })

  test('a seller sends what is next from the list, at once or with a form over it', async () => {
    const page = await open('/work', { as: seller })
    await row(page, 'Hotel Seeblick')
      .getByText(/overdue by [23] d/)
      .waitFor()
    expect(await page.getByRole('row').count()).toBe(5)
    const seen = await lookAt(page, 'my-work-light')

    await row(page, 'Berghof').getByRole('button', { name: 'Call the customer' }).click()
    await row(page, 'Berghof').getByText('Done: Call the customer. Now in Called.').waitFor()
    await row(page, 'Pension').getByRole('button', { name: 'Make an offer' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Price').fill('1200')
    seen.push(...(await lookAt(page, 'my-work-form-light')))
    await form.getByRole('button', { name: 'Make an offer' }).click()
    await row(page, 'Pension').getByText('Done: Make an offer. Now in Offer made.').waitFor()
    await form.waitFor({ state: 'hidden' })

    // What a rule is in the way of leaves the list by itself; what goes on stays, with what is next.
    await row(page, 'Pension').waitFor({ state: 'hidden' })
    await row(page, 'Berghof').getByRole('button', { name: 'Make an offer' }).waitFor()
    expect(seen).toEqual([])
  })

  test('a case is taken from its menu, and its priority changed where it stands', async () => {
    const page = await open('/work?view=unassigned', { as: seller })
    await row(page, 'Café Morgenrot').getByRole('button', { name: 'More for Café Morgenrot' }).click()
    await page.getByRole('menuitem', { name: 'Take it' }).click()
    await row(page, 'Café Morgenrot').getByText('Done: it is yours now.').waitFor()

    await row(page, 'Hotel Seeblick')
      .getByRole('button', { name: /change the priority/ })
      .click()
    await page.getByRole('menuitemradio', { name: 'High' }).click()
    await row(page, 'Hotel Seeblick')
      .getByRole('button', { name: /^High: / })
      .waitFor()
    await row(page, 'Café Morgenrot').waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Mine 1' }).click()
    await row(page, 'Café Morgenrot').getByText('You', { exact: true }).waitFor()
  })

  test('three are assigned at once: the one that somebody else took is told, and tried again', async () => {
    const page = await open('/work?view=team&show=all', { theme: 'dark', as: seller })
    // What happens does not arrive: the page is a little late.
    await page.route('**/api/stream', route => route.abort())
    await page.reload()
    await row(page, 'Hotel Seeblick').getByRole('checkbox').check()
    await row(page, 'Haus am Meer')
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] })
    const bar = page.getByRole('region', { name: 'Selected cases' })
    await bar.getByText(/selected/).waitFor()
    await bar.getByRole('button', { name: 'Clear selection' }).click()
    await bar.waitFor({ state: 'hidden' })
    for (const name of ['Hotel Seeblick', 'Berghof', 'Haus am Meer'])
      await row(page, name).getByRole('checkbox').check()
    await ask('post', '/api/cases/c-5/assignment', { assignee: 'me' })

    await bar.getByRole('button', { name: 'Assign …' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Change' }).click()

    await bar.getByText('2 done, 1 failed').waitFor()
    await bar
      .getByRole('listitem')
      .first()
      .getByText(/^Failed: Ada Strand has this case by now/)
      .waitFor()
    const seen = await lookAt(page, 'my-work-bulk-dark')
    await page.getByText(/^Not connected\. What you see may be old/).waitFor()
    await ask('post', '/api/cases/c-5/assignment', { assignee: null })
    await bar.getByRole('button', { name: 'Try the failed one again' }).click()
    await bar.getByText('3 done').waitFor()
    await bar.getByRole('button', { name: 'Close' }).click()
    await bar.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Mine 4' }).waitFor()
    expect(seen).toEqual([])
  })

  test('one event is sent to many with one form for all', async () => {
    await ask('post', '/api/cases/c-3/events', { type: 'CALL', data: {} })
    const page = await open('/work?view=mine', { as: seller })
    for (const name of ['Café Morgenrot', 'Berghof']) await row(page, name).getByRole('checkbox').check()
    const bar = page.getByRole('region', { name: 'Selected cases' })

    await bar.getByRole('button', { name: 'Send event …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Make an offer' }).click()
    await dialog.getByLabel('Price').fill('900')
    const seen = await violations(page)
    await page.screenshot({ path: screenshot('my-work-bulk-event') })
    await dialog.getByRole('button', { name: 'Make an offer' }).click()

    await bar.getByText('2 done').waitFor()
    expect((await ask('get', '/api/cases/c-5')).data.price).toBe(900)
    expect(seen).toEqual([])
  })

  test('a filter is kept under a name, gone back to, renamed and removed', async () => {
    const page = await open('/work', { as: seller })
    await page.getByRole('combobox', { name: 'Priority' }).selectOption('high')
    await page.getByRole('button', { name: 'Save this filter' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Urgent ones')
    await page.keyboard.press('Enter')
    const saved = page.getByRole('list', { name: 'Saved filters' })
    await saved.getByRole('link', { name: 'Urgent ones' }).waitFor()

    await page.getByRole('link', { name: /^My work/ }).click()
    await expect.poll(() => page.url()).toBe(`${url()}/work`)
    await saved.getByRole('link', { name: 'Urgent ones' }).click()
    await expect.poll(() => page.url()).toBe(`${url()}/work?priority=high`)
    await saved.getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('High ones')
    await page.keyboard.press('Enter')
    await saved.getByRole('link', { name: 'High ones' }).waitFor()
    const seen = await lookAt(page, 'my-work-saved-light')
    const wide = await sideways(page)
    await saved.getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await saved.waitFor({ state: 'hidden' })
    expect({ seen, wide }).toEqual({ seen: [], wide: [] })
  })

  test('the keyboard alone finds a case, takes it, sends what is next, and opens it', async () => {
    await start('c-6', 'Gasthof Krone', 3)
    await start('c-7', 'Gasthof Linde', 4)
    const page = await open('/work', { as: seller })
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    await row(page, 'Gasthof Krone').waitFor()

    await press('/')
    await page.keyboard.type('Gasthof')
    await row(page, 'Hotel Seeblick').waitFor({ state: 'hidden' })
    // Past the filters and the choice of all, into the list, by one stop.
    await page.getByRole('checkbox', { name: 'Select all shown' }).focus()
    await press('Tab')
    await expect.poll(() => focused(page)).toBe('Gasthof Krone')
    await press('ArrowDown')
    await expect.poll(() => focused(page)).toBe('Gasthof Linde')
    await press('k', 'x')
    await page.getByText('1 selected').waitFor()
    await press('x', 'c')
    await row(page, 'Gasthof Krone').getByText('Done: it is yours now.').waitFor()
    await row(page, 'Gasthof Krone').getByText('You', { exact: true }).waitFor()
    await press('a')
    await row(page, 'Gasthof Krone').getByText('Done: Call the customer. Now in Called.').waitFor()
    await row(page, 'Gasthof Krone').getByRole('button', { name: 'Make an offer' }).waitFor()
    await press('a')
    await page.getByRole('dialog').getByLabel('Price').waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await expect.poll(() => focused(page)).toBe('Gasthof Krone')
    await press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await press('Enter')

    await page.getByRole('heading', { level: 1, name: 'Gasthof Krone' }).waitFor()
  })

  test('what somebody else does changes the rows that it is about; what is new waits until it is asked for', async () => {
    const page = await open('/work', { as: seller })
    await row(page, 'Gasthof Linde').waitFor()

    await start('c-8', 'Neuer Gast', 1)
    await ask('post', '/api/cases/c-7/events', { type: 'CALL', data: {} })
    await row(page, 'Gasthof Linde').getByRole('button', { name: 'Make an offer' }).waitFor()
    const fresh = page.getByRole('button', { name: '1 new case: show' })
    await fresh.waitFor()
    const before = await row(page, 'Neuer Gast').count()
    await fresh.click()

    await row(page, 'Neuer Gast').waitFor()
    expect(before).toBe(0)
  })
})

test('among 10,000 cases pages come in as the list is scrolled, and few rows are drawn', async () => {
  await start('c-9', 'Neuer Gast', 1)
  expect(await server.goDown()).toBe(0)
  fillWith(folder(), 10_000, 'c-9')
  await server.comeBack()
  const page = await open('/work', { as: seller, theme: 'dark' })
  await page.getByRole('link', { name: /^Waiting for you 10,\d\d\d/ }).waitFor()
  await page.getByRole('row').nth(10).waitFor()
  const seen = await lookAt(page, 'my-work-many-dark')
  const wide = await sideways(page)

  // As fast as a wheel turns; what a frame costs is told by the machine that it runs on, and not held to here.
  await page.evaluate(async () => {
    for (let n = 0; n < 120; n++) {
      window.scrollBy(0, 700)
      await new Promise(requestAnimationFrame)
    }
  })
  await page.getByText(/^The first \d{3,}/).waitFor()
  const drawn = await page.getByRole('row').count()
  await page.screenshot({ path: screenshot('my-work-many-scrolled') })

  expect(drawn).toBeLessThan(60)
  expect({ seen, wide }).toEqual({ seen: [], wide: [] })
})
