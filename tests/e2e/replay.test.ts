// A case as an auditor reads it: every entry of its history, and the whole of it played again.

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { lookAt, ownerInBrowser, screenshot, violations } from '../support/owner-in-browser.ts'

const { open, url, folder, invite } = ownerInBrowser()

type Sent = { type: string; data?: Record<string, unknown> }

async function post(page: Page, path: string, data: unknown): Promise<number> {
  const response = await page.request.post(url() + path, { data, headers: { origin: url() } })
  return response.status()
}

/** A case that was refused something, sent back, talked about, and went on. */
async function travel(page: Page, id: string): Promise<void> {
  const prospect = { name: 'Hotel Seeblick', segment: 'hotel', region: 'coast', budget: 30_000 }
  expect(
    await post(page, '/api/cases', {
      process: 'customer-journey',
      id,
      data: { prospect: { ...prospect, campaign: 'spring-hotels' } },
    }),
  ).toBe(201)
  const events: Sent[] = [
    { type: 'CONFIRM_FIT', data: { market: 'independent-hotels' } },
    { type: 'CLOSE_DEAL' },
  ]
  for (const event of events) await post(page, `/api/cases/${id}/events`, event)
  await post(page, `/api/cases/${id}/comments`, { text: 'They want an answer by Friday.', mentions: [] })
}

const entry = (page: Page, seq: number) => page.locator(`li[data-seq="${seq}"]`)
const head = (page: Page, seq: number) => entry(page, seq).locator('button[aria-expanded]')
const scrubber = (page: Page) => page.getByRole('slider', { name: 'Place in the history' })

beforeAll(async () => {
  const page = await open('/healthz')
  await travel(page, 'seeblick')
  await travel(page, 'changed')
  await travel(page, 'torn')
  await page.goto('about:blank')
})

test('an auditor comes from the case to its timeline, where every entry opens to all that is on record', async () => {
  const auditor = await invite('Vera Audit', ['auditor'])
  const page = await open('/cases/seeblick', { as: auditor })
  await page.getByRole('definition').getByRole('link', { name: 'Audit', exact: true }).click()

  await page.getByRole('heading', { name: 'Audit of Hotel Seeblick' }).waitFor()
  await head(page, 1).focus()
  await page.keyboard.press('Enter')
  await entry(page, 1).getByText('What changed').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')

  const second = entry(page, 2).getByRole('region', { name: 'Entry 2 in detail' })
  await second.getByRole('heading', { name: 'Rules that were asked' }).waitFor()
  await second.getByText('holds', { exact: true }).first().waitFor()
  await second.getByText(/^Strategy, version/).click()
  await second.getByText(/"markets"/).waitFor()
  await second.getByRole('button', { name: 'Copy hash', exact: true }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[0-9a-f]{64}$/)
  expect(await lookAt(page, 'audit-timeline-light', true)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await lookAt(page, 'audit-timeline-dark', true)).toEqual([])
})

test('the timeline shows one kind of entry, and goes to the one that is asked for', async () => {
  const page = await open('/audit/cases/seeblick')
  await head(page, 3).getByText('Refused', { exact: true }).waitFor()

  await page.getByLabel('Show', { exact: true }).selectOption('Refused attempts')
  await page.getByText('1 of 4 entries').waitFor()
  expect(await head(page, 1).count()).toBe(0)
  await page.getByLabel('Go to entry').fill('4')
  await page.keyboard.press('Enter')

  await entry(page, 4).getByRole('region', { name: 'Entry 4 in detail' }).waitFor()
  expect(new URL(page.url()).search).toBe('?seq=4')
  await page.goto(`${url()}/audit/cases/seeblick?view=replay&seq=9999`)
  await page.getByText('There is no entry 9,999: the history ends with entry 4.').waitFor()
})

