// An owner signed in to a real server, in a real Chromium. One server and one browser for a test file.

import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchChromium } from './chromium.ts'
import { keepWindow, openWindow, type Session } from './kept-window.ts'
import { type RealServer, startRealServer } from './real-server.ts'

/** `as`: whose cookies; null: nobody is signed in. */
type Look = { width?: number; theme?: 'light' | 'dark'; as?: Session | null }

export const password = 'a few plain words'

/** Called once at the top of a test file: starts what its tests need and ends it after them. */
export function ownerInBrowser() {
  let server: RealServer
  let browser: Browser
  let session: Session
  let kept: ReturnType<typeof keepWindow>

  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startRealServer(), launchChromium()])
    kept = keepWindow(browser, server.url)
    const page = await open(server.setupLink.slice(server.url.length), { as: null })
    await fillJoin(page, 'Ada Strand')
    await page.getByRole('heading', { name: 'No cases yet' }).waitFor()
    session = await page.context().storageState()
    await kept.giveBack()
  })

  afterAll(async () => {
    await browser?.close()
    expect(await server?.stop()).toBe(0)
  })

  afterEach(() => kept.giveBack())

  /** A page in a window of its own; it waits for nothing. */
  async function open(
    path: string,
    { width = 1440, theme = 'light', as = session }: Look = {},
  ): Promise<Page> {
    const page = await kept.lend(as)
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: theme })
    await page.goto(server.url + path, { waitUntil: 'commit' })
    return page
  }

  return {
    url: () => server.url,
    /** The link of the first start, which made the owner's account. */
    setupPath: () => server.setupLink.slice(server.url.length),
    /** The data of the server, to be looked at or written to while it is down. */
    folder: () => server.folder,
    /** The server stops, and is there again. */
    server: { goDown: () => server.goDown(), comeBack: () => server.comeBack() },
    browser: () => browser,
    /** cookies of the owner */
    session: () => session,
    open,
    /** Somebody else with these roles, invited and joined. */
    async invite(name: string, roles: string[]): Promise<Session> {
      const page = await openWindow(browser)
      await page.context().addCookies(session.cookies)
      const { link } = await (
        await page.request.post(`${server.url}/api/access/invitations`, {
          data: { roles },
          headers: { origin: server.url },
        })
      ).json()
      await page.context().clearCookies()
      await page.goto(server.url + new URL(link).pathname + new URL(link).search)
      await fillJoin(page, name)
      await page.getByRole('link', { name: 'Processes' }).waitFor()
      const theirs = await page.context().storageState()
      await page.context().close()
      return theirs
    },
    async openDrawing(process: string, look: Look = {}): Promise<Page> {
      const page = await open(`/processes/${process}`, look)
      await page.locator('.react-flow__node').first().waitFor()
      return page
    },
    /** Puts the draft back to what is published, for the next test. */
    async undoAll(page: Page, process: string): Promise<void> {
      // Away from the drawing, which would save what it has.
      await page.goto(`${server.url}/healthz`)
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

/** Who was invited says who they are. */
export async function fillJoin(
  page: Page,
  name: string,
  email = `${name.split(' ')[0]!.toLowerCase()}@example.com`,
) {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('textbox', { name: 'Choose a password' }).fill(password)
  await page.keyboard.press('Enter')
}

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

/**
 * What axe finds against WCAG 2.2 AA, on the whole page or within one part of it. Asked on the page itself, and for
 * violations alone: what passes would have to be described and carried over, which takes ten times as long.
 */
export async function violations(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async within => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(within, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      // Left out unless it is asked for: who speaks to the screen says what can be read on it.
      rules: { 'label-content-name-mismatch': { enabled: true } },
      resultTypes: ['violations'],
      preload: false,
    })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
  }, within)
}

const widths = [1440, 1024, 390]

/** What axe finds on the page as it is, at each width, with a picture of each to look at. */
export async function lookAt(page: Page, name: string, whole = false): Promise<string[]> {
  const found: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    found.push(...(await violations(page)).map(one => `${width}: ${one}`))
    await page.screenshot({ path: screenshot(`${name}-${width}`), fullPage: whole })
  }
  await page.setViewportSize({ width: widths[0]!, height: 900 })
  return found
}

/** For people to look at; replaced by each run. */
export function screenshot(name: string): string {
  const folder = join(tmpdir(), 'throughline-screenshots')
  mkdirSync(folder, { recursive: true })
  return join(folder, `${name}.png`)
}
