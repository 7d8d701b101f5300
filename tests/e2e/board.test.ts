// The board: cards that are led to where a rule lets them, by mouse and by keys.

import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { makeRegistersLast } from '../support/lasting-registers.ts'
import { fillWith } from '../support/many-cases.ts'
import { center, lookAt, ownerInBrowser, screenshot } from '../support/owner-in-browser.ts'

const { open, url, server, folder } = ownerInBrowser()

const column = (page: Page, id: string) => page.locator(`[data-column="${id}"]`)
const card = (page: Page, id: string) => page.locator(`[data-card="${id}"]`)
const said = (page: Page) => page.getByRole('status').filter({ hasText: 'Dismiss' }).getByRole('paragraph')

async function post(page: Page, path: string, data: unknown): Promise<void> {
  const response = await page.request.post(url() + path, { data, headers: { origin: url() } })
  expect(response.ok() ? '' : await response.text()).toBe('')
}

const send = (page: Page, id: string, type: string, data = {}) =>
  post(page, `/api/cases/${id}/events`, { type, data })

async function begin(page: Page, id: string, name: string, budget: number): Promise<void> {
  const prospect = { name, segment: 'hotel', region: 'coast', budget, campaign: 'spring-hotels' }
  await post(page, '/api/cases', { process: 'customer-journey', id, data: { prospect } })
}

async function qualify(page: Page, id: string): Promise<void> {
  await send(page, id, 'CONFIRM_FIT', { market: 'independent-hotels' })
  await send(page, id, 'RECORD_ENGAGEMENT', { kind: 'met', points: 90 })
  await send(page, id, 'RECORD_CONSENT', { given: true, basis: 'web form', on: '2026-11-01' })
  await send(page, id, 'QUALIFY')
}

/** Takes a card in hand and leads it over a place, without letting it go. */
async function carry(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.scrollIntoViewIfNeeded()
  const [start, end] = [center((await from.boundingBox())!), center((await to.boundingBox())!)]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x + 12, start.y + 4, { steps: 3 })
  await page.locator('[data-reach=open], [data-reach=blocked]').first().waitFor()
  await page.mouse.move(end.x, end.y, { steps: 6 })
}

beforeAll(async () => {
  const page = await open('/healthz')
  await makeRegistersLast(page, url())
  for (const [id, name, budget] of [
    ['seeblick', 'Hotel Seeblick', 30_000],
    ['adler', 'Gasthof Adler', 25_000],
    ['linde', 'Pension zur Linde', 40_000],
  ] as const)
    await begin(page, id, name, budget)
  await qualify(page, 'seeblick')
  await send(page, 'adler', 'CONFIRM_FIT', { market: 'independent-hotels' })
  await post(page, '/api/cases/adler/priority', { priority: 'urgent' })
  await post(page, '/api/cases/adler/assignment', { assignee: 'me' })
  await page.goto('about:blank')
})

test('a drop that needs nothing moves the case; while it is in hand the columns say where it can go', async () => {
  const page = await open('/board?process=customer-journey&by=stage')
  await card(page, 'seeblick').waitFor()
  expect(await lookAt(page, 'board-stage-light')).toEqual([])

  await carry(page, card(page, 'seeblick'), column(page, 'sales'))

  expect(await column(page, 'sales').getAttribute('data-reach')).toBe('open')
  expect(await column(page, 'operations').getAttribute('data-reach')).toBe('none')
  await page.screenshot({ path: screenshot('board-carry') })
  await page.mouse.up()
  await column(page, 'sales').locator('[data-card=seeblick]').waitFor()
  await said(page).getByText('Hotel Seeblick is now in Sales.').waitFor()
  const { activeStates } = await (await page.request.get(`${url()}/api/cases/seeblick`)).json()
  expect(activeStates).toEqual(['sales.pursuing.discovery'])
  expect(new URL(page.url()).pathname).toBe('/board')
})

