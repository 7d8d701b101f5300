// An owner signed in to a real server, in a real Chromium. One server and one browser for a test file; a context
// of its own for each page.

import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchChromium } from './chromium.ts'
import { type RealServer, startRealServer } from './real-server.ts'

type Look = { width?: number; theme?: 'light' | 'dark'; as?: Session }
type Session = Awaited<ReturnType<BrowserContext['storageState']>>

/** Called once at the top of a test file: starts what its tests need and ends it after them. */
export function ownerInBrowser() {
  let server: RealServer
  let browser: Browser
  let session: Session

  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startRealServer(), launchChromium()])
    const page = await (await browser.newContext()).newPage()
    await page.goto(server.setupLink)
    await page.getByLabel('Your name').fill('Ada Strand')
    await page.getByLabel('E-mail address').fill('ada@example.com')
    await page.getByRole('textbox', { name: 'Choose a password' }).fill('a few plain words')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'No cases yet' }).waitFor()
    session = await page.context().storageState()
    await page.context().close()
  })

  afterAll(async () => {
    await browser?.close()
    expect(await server?.stop()).toBe(0)
  })

  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
  })

  async function open(
    path: string,
    { width = 1440, theme = 'light', as = session }: Look = {},
  ): Promise<Page> {
    const context = await browser.newContext({
      storageState: as,
      viewport: { width, height: 900 },
      colorScheme: theme,
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    await page.goto(server.url + path)
    return page
  }

  return {
    url: () => server.url,
    /** The server stops, and is there again. */
    server: { goDown: () => server.goDown(), comeBack: () => server.comeBack() },
    browser: () => browser,
    open,
    /** Somebody else with these roles, invited and joined. */
    async invite(name: string, roles: string[]): Promise<Session> {
      const admin = await open('/')
      const { link } = await (
        await admin.request.post(`${server.url}/api/access/invitations`, {
          data: { roles },
          headers: { origin: server.url },
        })
      ).json()
      const page = await (await browser.newContext()).newPage()
      await page.goto(server.url + new URL(link).pathname + new URL(link).search)
      await page.getByLabel('Your name').fill(name)
      await page.getByLabel('E-mail address').fill(`${name.toLowerCase()}@example.com`)
      await page.getByRole('textbox', { name: 'Choose a password' }).fill('a few plain words')
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: 'Processes' }).waitFor()
      return page.context().storageState()
    },
    async openDrawing(process: string, look: Look = {}): Promise<Page> {
      const page = await open(`/processes/${process}`, look)
      await page.locator('.react-flow__node').first().waitFor()
      return page
    },
    /** Puts the draft back to what is published, for the next test. */
    async undoAll(page: Page, process: string): Promise<void> {
      await page.goto('about:blank')
      const get = async (path: string) => (await page.request.get(server.url + path)).json()
      const { definition, layout } = await get(`/api/processes/${process}`)
      const { revision } = await get(`/api/processes/${process}/draft`)
      const saved = await page.request.put(`${server.url}/api/processes/${process}/draft`, {
        data: { definition, layout },
        headers: { 'if-match': `"${revision}"`, origin: server.url },
      })
      expect(saved.ok()).toBe(true)
    },
  }
}

export const canvas = (page: Page) => page.getByRole('application').first()
export const state = (page: Page, title: string) => page.locator('.react-flow__node', { hasText: title })

export const center = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => ({
  x: x + width / 2,
  y: y + height / 2,
})

export async function drag(
  page: Page,
  from: { x: number; y: number },
  to: { x: number; y: number },
): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.mouse.up()
}

/** What axe finds against WCAG 2.2 AA, on the whole page or within one part of it. */
export async function violations(page: Page, within = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/** For people to look at; replaced by each run. */
export function screenshot(name: string): string {
  const folder = join(tmpdir(), 'throughline-screenshots')
  mkdirSync(folder, { recursive: true })
  return join(folder, `${name}.png`)
}
