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

/** Asked for while the owner is signed in. */
let auditorsLink = ''

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
  await auditor()

  /** The demonstration, as somebody from sales sees it. */
  async function staff(): Promise<void> {
    execFileSync(process.execPath, ['server/cli.ts', 'seed', '--demo'], {
      cwd: root,
      env: { ...process.env, THROUGHLINE_DATA: server.folder },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const link = await invite('auditor')
    await enter(await invite('sales'), 'Sam Archer', 'sam@example.com')
    auditorsLink = link
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

  /** The same, as an auditor reads it. */
  async function auditor(): Promise<void> {
    await enter(auditorsLink, 'Vera Audit', 'vera@example.com')
    await page.getByRole('link', { name: 'Audit', exact: true }).first().waitFor()
    const { items } = await (
      await page.request.get(`${server.url}/api/cases?process=customer-journey&status=closed&limit=5`)
    ).json()
    const id = encodeURIComponent(items[0].id)
    await page.goto(`${server.url}/audit?kind=refusal`)
    await page.locator('main time').nth(5).waitFor()
    await take(page, 'find')
    await page.goto(`${server.url}/audit/cases/${id}?seq=6`)
    await page.getByRole('heading', { name: 'Rules that were asked' }).waitFor()
    await take(page, 'timeline')
    await page.goto(`${server.url}/audit/cases/${id}?view=replay&seq=12`)
    await page.locator('.react-flow__node [data-tone=now]').first().waitFor()
    await page.getByText('agree with the record').waitFor()
    await take(page, 'replay')
    await page.goto(`${server.url}/audit/cases/${id}?view=proof`)
    await page.getByText('All of it holds').waitFor()
    await take(page, 'proof')
    await page.goto(`${server.url}/audit/compare?part=time&process=customer-journey&version=1`)
    await page.locator('.react-flow__node').first().waitFor()
    await take(page, 'compare')
  }

  /** A link for somebody with this role, asked for by the owner. */
  async function invite(role: string): Promise<string> {
    const asked = { data: { roles: [role] }, headers: { origin: server.url } }
    const { link } = await (await page.request.post(`${server.url}/api/access/invitations`, asked)).json()
    return link
  }

  async function enter(link: string, name: string, email: string): Promise<void> {
    await context.clearCookies()
    await page.goto(server.url + new URL(link).pathname + new URL(link).search)
    await page.getByLabel('Your name').fill(name)
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('textbox', { name: 'Choose a password' }).fill('a few plain words')
    await page.keyboard.press('Enter')
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
