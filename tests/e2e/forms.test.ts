// The form of an event: its fields, what is wrong with them, and what becomes of what was typed.

import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { fileSchema } from '../../designer/forms/field.ts'
import { pdf } from '../support/file-samples.ts'
import { openWindow } from '../support/kept-window.ts'
import { lookAt, ownerInBrowser, password, screenshot } from '../support/owner-in-browser.ts'

const { url, browser, session, open } = ownerInBrowser()

const shipment = {
  id: 'shipment',
  name: 'Shipment',
  initial: 'asked',
  data: {
    type: 'object',
    properties: {
      name: { type: 'string', title: 'Customer' },
      weight: { type: 'number', title: 'Weight' },
      carrier: { type: 'string', title: 'Carrier' },
    },
  },
  events: {
    PLAN: {
      title: 'Plan the shipment',
      schema: {
        type: 'object',
        properties: {
          way: {
            title: 'How it goes',
            oneOf: [
              { const: 'parcel', title: 'As parcels' },
              { const: 'pallet', title: 'On pallets' },
            ],
          },
          weight: { type: 'number', title: 'Weight', maximum: 900, 'x-unit': 'kg' },
          price: { type: 'number', title: 'Price', 'x-currency': 'EUR' },
          offering: { type: 'string', title: 'Offering', 'x-register': 'capabilities.offerings' },
          pickup: { type: 'string', title: 'Picked up at', format: 'date-time' },
          note: { type: 'string', title: 'Note', maxLength: 2000 },
          slip: { ...fileSchema, title: 'Packing slip' },
          promises: {
            type: 'array',
            title: 'Promises',
            minItems: 1,
            items: {
              type: 'object',
              title: 'Promise',
              properties: {
                what: { type: 'string', title: 'What', minLength: 3 },
                dueOn: { type: 'string', title: 'Due on', format: 'date' },
              },
              required: ['what'],
            },
          },
        },
        required: ['way', 'promises'],
        if: { properties: { way: { const: 'pallet' } }, required: ['way'] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: {
          properties: { pallets: { type: 'integer', title: 'Pallets', minimum: 1 } },
          required: ['pallets'],
        },
      },
    },
    ASK_CARRIER: {
      title: 'Ask the carrier',
      schema: {
        type: 'object',
        properties: { carrier: { type: 'string', title: 'Carrier' } },
        required: ['carrier'],
      },
    },
    CALL_OFF: { title: 'Call it off' },
  },
  states: {
    asked: {
      title: 'Asked for',
      on: {
        PLAN: [{ target: 'planned', assign: { weight: 'has(event.weight) ? event.weight : 0.0' } }],
        ASK_CARRIER: [{ target: 'asked', assign: { carrier: 'event.carrier' } }],
        CALL_OFF: [{ target: 'off' }],
      },
    },
    planned: { title: 'Planned', on: { CALL_OFF: [{ target: 'off' }] } },
    off: { title: 'Called off', type: 'final' },
  },
}

beforeAll(async () => {
  const published = await ask('/api/processes/shipment/publish', {
    definition: shipment,
    note: 'For these tests',
  })
  expect(published).toMatchObject({ process: 'shipment' })
})

const plan = (page: Page) => page.getByRole('form', { name: 'Plan the shipment' })
const send = (page: Page) => plan(page).getByRole('button', { name: 'Plan the shipment' }).click()

/** The browser has an older form than the server, in which a shipment may weigh anything. */
const forgetMaximum = (page: Page, id: string) =>
  page.route(`${url()}/api/cases/${id}`, async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replace('"maximum":900,', '') })
  })

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill('ada@example.com')
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Account of/ }).waitFor()
}

async function openForm(page: Page, id: string): Promise<void> {
  await page.goto(`${url()}/cases/${id}`)
  await page.getByRole('button', { name: 'Plan the shipment' }).click()
  await plan(page).getByLabel('How it goes').waitFor()
}

test('asks for what depends on an answer, takes lists, and says at each field what is wrong, as the server does', async () => {
  await startCase('whole')
  const page = await open('/healthz')
  await forgetMaximum(page, 'whole')
  await openForm(page, 'whole')
  const form = plan(page)

  expect(await form.getByLabel('Pallets').count()).toBe(0)
  await form.getByLabel('How it goes').selectOption('On pallets')
  await form.getByLabel('Offering').fill('linen')
  await page.getByRole('option', { name: 'Table linen' }).click()
  await form.getByLabel('Weight').fill('1200')
  await form.getByLabel('Price').fill('12.50')
  await form.getByLabel('Picked up at').fill('2026-12-01T09:30')
  await form.locator('input[type=file]').setInputFiles({
    name: 'slip.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(pdf),
  })
  await form.getByRole('link', { name: 'slip.pdf' }).waitFor()
  await form.getByRole('button', { name: 'Add promise' }).click()
  await form.getByRole('group', { name: 'Promise 2' }).getByLabel('What').fill('<b>Blue</b> cloth')
  await form.getByRole('button', { name: 'Move promise 2 up' }).click()
  await form.getByRole('button', { name: 'Add promise' }).click()
  await form.getByRole('button', { name: 'Remove promise 3' }).click()
  await send(page)
  await form.getByRole('link', { name: 'Pallets is required' }).waitFor()
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))
  const told = await form.getByRole('alert').first().getByRole('listitem').allTextContents()
  const found = await lookAt(page, 'form-light', true)
  await page.emulateMedia({ colorScheme: 'dark' })
  found.push(...(await lookAt(page, 'form-dark', true)))
  await form.getByLabel('Pallets').fill('2')
  await form.getByRole('group', { name: 'Promise 2' }).getByLabel('What').fill('On time')
  await send(page)
  // Only the server still knows how much it may weigh.
  const weight = form.getByRole('link', { name: 'Weight must be at most 900' })
  await weight.waitFor()
  const wrongAtServer = await page.evaluate(() => (document.activeElement as HTMLInputElement).value)
  await form.getByLabel('Weight').fill('800')
  await send(page)
  await page.getByText('The case is now in Planned.').waitFor()

  const { items } = await ask('/api/cases/whole/history')
  const [last, attached] = [items.at(-1), items.find(({ kind }: { kind: string }) => kind === 'file')]
  expect(told).toEqual(['Promise 2 › What is required', 'Pallets is required'])
  expect({ focused, wrongAtServer }).toEqual({ focused: 'true', wrongAtServer: '1,200' })
  expect(found).toEqual([])
  expect(last.event.data).toEqual({
    way: 'pallet',
    pallets: 2,
    weight: 800,
    price: 12.5,
    offering: 'table-linen',
    pickup: new Date('2026-12-01T09:30').toISOString(),
    slip: { ...attached.event.data, seq: attached.seq },
    promises: [{ what: '<b>Blue</b> cloth' }, { what: 'On time' }],
  })
})