test('a drop that needs a form opens it; cancelled it changes nothing, sent it moves the case', async () => {
  const page = await open('/board?process=customer-journey&by=state')
  await card(page, 'linde').waitFor()
  const target = column(page, 'marketing.nurturing.cold')
  await carry(page, card(page, 'linde'), target)
  await page.mouse.up()
  await page.getByRole('dialog').getByLabel('Target market').first().waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const waited = await column(page, 'strategy.fit-review').locator('[data-card=linde]').count()

  await carry(page, card(page, 'linde'), target)
  await page.mouse.up()
  await page.getByRole('dialog').getByLabel('Target market').first().fill('Independent')
  await page.getByRole('option', { name: 'Independent hotels' }).click()
  await page.screenshot({ path: screenshot('board-form') })
  await page.getByRole('button', { name: 'Confirm that the prospect fits' }).click()

  await target.locator('[data-card=linde]').waitFor()
  await said(page).getByText('Pension zur Linde is now in Cold.').waitFor()
  expect(waited).toBe(1)
})

test('a forbidden drop goes back and shows the rule, with the focus on it; where nothing leads, what does is told', async () => {
  const page = await open('/board?process=customer-journey&by=state')
  await page.emulateMedia({ colorScheme: 'dark' })
  await card(page, 'adler').waitFor()

  await carry(page, card(page, 'adler'), column(page, 'marketing.qualified.waiting'))
  expect(await column(page, 'marketing.qualified.waiting').getAttribute('data-reach')).toBe('blocked')
  await page.screenshot({ path: screenshot('board-carry-dark') })
  await page.mouse.up()

  const panel = page.getByRole('dialog', { name: 'Gasthof Adler cannot go to Waiting for a seller yet' })
  await panel.getByText('does not hold').first().waitFor()
  await panel.getByRole('link', { name: 'To the case' }).waitFor()
  await expect.poll(() => panel.evaluate(it => it.contains(document.activeElement))).toBe(true)
  expect(await column(page, 'marketing.nurturing.cold').locator('[data-card=adler]').count()).toBe(1)
  expect(await lookAt(page, 'board-blocked-dark')).toEqual([])
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  await carry(page, card(page, 'adler'), column(page, 'strategy.clarification'))
  await page.mouse.up()
  await said(page)
    .getByText(/^No event leads Gasthof Adler to Facts wanted\. From here: /)
    .waitFor()
  expect(await card(page, 'adler').count()).toBe(1)
})

test('by keys: arrows lead from card to card, M lists the columns, and the same comes of it; where a case really went is told', async () => {
  const page = await open('/board?process=customer-journey&by=state')
  await card(page, 'linde').waitFor()
  const link = (id: string) => card(page, id).getByRole('link')
  expect(await page.locator('[data-card] a[tabindex="0"]').count()).toBe(1)
  await page.locator('[data-card] a[tabindex="0"]').focus()

  await page.keyboard.press('End')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => link('seeblick').evaluate(it => it === document.activeElement)).toBe(true)
  await page.keyboard.press('m')
  const list = page.getByRole('dialog', { name: 'Move Hotel Seeblick to…' })
  await list.getByRole('button', { name: /^Why we lost/ }).waitFor()
  expect(await list.getByRole('button', { name: /^Proposal.*In the way: / }).count()).toBe(1)
  expect(await lookAt(page, 'board-move-light')).toEqual([])
  await list.getByRole('button', { name: /^Proposal/ }).click()
  await page.getByRole('dialog', { name: 'Hotel Seeblick cannot go to Proposal yet' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => link('seeblick').evaluate(it => it === document.activeElement)).toBe(true)

  await page.keyboard.press('m')
  await list.getByRole('button', { name: /^Cold/ }).focus()
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: /^Return the lead to marketing: Hotel Seeblick/ })
  await form.getByLabel(/^Reason/).selectOption({ label: 'No budget' })
  await form.getByRole('button', { name: 'Return the lead to marketing' }).click()

  // It goes back to where it was, and that was another column.
  await column(page, 'marketing.nurturing.engaged').locator('[data-card=seeblick]').waitFor()
  await said(page)
    .getByText(/^Hotel Seeblick is now in Engaged, not in Cold: the rules/)
    .waitFor()
  await expect.poll(() => link('seeblick').evaluate(it => it === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/cases/seeblick')
})

