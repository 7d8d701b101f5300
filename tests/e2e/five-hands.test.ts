// One lead from fit to closed through the hands of five people, in two browsers at the same time, with the ways back
// in between. Each of them keeps the case open; nobody loads the page again.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { openWindow } from '../support/kept-window.ts'
import { makeRegistersLast } from '../support/lasting-registers.ts'
import { ownerInBrowser, screenshot } from '../support/owner-in-browser.ts'

const { url, browser, open, invite } = ownerInBrowser()

type Hand = { name: string; page: Page }
type Filled = string | number | boolean | string[]
/** By the label of the field. */
type Form = Record<string, Filled>

let second: Browser
beforeAll(async () => {
  second = await launchChromium()
  await makeRegistersLast(await open('/healthz'), url())
})
afterAll(() => second?.close())

const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)

async function hand(name: string, roles: string[], within: Browser): Promise<Hand> {
  const { cookies } = await invite(name, roles)
  const page = await openWindow(within)
  await page.context().addCookies(cookies)
  // Five windows at once are slow at times.
  page.context().setDefaultTimeout(40_000)
  return { name, page }
}

/** The person does it on the page that they have open. */
async function act({ page }: Hand, title: string, form: Form = {}): Promise<void> {
  await button(page, title).click()
  const open = page.getByRole('form', { name: title })
  await open.waitFor()
  for (const [label, value] of Object.entries(form)) await fill(page, open, label, value)
  const send = open.getByRole('button', { name: title, exact: true })
  await send.click()
  // Where a colleague was quicker by a moment the form stays and says so: then it is sent again, as people do.
  const isSent = () =>
    open.waitFor({ state: 'detached', timeout: 8_000 }).then(
      () => true,
      () => false,
    )
  if (await isSent()) return
  await page.screenshot({ path: screenshot('five-hands-again'), fullPage: true })
  await send.click()
  await open.waitFor({ state: 'detached' })
}

async function fill(page: Page, form: ReturnType<Page['getByRole']>, label: string, value: Filled) {
  if (Array.isArray(value)) return fillList(form, label, value)
  const field = form.getByLabel(new RegExp(`^${escaped(label)}( optional)?$`)).first()
  await field.waitFor()
  const [kind, role] = await field.evaluate(one => [
    one instanceof HTMLInputElement ? one.type : one.tagName.toLowerCase(),
    one.getAttribute('role') ?? one.getAttribute('aria-haspopup') ?? '',
  ])
  if (kind === 'checkbox') return field.setChecked(value === true)
  if (kind === 'select') return field.selectOption({ label: String(value) })
  await field.fill(String(value))
  if (role !== '')
    await page
      .getByRole('option', { name: String(value) })
      .first()
      .click()
  return undefined
}

async function fillList(form: ReturnType<Page['getByRole']>, label: string, values: string[]) {
  const boxes = form.getByRole('group', { name: label }).getByRole('checkbox')
  if ((await boxes.count()) > 0) {
    for (const value of values) await form.getByLabel(value, { exact: true }).check()
    return
  }
  for (const [n, value] of values.entries()) {
    const item = form.getByRole('textbox', { name: new RegExp(`${n + 1}$`) })
    if ((await item.count()) === 0) await form.getByRole('button', { name: /^Add / }).click()
    await item.first().fill(value)
  }
}

/** Whoever looks on sees it by themselves. */
const sees = (page: Page, said: string | RegExp) => page.getByText(said).first().waitFor()

/** What is possible for the person now, as soon as the page knows it. */
const can = ({ page }: Hand, title: string) => button(page, title).waitFor()

/** Events say more about themselves after their name. */
const button = (page: Page, title: string) =>
  page.getByRole('button', { name: new RegExp(`^${escaped(title)}`) }).first()

const escaped = (text: string) => text.replaceAll(/[?.()]/g, '\\$&')