test('a history is played with keys, on the drawing, and agrees with the record; a link leads to a step', async () => {
  const page = await open('/audit/cases/seeblick?view=replay&seq=2')
  await page.locator('.react-flow__node [data-tone=now]').first().waitFor()
  await page.getByText('all 4 entries agree with the record').waitFor()
  expect(await scrubber(page).getAttribute('aria-valuetext')).toBe('Entry 2 of 4')
  const data = page.getByRole('region', { name: 'Data after this entry' })
  await data.locator('[data-kind=added], [data-kind=changed]').first().waitFor()
  await page.locator('path[data-line][data-tone=now]').first().waitFor({ state: 'attached' })
  expect(await lookAt(page, 'audit-replay-light', true)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await lookAt(page, 'audit-replay-dark', true)).toEqual([])

  await page.keyboard.press('ArrowRight')
  await page.getByText('The case stood still.').waitFor()
  await page.keyboard.press('Home')
  await page.getByText('Entry 1 of 4', { exact: true }).waitFor()
  await page.getByLabel('Speed').selectOption('20×')
  await page.locator('h1').click()
  await page.keyboard.press(' ')

  await page.getByText('Entry 4 of 4', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Play' }).waitFor()
  await expect.poll(() => new URL(page.url()).search).toBe('?view=replay&seq=4')
  await page.getByRole('link', { name: 'See it in the timeline' }).click()
  await entry(page, 4).getByRole('region', { name: 'Entry 4 in detail' }).waitFor()
})

/** Writes to what cannot be changed, as somebody with the file could. */
function tamper(sql: string): void {
  const database = new DatabaseSync(join(folder(), 'throughline.db'))
  for (const { name } of database
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history'`)
    .all())
    database.exec(`DROP TRIGGER "${name}"`)
  database.exec(sql)
  database.close()
}

const entryOf = (id: string, seq: number) =>
  `case_no = (SELECT no FROM cases WHERE id = '${id}') AND json_valid(entry) AND json_extract(entry, '$.seq') = ${seq}`

test('the replay stops at the first entry that does not come out as recorded, and shows both sides', async () => {
  tamper(
    `UPDATE history SET entry = json_set(entry, '$.to.data.prospect.budget', 99) WHERE ${entryOf('changed', 2)}`,
  )
  const page = await open('/audit/cases/changed?view=replay')

  const said = page.getByRole('alert')
  await said.getByRole('heading', { name: 'Entry 2 does not come out as it is on record' }).waitFor()
  await said.getByRole('row', { name: 'Data › Prospect › Budget 99 30,000' }).waitFor()
  await page.getByRole('button', { name: 'Play' }).click()
  await page.getByText('Entry 2 of 4', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Play' }).waitFor()
  await page.evaluate(() => window.scrollTo(0, 0))
  expect(await lookAt(page, 'audit-diverged', true)).toEqual([])
  await page.keyboard.press('End')
  await said.getByText(/^Past this place nothing is compared/).waitFor()
})

test('an entry that is damaged is told as such, and the others are read', async () => {
  tamper(`UPDATE history SET entry = '{"seq":3,' WHERE ${entryOf('torn', 3)}`)
  const page = await open('/audit/cases/torn')

  await entry(page, 3).getByText('Entry 3 cannot be read: what is on record is damaged.').waitFor()
  await entry(page, 4).getByText('They want an answer by Friday.').waitFor()
  await page.getByRole('link', { name: 'Replay', exact: true }).click()
  await page.getByRole('heading', { name: /^Entry 3 is not there/ }).waitFor()
  const found = await violations(page)
  await page.goto(`${url()}/cases/torn`)
  await page.getByRole('alert').filter({ hasText: 'Entry 3 cannot be read' }).waitFor()
  await page.getByText('They want an answer by Friday.').first().waitFor()
  found.push(...(await lookAt(page, 'case-damaged', true)))
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: screenshot('case-damaged-dark'), fullPage: true })

  expect(found).toEqual([])
})

test('staff find no way to the audit, and are told so where they have its address', async () => {
  const staff = await invite('Stefan Sale', ['sales'])
  const page = await open('/audit/cases/seeblick', { as: staff })

  await page.getByRole('heading', { name: /not/i }).first().waitFor()
  await page.goto(`${url()}/cases/seeblick`)
  await page.getByRole('heading', { name: 'Hotel Seeblick' }).waitFor()
  expect(await page.getByRole('link', { name: 'Audit', exact: true }).count()).toBe(0)
})