test('what somebody else moves comes by itself, but not out of the hand', async () => {
  const page = await open('/board?process=customer-journey&by=stage')
  await card(page, 'linde').waitFor()

  await begin(page, 'neu', 'Haus am Neuen Markt', 50_000)
  await column(page, 'strategy').locator('[data-card=neu]').waitFor()
  await carry(page, card(page, 'linde'), column(page, 'strategy'))
  await send(page, 'linde', 'SEND_BACK_TO_STRATEGY', { reason: 'It is in another region.' })
  await send(page, 'neu', 'CONFIRM_FIT', { market: 'independent-hotels' })
  await expect.poll(() => column(page, 'strategy').getAttribute('data-reach')).not.toBe('open')

  expect(await column(page, 'strategy').locator('[data-card=neu]').count()).toBe(1)
  expect(await column(page, 'marketing').locator('[data-card=linde]').count()).toBe(1)
  await page.mouse.up()
  await said(page)
    .getByText(/^Pension zur Linde was moved meanwhile and is now in Fit review/)
    .waitFor()
  await column(page, 'strategy').locator('[data-card=linde]').waitFor()
  await column(page, 'marketing').locator('[data-card=neu]').waitFor()
})

test('on a phone one column is shown, another is chosen, and a card is moved by its button', async () => {
  const page = await open('/board?process=customer-journey&by=state', { width: 390, theme: 'dark' })
  await card(page, 'linde').waitFor()

  await page.getByLabel('Column', { exact: true }).selectOption('marketing.nurturing.cold')
  await card(page, 'adler').waitFor()
  const isWider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  await page.screenshot({ path: screenshot('board-phone') })
  await card(page, 'adler').getByRole('button', { name: 'Move Gasthof Adler to…' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Fit review/ })
    .click()

  await page
    .getByRole('dialog', { name: /Gasthof Adler$/ })
    .getByRole('textbox')
    .fill('Look again, please.')
  await page.screenshot({ path: screenshot('board-phone-form') })
  expect(isWider).toBe(false)
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
})

test('nothing is said, and so is nothing that fits; the board comes back as it was left', async () => {
  const page = await open('/board?process=objective-review')
  await page.getByRole('heading', { name: 'No open cases' }).waitFor()

  await page.getByLabel('Process').selectOption('customer-journey')
  await card(page, 'adler').waitFor()
  await page.getByRole('searchbox').fill('nobody is called that')
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await card(page, 'adler').waitFor()
  await page.getByText('States', { exact: true }).click()
  await column(page, 'strategy.clarification').waitFor()
  expect(await lookAt(page, 'board-state-light')).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await lookAt(page, 'board-state-dark')).toEqual([])
  await page.goto(`${url()}/board`)

  await column(page, 'strategy.clarification').waitFor()
  await page.getByText('Mine', { exact: true }).click()
  await card(page, 'linde').waitFor({ state: 'detached' })
  expect(await card(page, 'adler').count()).toBe(1)
})

test('ten thousand cases: a column shows the first, and more of them on demand; a card is taken in hand', async () => {
  await begin(await open('/healthz'), 'one-of-many', 'Many', 30_000)
  expect(await server.goDown()).toBe(0)
  fillWith(folder(), 10_000, 'one-of-many')
  await server.comeBack()
  const page = await open('/board?process=customer-journey&by=state')
  const fit = column(page, 'strategy.fit-review')
  await fit.locator('[data-card]').first().waitFor()
  const first = await fit.locator('[data-card]').count()

  for (const more of [50, 100, 150]) {
    await fit.getByRole('button', { name: 'Show more' }).click()
    await expect.poll(() => fit.locator('[data-card]').count()).toBe(more)
  }
  await carry(page, fit.locator('[data-card]').first(), column(page, 'marketing.nurturing.cold'))
  await page.keyboard.press('Escape')

  expect(first).toBe(30)
  expect(Number.parseInt((await fit.getByText(/\d+ cases/).textContent()) ?? '', 10)).toBeGreaterThan(9_990)
})
