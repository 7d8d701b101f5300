// What reaches the other side, at once and with the reason; who wants to be told of what; and the clocks of a case.

import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Definition } from '../../engine/definition.ts'
import { openSqliteStore } from '../../server/store/sqlite/open.ts'
import { aCommit } from '../server/store-contract.ts'
import { openWindow, type Session } from '../support/kept-window.ts'
import { lookAt, ownerInBrowser, screenshot, violations } from '../support/owner-in-browser.ts'

const { open, url, folder, browser, session, invite } = ownerInBrowser()

const hour = 3_600_000
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const bell = (page: Page) => page.getByRole('button', { name: /^Notifications/ })
const post = async (page: Page, path: string, data: unknown) => {
  const response = await page.request.post(url() + path, { data, headers: { origin: url() } })
  expect(response.ok()).toBe(true)
}

const prospect = {
  ...{ name: 'Hotel Seeblick', segment: 'hotel', region: 'coast', budget: 30_000 },
  campaign: 'spring-hotels',
}

let ben: Session
beforeAll(async () => {
  const page = await open('/healthz')
  await post(page, '/api/cases', { process: 'customer-journey', id: 'seeblick', data: { prospect } })
  await post(page, '/api/cases/seeblick/events', {
    type: 'CONFIRM_FIT',
    data: { market: 'independent-hotels' },
  })
  ben = await invite('Ben Holm', ['marketing'])
  await page.goto('about:blank')
})

test('a case that is sent back reaches the other side at once, with the reason', async () => {
  const page = await open('/cases/seeblick')
  await panel(page, 'Clocks').getByText('Marketing', { exact: true }).waitFor()
  const his = await openWindow(browser())
  await his.context().addCookies(ben.cookies)

  await post(his, '/api/cases/seeblick/events', {
    type: 'SEND_BACK_TO_STRATEGY',
    data: { reason: 'They have sold the house.' },
  })

  const banner = page.getByRole('region', { name: 'Sent back', exact: true })
  await banner.getByText('Ben Holm sent this back').waitFor()
  await banner.getByText('They have sold the house.').waitFor()
  // The process itself tells strategy of it too.
  await page.getByRole('button', { name: 'Notifications, 2 unread' }).waitFor()
  expect(await lookAt(page, 'sent-back-light', true)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await lookAt(page, 'sent-back-dark', true)).toEqual([])
  await his.context().close()
})

test('a switch turns off being told of what was sent back, and on again', async () => {
  const page = await open('/cases/seeblick', { theme: 'dark' })
  await bell(page).click()
  const told = page.getByRole('list', { name: 'Notifications' })
  await told.getByText('They have sold the house.').first().waitFor()
  await told.getByText(/^Sent back/).waitFor()
  await page.screenshot({ path: screenshot('bell-dark') })
  await page.getByRole('button', { name: 'What to be told of' }).click()
  const choice = page.getByRole('switch', { name: 'Sent back' })
  await choice.waitFor()
  expect(await lookAt(page, 'choices-dark')).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await lookAt(page, 'choices-light')).toEqual([])
  await choice.click()

  await page.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor()
  await page.getByRole('button', { name: 'Back to the notifications' }).click()
  await told.getByText('A lead comes back').waitFor()
  expect(await told.getByText('Ben Holm').count()).toBe(0)
  await page.getByRole('button', { name: 'What to be told of' }).click()
  expect(await choice.isChecked()).toBe(false)
  await choice.click()
  await page.getByRole('button', { name: 'Back to the notifications' }).click()
  await told.getByRole('link', { name: /Ben Holm has sent Hotel Seeblick back/ }).click()

  await page.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor()
})

test('how urgent a case is, is chosen from a menu, and is on record', async () => {
  const page = await open('/cases/seeblick')
  const change = page.getByRole('button', { name: 'Change priority' })
  await change.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemradio', { name: 'Urgent' }).waitFor()
  expect(await violations(page)).toEqual([])

  await page.getByRole('menuitemradio', { name: 'Urgent' }).press('Enter')

  await panel(page, 'What happened')
    .getByText(/urgent/i)
    .waitFor()
  expect(await page.locator('[data-priority=urgent]').count()).toBe(1)
})

test('a browser whose clock is five hours ahead tells the times of the server', async () => {
  const page = await openWindow(browser())
  await page.context().addCookies(session().cookies)
  await page.clock.install({ time: Date.now() + 5 * hour })
  await post(page, '/api/cases', { process: 'customer-journey', id: 'ahead', data: { prospect } })

  await page.goto(`${url()}/cases/ahead`)

  const clocks = panel(page, 'Clocks')
  await clocks.getByText('under a minute old').waitFor()
  expect(await clocks.textContent()).not.toMatch(/overdue|\b[45] h\b/)
  expect(await page.getByRole('banner').or(page.locator('main')).last().textContent()).toContain('just now')
  expect(await page.getByText(/5 hours ago|in 5 hours/).count()).toBe(0)
  await page.context().close()
})

test('a case on a version that cannot be run any more is shown, with a sentence', async () => {
  const store = openSqliteStore({ file: join(folder(), 'throughline.db') })
  const definition = { id: 'museum', name: 'Museum', initial: 7, states: [{ on: 'GO' }] }
  await store.addVersion({
    ...{ process: 'museum', definition: definition as unknown as Definition, layout: {}, hash: '', note: '' },
    ...{ publishedAt: '2020-01-01T00:00:00.000Z', publishedBy: 'x' },
  })
  await store.commit(aCommit('old', null, { process: 'museum', data: { name: 'Pension Alt' } }))
  await store.close()

  const page = await open('/cases/old')

  await page.getByRole('heading', { name: 'Pension Alt' }).waitFor()
  await page.getByText(/^Version 1 of the process "museum" cannot be run/).waitFor()
  await panel(page, 'What is known').getByText('Pension Alt').waitFor()
  await panel(page, 'What happened').getByRole('listitem').first().waitFor()
  expect(await lookAt(page, 'unreadable', true)).toEqual([])
  await page.goto(`${url()}/cases`)
  await page
    .getByRole('link', { name: /Pension Alt/ })
    .first()
    .waitFor()
})
