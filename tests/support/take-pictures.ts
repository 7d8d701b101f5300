// Takes the pictures of the guides from the real screens: `npm run pictures`, and look at them afterwards.

import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { startRealServer } from './real-server.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'docs/pictures')
const largest = 240_000

const [server, browser] = await Promise.all([startRealServer(), launchChromium()])
try {
  const context = await browser.newContext({ viewport: { width: 1360, height: 820 }, colorScheme: 'light' })
  const page = await context.newPage()
  await page.goto(server.setupLink)
  await page.getByLabel('Your name').fill('Ada Strand')
  await page.getByLabel('E-mail address').fill('ada@example.com')
  await page.getByRole('textbox', { name: 'Choose a password' }).fill('a few plain words')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'No cases yet' }).waitFor()

  await page.goto(`${server.url}/processes`)
  await page.getByRole('link', { name: /^Customer journey/ }).waitFor()
  await take(page, 'processes')

  await open('customer-journey')
  await take(page, 'draw')

  await open('objective-review')
  await page.getByText('Is there a gap?').first().click({ force: true })
  await take(page, 'state')
  await page.locator('[data-transition="/states/triage/on/CONFIRM_GAP/0"]').click({ force: true })
  await take(page, 'transition')

  await page.getByText('List', { exact: true }).click()
  await page.getByRole('treegrid').waitFor()
  await take(page, 'list')
  await page.getByText('Draw', { exact: true }).click()

  await page.getByRole('application').first().focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  const fix = page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: /^Fix:/ })
  await fix.first().click()
  await page.getByRole('menuitem').first().waitFor()
  await take(page, 'problems')
  await page.keyboard.press('Escape')

  await page.getByText('Simulate', { exact: true }).click()
  await page.getByRole('complementary', { name: 'Simulate' }).waitFor()
  await take(page, 'simulate')
  await page.getByText('Versions', { exact: true }).click()
  await page.getByRole('complementary', { name: 'Versions' }).waitFor()
  await take(page, 'versions')
  await page.getByText('Draw', { exact: true }).click()

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('option').first().waitFor()
  await take(page, 'palette')

  await staff()

  /** The demonstration, as somebody from sales sees it. */
  async function staff(): Promise<void> {
    execFileSync(process.execPath, ['server/cli.ts', 'seed', '--demo'], {
      cwd: root,
      env: { ...process.env, THROUGHLINE_DATA: server.folder },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const asked = { data: { roles: ['sales'] }, headers: { origin: server.url } }
    const { link } = await (await page.request.post(`${server.url}/api/access/invitations`, asked)).json()
    await context.clearCookies()
    await page.goto(server.url + new URL(link).pathname + new URL(link).search)
    await page.getByLabel('Your name').fill('Sam Archer')
    await page.getByLabel('E-mail address').fill('sam@example.com')
    await page.getByRole('textbox', { name: 'Choose a password' }).fill('a few plain words')
    await page.keyboard.press('Enter')
    await page.getByRole('row').nth(5).waitFor()
    await take(page, 'my-work')
    await page.goto(`${server.url}/board?process=customer-journey`)
    await page.locator('[data-card]').nth(5).waitFor()
    await take(page, 'board')
    const { items } = await (
      await page.request.get(
        `${server.url}/api/cases?process=customer-journey&state=sales.pursuing.negotiation&limit=1`,
      )
    ).json()
    await page.goto(`${server.url}/cases/${encodeURIComponent(items[0].id)}`)
    await page.locator('.react-flow__node').first().waitFor()
    await take(page, 'case')
    await page.getByRole('button', { name: /^Revise a promise/ }).click()
    await page.getByRole('form', { name: 'Revise a promise' }).getByLabel('Quantity').waitFor()
    await take(page, 'form')
  }

  async function open(process: string): Promise<void> {
    await page.goto(`${server.url}/processes/${process}`)
    await page.locator('.react-flow__node').first().waitFor()
    await page.getByRole('region', { name: 'Problems' }).waitFor()
  }
} finally {
  await browser.close()
  await server.stop()
}

async function take(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`)
  // What moves has come to rest when two frames have passed.
  await page.evaluate(
    () =>
      new Promise(done =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))),
      ),
  )
  await page.screenshot({ path, animations: 'disabled' })
  const { size } = statSync(path)
  if (size > largest)
    throw new Error(`${name}.png has ${size} bytes; ${largest} is the most. Show less of it.`)
  process.stdout.write(`${name}.png ${Math.round(size / 1_000)} KB\n`)
}
