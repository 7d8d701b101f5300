// My work, as a seller meets it: finding a case, doing what is next from the list, many at once, and by keys alone.

import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Session } from '../support/kept-window.ts'
import { lookAt, ownerInBrowser } from '../support/owner-in-browser.ts'

const { open, url, session, browser, invite } = ownerInBrowser()

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
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

beforeAll(async () => {
  seller = await invite('Sia', ['sales'])
})

test('with nothing in it the page says what to do', async () => {
  const page = await open('/', { as: seller })
  await page.getByRole('heading', { name: 'No cases yet' }).waitFor()

  expect(new URL(page.url()).pathname).toBe('/work')
  expect(await lookAt(page, 'my-work-nothing-light')).toEqual([])
})

describe('with some cases', () => {
  beforeAll(async () => {
    await ask('post', '/api/processes/calling/publish', { definition, note: 'for this test' })
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
      .getByText(/^Overdue by 2|^Overdue by 3/)
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
})