test('a lead goes from fit to closed through five people’s hands, and back where it must', async () => {
  const stella = await hand('Stella Brandt', ['strategy'], browser())
  const mia = await hand('Mia Thoma', ['marketing'], second)
  const sam = await hand('Sam Okoro', ['sales'], browser())
  const omar = await hand('Omar Said', ['operations'], second)
  const olga = await hand('Olga Petrova', ['operations', 'marketing'], browser())
  const everybody = [stella, mia, sam, omar, olga]

  // Marketing starts the case.
  await mia.page.goto(`${url()}/start?process=customer-journey`)
  const begin = mia.page.getByRole('form', { name: 'New case' })
  await begin.waitFor()
  const prospect: Form = {
    Name: 'Hotel Seeblick',
    Segment: 'hotel',
    Region: 'coast',
    Need: 'New rooms before the season',
    Budget: 30_000,
    Campaign: 'Hotel fair in the capital',
  }
  for (const [label, value] of Object.entries(prospect)) await fill(mia.page, begin, label, value)
  await begin.getByRole('button', { name: 'Start the case' }).click()
  await mia.page.getByRole('heading', { name: 'Hotel Seeblick' }).waitFor()
  const address = mia.page.url()
  await Promise.all(everybody.filter(one => one !== mia).map(({ page }) => page.goto(address)))

  // Marketing asks strategy for what only strategy can do; who is asked is told.
  await mia.page.getByRole('button', { name: 'Ask Strategy' }).first().click()
  await sees(mia.page, /^Asked: .*Stella Brandt/)
  await stella.page.getByRole('button', { name: /^Notifications, 1/ }).waitFor()

  // Strategy asks, marketing answers, strategy confirms; marketing sends it back once.
  await can(stella, 'Ask marketing for facts')
  await act(stella, 'Ask marketing for facts', { 'What is missing?': 'How many rooms?' })
  await can(mia, 'Record what we know about the prospect')
  await act(mia, 'Record what we know about the prospect', { Need: '20 rooms before the season' })
  await can(stella, 'Confirm that the prospect fits')
  await act(stella, 'Confirm that the prospect fits', { 'Target market': 'Independent hotels' })
  await can(mia, 'Send back to strategy')
  await act(mia, 'Send back to strategy', { 'What has changed?': 'The budget is larger.' })
  await can(stella, 'Confirm that the prospect fits')
  await act(stella, 'Confirm that the prospect fits', { 'Target market': 'Independent hotels' })

  // An exception is declined; then the lead is qualified, and returned twice.
  await can(sam, 'Ask for an exception')
  await act(sam, 'Ask for an exception', { 'Why should this lead be an exception?': 'They are in a hurry.' })
  await can(mia, 'Decline the exception')
  await act(mia, 'Decline the exception', { Reason: 'Two days is all it takes.' })
  await can(mia, 'Record engagement')
  await act(mia, 'Record engagement', { 'What happened': 'Met', Points: 80 })
  await act(mia, 'Record consent to contact', { 'May we contact them?': true, On: days(0) })
  await act(mia, 'Qualify the lead')
  await can(sam, 'Return the lead to marketing')
  await act(sam, 'Return the lead to marketing', { Reason: 'Cannot be reached' })
  await can(mia, 'Qualify the lead')
  await act(mia, 'Qualify the lead')
  await can(sam, 'Accept the lead and open a deal')
  await act(sam, 'Accept the lead and open a deal')
  await can(sam, 'Return the lead to marketing')
  await act(sam, 'Return the lead to marketing', { Reason: 'No need now' })
  await can(mia, 'Qualify the lead')
  await act(mia, 'Qualify the lead')
  await can(sam, 'Accept the lead and open a deal')
  await act(sam, 'Accept the lead and open a deal')

  // A promise is countered, its price refused, then confirmed and approved.
  await can(sam, 'Record the customer’s expectations')
  await act(sam, 'Record the customer’s expectations', {
    'What the customer expects': ['Ready on the day', 'One who answers'],
  })
  await can(sam, 'Start the proposal')
  await act(sam, 'Start the proposal', { 'Kind of deal': 'Order' })
  await can(sam, 'Add a promise')
  await act(sam, 'Add a promise', {
    Offering: 'Guest room set',
    Scope: 'Linen, kettle and lamp',
    Quantity: 20,
    Quality: 'every-piece',
    'Price per unit': 350,
    'Due on': days(60),
  })
  await act(sam, 'Have the promises checked')
  await can(omar, 'Counter a promise')
  await act(omar, 'Counter a promise', { Promise: 'p1', 'Why not as promised': 'A week later has room.' })
  await can(sam, 'Revise a promise')
  await act(sam, 'Revise a promise', { Promise: 'p1', 'Due on': days(70), Reason: 'As operations offers.' })
  await act(sam, 'Have the promises checked')
  await can(stella, 'Refuse the prices')
  await act(stella, 'Refuse the prices', { Reason: 'Below the floor.' })
  await can(sam, 'Revise a promise')
  await act(sam, 'Revise a promise', {
    Promise: 'p1',
    'Price per unit': 420,
    Reason: 'At the floor.',
  })
  await act(sam, 'Have the promises checked')
  await can(omar, 'Confirm a promise')
  await act(omar, 'Confirm a promise', { Promise: 'p1' })
  await can(stella, 'Approve the prices')
  await act(stella, 'Approve the prices')

  // Lost, opened again, won; the handover is refused once.
  await can(sam, 'Lost')
  await act(sam, 'Lost', { Reason: 'Competitor' })
  await can(sam, 'Reopen the deal')
  await act(sam, 'Reopen the deal', { Reason: 'The other could not deliver.' })
  await can(sam, 'Record the signature')
  await act(sam, 'Record the signature', { 'Value of the deal': 8_400, 'Signed on': days(0) })
  await can(sam, 'Won')
  await act(sam, 'Won')
  await can(sam, 'Hand over to operations')
  await act(sam, 'Hand over to operations')
  await can(omar, 'Refuse the handover')
  await act(omar, 'Refuse the handover', { 'What is missing': ['The floors of the rooms'] })
  await can(sam, 'Hand over to operations')
  await act(sam, 'Hand over to operations')
  await can(omar, 'Accept the handover')
  await act(omar, 'Accept the handover')

  // Delivered, sent to rework, delivered again and kept; a complaint, and its end.
  await can(omar, 'Record a delivery')
  await act(omar, 'Record a delivery', delivery)
  await can(olga, 'Send to rework')
  await act(olga, 'Send to rework', { Promise: 'p1', 'What has to be mended': 'Four lamps.' })
  await can(omar, 'Record a delivery')
  await act(omar, 'Record a delivery', delivery)
  await can(olga, 'Match the delivery with the promise')
  await act(olga, 'Match the delivery with the promise', {
    Promise: 'p1',
    'Is the quality as promised?': true,
  })
  await can(olga, 'Record a complaint')
  await act(olga, 'Record a complaint', { Complaint: 'A kettle is loud.' })
  await can(omar, 'Complaint resolved')
  await act(omar, 'Complaint resolved', { 'What was done': 'Another kettle.' })
  await can(mia, 'Record feedback')
  await act(mia, 'Record feedback', { Satisfaction: 5 })

  // All four learn, and the case is closed on everybody's page.
  await can(mia, 'Record a learning')
  await act(mia, 'Record a learning', {
    'What did we learn?': 'Kettles are tried before they go out.',
    'Whom it concerns': ['Operations'],
  })
  await can(stella, 'Acknowledge for strategy')
  await act(stella, 'Acknowledge for strategy')
  await act(mia, 'Acknowledge for marketing')
  await act(sam, 'Acknowledge for sales')
  await act(omar, 'Acknowledge for operations')
  for (const { page } of everybody) await sees(page, 'The case is closed')
  await stella.page.screenshot({ path: screenshot('five-hands-closed'), fullPage: true })

  const id = decodeURIComponent(new URL(address).pathname.split('/').at(-1)!)
  const verified = await (await stella.page.request.get(`${url()}/api/cases/${id}/history?limit=200`)).json()
  // Whoever sends a moment before their page has heard of a colleague's step is told, and sends again.
  const refused = verified.items.filter(
    ({ kind, refusal }: { kind: string; refusal?: { reason: string } }) =>
      kind === 'refusal' && refusal?.reason !== 'stale',
  )
  const actors = new Set(
    verified.items.map(({ event }: { event: { actor: { name: string } } }) => event.actor.name),
  )
  expect(refused).toEqual([])
  expect([...actors].sort()).toEqual(everybody.map(({ name }) => name).sort())
}, 600_000)

const delivery: Form = {
  Promise: 'p1',
  'Delivered on': days(0),
  'Quantity delivered': 20,
  Evidence: 'Delivery note, signed',
}
