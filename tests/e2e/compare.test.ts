// What many histories say together, and a log from a file against a definition, as an auditor asks for it.

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { lookAt, ownerInBrowser, violations } from '../support/owner-in-browser.ts'

const { open, folder, invite } = ownerInBrowser()

beforeAll(() => {
  execFileSync(process.execPath, ['server/cli.ts', 'seed', '--demo'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, THROUGHLINE_DATA: folder() },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
})

const journey = 'process=customer-journey'

async function inBothThemes(page: Page, name: string): Promise<void> {
  // What has scrolled beneath the header is covered by it, which is no fault of what is there.
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await lookAt(page, `compare-${name}-light`, true)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await lookAt(page, `compare-${name}-dark`, true)).toEqual([])
}

const marked = (page: Page, tone: string) => page.locator(`.react-flow__node [data-tone=${tone}]`)

test('an auditor sees the ways that cases went, and one of them on the drawing', async () => {
  const auditor = await invite('Vera Audit', ['auditor'])
  const page = await open('/audit/log', { as: auditor })
  await page.getByRole('link', { name: 'Compare', exact: true }).click()
  await page.getByLabel('Process').selectOption('Customer journey')

  await page.getByText(/ways that \d+ cases went, the most frequent first/).waitFor()
  await page.getByText(/^The states and transitions of demo-/).waitFor()
  await marked(page, 'been').first().waitFor()
  await page.locator('path[data-line][data-tone=now]').first().waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Show on the drawing' }).nth(2).click()
  await page.locator('path[data-line][data-tone=now]').first().waitFor({ state: 'attached' })
  await inBothThemes(page, 'variants')

  await page
    .getByRole('link', { name: /^demo-/ })
    .first()
    .click()
  await page.getByRole('heading', { name: /^Audit of / }).waitFor()
})

test('time, waiting and rework are in tables and on the drawing, with their numbers', async () => {
  const page = await open(`/audit/compare?part=time&${journey}`)

  await page
    .getByRole('table', { name: 'By department' })
    .getByRole('row', { name: /^Sales/ })
    .waitFor()
  await page.locator('.react-flow__node [data-heat="5"]').first().waitFor()
  expect(await page.getByRole('table', { name: 'Ways back' }).getByRole('row').count()).toBeGreaterThan(1)
  expect(await page.getByRole('img', { name: /, went back (once|\d+ times)$/ }).count()).toBeGreaterThan(0)
  await inBothThemes(page, 'time')

  await page.getByLabel('States are tinted by').selectOption('waiting in total')
  await page.getByText('States are tinted by waiting in total.').waitFor()
})

test('promises are counted by what they have in common, and lead to the cases', async () => {
  const page = await open(`/audit/compare?part=promises&${journey}`)
  await page.getByText(/A promise is kept or broken when the process says so/).waitFor()
  await page.getByRole('table', { name: 'Promises: Offering' }).waitFor()
  await inBothThemes(page, 'promises')

  await page.getByLabel('By', { exact: true }).selectOption('Target market')

  await page.getByRole('table', { name: 'Promises: Target market' }).waitFor()
  expect(new URL(page.url()).search).toContain('by=market')
  const find = await page.getByRole('link', { name: 'Find the cases' }).getAttribute('href')
  expect(find).toBe('/audit?by=cases&process=customer-journey&promise=broken')
})

test('a process without promises says so', async () => {
  const page = await open('/audit/compare?part=promises&process=objective-review')

  await page.getByRole('heading', { name: 'This process makes no promises' }).waitFor()
})

test('a process without cases says what to do', async () => {
  const page = await open('/audit/compare?process=objective-review')

  await page.getByRole('heading', { name: 'Nothing is on record yet' }).waitFor()
  expect(await violations(page)).toEqual([])
})

test('the histories here are run through a definition: by order everything fits', async () => {
  const page = await open(`/audit/compare?part=conformance&${journey}`)
  await page.getByRole('region', { name: 'Fitness', exact: true }).waitFor()

  await page.getByLabel('Run').selectOption('by order alone')

  await page.getByText('100 % of the events fit').waitFor()
  await page.getByText('Nothing: every event of the log would have been accepted.').waitFor()
})

