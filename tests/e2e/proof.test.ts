// What an auditor proves: a case in the browser, the log with a head that was saved, and a case file that proves itself.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Download, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { openWindow } from '../support/kept-window.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'
import { lookAt, ownerInBrowser, screenshot, violations } from '../support/owner-in-browser.ts'

const { open, url, browser } = ownerInBrowser()

async function post(page: Page, path: string, data: unknown): Promise<void> {
  const response = await page.request.post(url() + path, { data, headers: { origin: url() } })
  expect(response.status()).toBeLessThan(500)
}

const contentOf = async (download: Download) => readFileSync(await download.path(), 'utf8')

beforeAll(async () => {
  const page = await open('/healthz')
  const prospect = { name: 'Hotel Seeblick', segment: 'hotel', region: 'coast', budget: 30_000 }
  const data = { prospect: { ...prospect, campaign: 'spring-hotels' } }
  await post(page, '/api/cases', { process: 'customer-journey', id: 'seeblick', data })
  await post(page, '/api/cases/seeblick/events', {
    type: 'CONFIRM_FIT',
    data: { market: 'independent-hotels' },
  })
  await post(page, '/api/cases/seeblick/events', { type: 'CLOSE_DEAL' })
  await page.goto('about:blank')
})

test('a case is proven in the auditor’s browser: chain, replay, log and head', async () => {
  const page = await open('/audit/cases/seeblick?view=proof')

  await page.getByText('All of it holds, checked in this browser.').waitFor()

  const findings = page.getByRole('region', { name: 'Proof', exact: true }).getByRole('listitem')
  expect(await findings.count()).toBe(4)
  await page.getByText('3 entries, each with the hash of the one before').waitFor()
  expect(await lookAt(page, 'audit-proof-light', true)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await lookAt(page, 'audit-proof-dark', true)).toEqual([])
})

test('a head that was saved is compared later, and one that somebody has changed does not pass', async () => {
  const page = await open('/audit/log')
  await page.getByRole('heading', { name: 'Log of everything' }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the head' }).click(),
  ])
  const saved = await contentOf(download)
  const { size } = JSON.parse(saved)
  await post(page, '/api/cases/seeblick/comments', { text: 'One more entry.', mentions: [] })
  const choose = (content: string) =>
    page.locator('input[type=file]').setInputFiles({
      name: 'head.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    })

  await choose(saved)
  await page.getByText(`its first ${size} entries are still those, in the same order; 1 came since`).waitFor()
  await choose(JSON.stringify({ ...JSON.parse(saved), size: size - 1 }))
  await page.getByText('It does not hold. Its signature is wrong').waitFor()
  await choose('{"a": 1}')
  await page.getByText('This is no head. It is no head of a log').waitFor()

  await page.getByRole('button', { name: 'Verify everything' }).click()
  await page.getByText('every chain holds, every replay agrees').waitFor()
  expect(await lookAt(page, 'audit-log-light', true)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await lookAt(page, 'audit-log-dark', true)).toEqual([])
})

test('a case file opens from the disk without a network, replays and verifies itself; a tampered one says so', async () => {
  const page = await open('/audit/cases/seeblick?view=proof')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save the case file' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('case-seeblick.html')
  const file = await contentOf(download)
  const folder = makeFolder()
  const put = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return pathToFileURL(join(folder, name)).href
  }
  const whole = put('whole.html', file)
  const tampered = put('tampered.html', file.replaceAll('30000', '90000'))
  const cut = put('cut.html', file.replace(/(id="case">[\s\S]{200})[\s\S]*?(<\/script>)/, '$1$2'))
  const alone = await openWindow(browser())
  await alone.context().setOffline(true)
  const faults: string[] = []
  alone.on('pageerror', error => faults.push(error.message))

  await alone.goto(whole)
  await alone.getByText('All of it holds, checked in this browser.').waitFor()
  expect(await lookAt(alone, 'case-file-proof', true)).toEqual([])
  await alone.getByRole('link', { name: 'Timeline' }).click()
  await alone.locator('li[data-seq="3"]').getByText('Refused', { exact: true }).waitFor()
  await alone.getByRole('link', { name: 'Replay' }).click()
  await alone.getByText(/all \d entries agree with the record/).waitFor()
  await alone.keyboard.press('End')
  await alone.locator('.react-flow__node [data-tone=now]').first().waitFor()
  await alone.emulateMedia({ colorScheme: 'dark' })
  expect(await violations(alone)).toEqual([])

  await alone.emulateMedia({ media: 'print', colorScheme: 'light' })
  await alone.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await alone.getByRole('heading', { name: 'Every entry' }).waitFor()
  await alone
    .locator('ol li[value="1"]')
    .getByText(/Budget: 30,000/)
    .waitFor()
  await alone.screenshot({ path: screenshot('case-file-printed'), fullPage: true })
  await alone.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await alone.emulateMedia({ media: 'screen' })

  await alone.goto(tampered)
  await alone.getByText('This file is not as it was signed.').waitFor()
  await alone.getByText('Its content does not match its hash').waitFor()
  await alone.goto(cut)
  await alone.getByText('This file is damaged').waitFor()
  expect(faults).toEqual([])
  await alone.context().close()
  removeFolder(folder)
})
