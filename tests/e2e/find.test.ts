// Auditors find entries and cases by what happened, keep what they look for, and see who has read what.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fillWith } from '../support/many-cases.ts'
import { lookAt, ownerInBrowser, violations } from '../support/owner-in-browser.ts'

const { open, url, folder, invite, server } = ownerInBrowser()

async function post(page: Page, path: string, data: unknown): Promise<number> {
  const response = await page.request.post(url() + path, { data, headers: { origin: url() } })
  return response.status()
}

async function start(page: Page, id: string, name: string, budget: number): Promise<void> {
  const prospect = { name, segment: 'hotel', region: 'coast', budget, campaign: 'spring-hotels' }
  expect(await post(page, '/api/cases', { process: 'customer-journey', id, data: { prospect } })).toBe(201)
}

const add = (page: Page) => page.getByRole('combobox', { name: 'Add a filter' })
const bar = (page: Page) => page.getByRole('search', { name: 'Filters' })
const rows = (page: Page) =>
  page.getByRole('list', { name: /^(Entries|Cases) that were found/ }).getByRole('listitem')
const said = (page: Page, sentence: string | RegExp) =>
  page.getByRole('status').filter({ hasText: sentence }).first().waitFor()

/** Adds a filter by its name, as somebody does who has no mouse. */
async function addByKeys(page: Page, name: string): Promise<void> {
  await page.keyboard.press('/')
  await page.keyboard.type(name)
  await page.getByRole('option', { name, exact: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: `${name}:` }).waitFor()
}

test('before anything is on record the page says what to do', async () => {
  const page = await open('/audit')

  await page.getByRole('heading', { name: 'Nothing is on record yet' }).waitFor()
  await page.getByText('seed --demo').waitFor()
  expect(await violations(page)).toEqual([])
})

test('an auditor begins here, finds a refusal by its rule and opens the entry', async () => {
  const setup = await open('/healthz')
  await start(setup, 'seeblick', 'Hotel Seeblick', 300)
  await start(setup, 'small', 'Pension Klein', 200)
  for (const id of ['seeblick', 'small'])
    await post(setup, `/api/cases/${id}/events`, {
      type: 'CONFIRM_FIT',
      data: { market: 'independent-hotels' },
    })
  await post(setup, '/api/cases/seeblick/comments', { text: 'They want an answer by Friday.', mentions: [] })
  const page = await open('/', { as: await invite('Vera Audit', ['auditor']) })

  await page.getByRole('heading', { name: 'Find', exact: true }).waitFor()
  await said(page, 'Everything on record')
  await rows(page).filter({ hasText: 'They want an answer by Friday.' }).waitFor()
  expect(await lookAt(page, 'find-all-light', true)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await lookAt(page, 'find-all-dark', true)).toEqual([])
})

test('a refusal is found by the rule that said no, and opens in its history', async () => {
  const page = await open('/audit')
  await rows(page).nth(4).waitFor()
  await add(page).click()
  await page.getByRole('option', { name: 'Rule', exact: true }).click()
  await page.getByLabel('Rule', { exact: true }).selectOption('The prospect fits the target market')
  await page.getByLabel('What it said').selectOption('does not hold')
  expect(await lookAt(page, 'find-editor-light')).toEqual([])
  await page.getByRole('button', { name: 'Apply' }).click()

  await said(page, 'Entries for which the rule “The prospect fits the target market” does not hold')
  await expect.poll(() => rows(page).count()).toBe(2)
  await rows(page).filter({ hasText: 'Hotel Seeblick' }).getByRole('link').click()
  await page.getByRole('heading', { name: 'Audit of Hotel Seeblick' }).waitFor()
  await page.getByRole('region', { name: 'Entry 2 in detail' }).waitFor()
  expect(new URL(page.url()).search).toBe('?seq=2')

  await page.goBack()
  await page.getByText('Cases', { exact: true }).last().click()
  await said(page, /^Cases with entries for which the rule/)
  await rows(page).filter({ hasText: 'Pension Klein' }).getByText('version 1 · Fit review').waitFor()
  expect(await lookAt(page, 'find-cases-light', true)).toEqual([])
})