test('an owner compares the histories with the draft, which runs in the browser', async () => {
  const page = await open(`/audit/compare?part=conformance&${journey}&version=draft`)

  await page.getByText('It was exported from Throughline').waitFor()
  await page.getByText(/^\d+ cases, those that fit least first$/).waitFor()
})

const event = (name: string, at: string) =>
  `<event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="${at}"/></event>`
const xes = (traces: string[][], before = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>${before}<log>${traces
    .map(
      (events, n) =>
        `<trace><string key="concept:name" value="k${n}"/>${events
          .map((name, at) => event(name, `2024-03-0${at + 1}T10:00:00Z`))
          .join('')}</trace>`,
    )
    .join('')}</log>`

async function give(page: Page, name: string, content: string): Promise<void> {
  await page.getByLabel('Log').selectOption('A file: XES or CSV')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
}

const good = ['Confirm that the prospect fits', 'RECORD_ENGAGEMENT']

test('an XES file is read here, its names are matched, and what would have been refused is told', async () => {
  const page = await open(`/audit/compare?part=conformance&${journey}`)
  const asked: string[] = []
  page.on('request', request => {
    if (request.method() !== 'GET') asked.push(request.url())
  })
  await give(page, 'log.xes', xes([good, [...good, 'Win'], [...good, 'Coffee break']]))

  await page.getByText('log.xes: 8 events of 3 cases.').waitFor()
  await page.getByText('3 of 4 names are events of the process.', { exact: false }).waitFor()
  const refused = page.getByRole('table', { name: 'What would have been refused' })
  await refused.getByRole('row', { name: /^Coffee break 1 1 the process has no such event/ }).waitFor()
  await refused.getByRole('row', { name: /^Won 1 1 not accepted where the case was/ }).waitFor()
  await marked(page, 'error').first().waitFor()
  await inBothThemes(page, 'file')

  await page.getByLabel('What “Coffee break” means').selectOption('leave it out')
  await page.getByRole('button', { name: 'Compare again' }).click()
  await page.getByText('6 of 7 events would have been accepted').waitFor()
  expect(asked).toEqual([])
})

test('an XES file with entities is refused in a sentence, and another can be chosen', async () => {
  const page = await open(`/audit/compare?part=conformance&${journey}`)
  await give(page, 'bomb.xes', xes([good], '<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa">]>'))

  const said = page.getByRole('alert')
  await said
    .getByText(/^bomb\.xes, line 1, column \d+: has a DOCTYPE\. Event logs need none; remove it\.$/)
    .waitFor()
  expect(await violations(page)).toEqual([])
  await said.getByRole('button', { name: 'Another file' }).click()
  await give(page, 'entity.xes', xes([['&boom;']]))
  await said.getByText(/^entity\.xes, line 1, column \d+: .*entity/i).waitFor()
})

test('of a CSV file the columns are guessed, and odd dates are told', async () => {
  const page = await open(`/audit/compare?part=conformance&${journey}`)
  const rows = good.map((name, n) => `${n};A1;${name};0;2024-03-0${n + 1} 10:00`)
  await give(
    page,
    'log.csv',
    ['no;Case ID;Activity;Cost;Time', ...rows, '9;A2;Confirm fit;0;1900-01-01'].join('\n'),
  )

  await page.getByRole('heading', { name: 'Which columns say what?' }).waitFor()
  expect(await page.getByLabel('Case', { exact: true }).inputValue()).toBe('Case ID')
  expect(await page.getByLabel('Event', { exact: true }).inputValue()).toBe('Activity')
  expect(await page.getByLabel('Time', { exact: true }).inputValue()).toBe('Time')
  await inBothThemes(page, 'columns')
  await page.getByRole('button', { name: 'Read the file' }).click()

  await page.getByText('1 event is dated before 1970, first in line 4', { exact: false }).waitFor()
  await page.getByText('100 % of the events fit').waitFor()
})

test('staff are told that the page is not for them', async () => {
  const staff = await invite('Stefan Sale', ['sales'])
  const page = await open('/audit/compare', { as: staff })

  await page.getByRole('heading', { name: 'This page is not for your roles' }).waitFor()
})