describe('what was typed', () => {
  test('is there again after a reload, and after signing out and in as the same person', async () => {
    await startCase('kept')
    // A session of its own, since it ends.
    const page = await open('/', { as: null })
    await signIn(page)
    await openForm(page, 'kept')
    await plan(page).getByLabel('Note').fill('Ring <i>twice</i>')

    await page.reload()
    await openForm(page, 'kept')
    await plan(page)
      .getByText(/^Kept from/)
      .waitFor()
    const reloaded = await plan(page).getByLabel('Note').inputValue()
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await signIn(page)
    await openForm(page, 'kept')
    const back = await plan(page).getByLabel('Note').inputValue()
    await plan(page).getByRole('button', { name: 'Start over' }).click()
    await expect.poll(() => plan(page).getByLabel('Note').inputValue()).toBe('')

    expect({ reloaded, back }).toEqual({ reloaded: 'Ring <i>twice</i>', back: 'Ring <i>twice</i>' })
  })

  test('stays when the session ends in mid-form, and a double click sends it once', async () => {
    await startCase('expired')
    const page = await open('/healthz')
    await openForm(page, 'expired')
    await plan(page).getByLabel('How it goes').selectOption('As parcels')
    await plan(page).getByLabel('What').fill('Blue cloth')
    await page.context().clearCookies()

    await send(page)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail address').fill('ada@example.com')
    await dialog.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    const typed = await plan(page).getByLabel('What').inputValue()
    await plan(page).getByRole('button', { name: 'Plan the shipment' }).dblclick()
    await page.getByText('The case is now in Planned.').waitFor()

    expect(typed).toBe('Blue cloth')
    const { items } = await ask('/api/cases/expired/history')
    expect(items.map(({ event }: { event: { type: string } }) => event.type).slice(1)).toEqual(['PLAN'])
  })

  test('stays when another is quicker: what changed is told, and then that it can be sent no more, to be copied', async () => {
    await startCase('both')
    const page = await open('/healthz')
    await openForm(page, 'both')
    await plan(page).getByLabel('What').fill('Blue cloth')
    const other = await openWindow(browser())
    await other.context().addCookies(session().cookies)
    await other.goto(`${url()}/cases/both`)
    await other.getByRole('button', { name: 'Ask the carrier' }).click()
    await other.getByRole('textbox', { name: 'Carrier' }).fill('Nordlicht')
    await other.keyboard.press('Enter')
    await other.getByText('The case stays in Asked for.').waitFor()

    await plan(page)
      .getByText(/^Ada Strand moved this case at .*: Ask the carrier$/)
      .waitFor()
    const change = await plan(page).getByRole('list', { name: 'What changed' }).textContent()
    await page.screenshot({ path: screenshot('form-moved-light-1440'), fullPage: true })
    await other.getByRole('button', { name: 'Call it off' }).click()
    await other
      .getByRole('form', { name: 'Call it off' })
      .getByRole('button', { name: 'Call it off' })
      .click()
    await plan(page).getByText('This can no longer be sent: the case has moved on.').waitFor()
    await plan(page).getByRole('button', { name: 'Copy what I typed' }).click()
    await plan(page).getByText('Copied').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    const found = await lookAt(page, 'form-gone-light')

    expect(change).toBe('Carrier: nothing → Nordlicht')
    expect(copied).toBe('Promise 1 › What: Blue cloth')
    expect(await plan(page).getByRole('button', { name: 'Plan the shipment' }).count()).toBe(0)
    expect(await plan(page).getByRole('textbox', { name: 'What' }).inputValue()).toBe('Blue cloth')
    expect(found).toEqual([])
  })
})

/** Asks the API as Ada. */
async function ask(path: string, data?: unknown) {
  const context = await browser().newContext({ storageState: session() })
  const response = await (data === undefined
    ? context.request.get(url() + path)
    : context.request.post(url() + path, { data, headers: { origin: url() } }))
  const body = await response.json()
  await context.close()
  return body
}

const startCase = (id: string) =>
  ask('/api/cases', { process: 'shipment', id, data: { name: 'Hotel Adler' } })