test('everything is done by keys: filters are added, changed and removed, and an entry is opened', async () => {
  const page = await open('/audit')
  await rows(page).nth(4).waitFor()

  await addByKeys(page, 'What it is')
  await page.keyboard.type('refused')
  await page.keyboard.press('Enter')
  await said(page, /^Refused attempts$/)
  await addByKeys(page, 'Person')
  await page.getByRole('option', { name: /^Ada Strand/ }).waitFor()
  await page.keyboard.press('Enter')
  await said(page, 'Refused attempts by Ada Strand')
  await addByKeys(page, 'When')
  await page.keyboard.press('Enter')
  await said(page, 'Refused attempts by Ada Strand today')

  const when = bar(page).getByRole('button', { name: 'When: today' })
  await expect.poll(() => when.evaluate(button => button === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'When:' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'When:' }).waitFor({ state: 'detached' })
  await expect.poll(() => when.evaluate(button => button === document.activeElement)).toBe(true)
  await page.keyboard.press('Delete')
  await said(page, /^Refused attempts by Ada Strand$/)
  await expect.poll(() => add(page).evaluate(field => field === document.activeElement)).toBe(true)
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await said(page, /^Refused attempts$/)

  await rows(page).first().getByRole('link').focus()
  await page.keyboard.press('ArrowDown')
  await expect
    .poll(() =>
      rows(page)
        .nth(1)
        .getByRole('link')
        .evaluate(row => row === document.activeElement),
    )
    .toBe(true)
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Entry 2 in detail' }).waitFor()
})

test('a search is kept under a name, and there after a reload', async () => {
  const page = await open('/audit?kind=comment')
  await rows(page).first().waitFor()
  await page.getByRole('button', { name: 'Save this search' }).click()
  await page.getByLabel('Name').fill('What was said')
  await page.keyboard.press('Enter')
  const kept = page.getByRole('list', { name: 'Saved searches' })
  await kept.getByRole('link', { name: 'What was said' }).waitFor()

  await page.goto(`${url()}/audit`)
  await said(page, 'Everything on record')
  await kept.getByRole('link', { name: 'What was said' }).click()
  await said(page, /^Comments$/)
  await expect.poll(() => rows(page).count()).toBe(1)
  expect(await lookAt(page, 'find-saved-light', true)).toEqual([])

  await page.goto(`${url()}/audit?kind=comment&by=cases`)
  await kept.getByRole('button', { name: 'Rename or remove What was said' }).click()
  await page.getByRole('menuitem', { name: 'Keep what is on the page instead' }).click()
  await kept.locator('[aria-current="page"]').waitFor()
  await kept.getByRole('button', { name: 'Rename or remove What was said' }).click()
  await page.getByRole('menuitem', { name: 'Remove', exact: true }).click()
  await kept.waitFor({ state: 'detached' })
})

test('what is found can be taken away whole or as it is, in three forms', async () => {
  const page = await open('/audit?kind=refusal')
  await page.getByRole('button', { name: 'Export' }).click()

  const item = page.getByRole('menuitem', { name: 'CSV, only these entries' })
  expect(await item.getAttribute('href')).toBe('/api/audit/export?format=csv&only=entries&kind=refusal')
  expect(await page.getByRole('menuitem').allTextContents()).toEqual([
    ...['XES', 'CSV', 'JSON Lines'],
    ...['XES', 'CSV', 'JSON Lines'],
  ])
})

test('where nothing is that, the page says so and offers all', async () => {
  const page = await open('/audit?data=prospect.name%3dnobody')

  await page.getByRole('heading', { name: 'Nothing on record is that' }).waitFor()
  expect(await lookAt(page, 'find-none-light')).toEqual([])
  await page.getByRole('button', { name: 'Remove all filters' }).click()
  await rows(page).nth(4).waitFor()
})

test('what auditors read is listed, with who it was and a way to the case', async () => {
  const page = await open('/audit/reads')
  const reads = page.getByRole('table', { name: 'What was read, the newest first' })

  const one = reads
    .getByRole('row', { name: /Vera Audit.*Entries and cases, found by what happened/ })
    .first()
  await one.waitFor()
  expect(await lookAt(page, 'find-reads-light', true)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await lookAt(page, 'find-reads-dark', true)).toEqual([])
  await one.getByRole('link', { name: 'Vera Audit' }).click()
  await expect.poll(() => reads.getByRole('row', { name: /Ada Strand/ }).count()).toBe(0)
  await page.getByLabel('Person').selectOption('Everybody')
  await reads
    .getByRole('row', { name: /Ada Strand.*seeblick/ })
    .first()
    .getByRole('link', { name: 'seeblick' })
    .click()
  await page.getByRole('heading', { name: 'Audit of Hotel Seeblick' }).waitFor()
})

test('ten thousand entries are scrolled through, page after page', async () => {
  await server.goDown()
  fillWith(folder(), 10_000, 'small')
  await server.comeBack()
  const page = await open('/audit')
  await rows(page).first().waitFor()

  await page.getByText(/^The newest 50 entries$/).waitFor()
  await rows(page).first().getByRole('link').focus()
  await page.keyboard.press('End')
  await page.getByText(/^The newest 100 entries$/).waitFor()
  await page.keyboard.press('End')
  await page.getByText(/^The newest 150 entries$/).waitFor()
  expect(await rows(page).count()).toBeLessThan(60)
})
