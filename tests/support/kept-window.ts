// One browser window for all tests of a file. A new window is a new process that loads the whole app, which takes
// seconds; this one is emptied instead, and each test finds it as if it were new.

import type { Browser, BrowserContext, Page } from 'playwright-core'

export type Session = Awaited<ReturnType<BrowserContext['storageState']>>

export async function openWindow(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  context.setDefaultTimeout(15_000)
  return context.newPage()
}

export function keepWindow(browser: Browser, url: string) {
  let kept: Page | null = null
  let isLent = false

  return {
    /** The kept window, to whoever asks first; another one after that. With these cookies, or with none. */
    async lend(as: Session | null): Promise<Page> {
      const page = kept && !isLent ? kept : await openWindow(browser)
      if (!isLent) kept = page
      isLent = true
      if (as) await page.context().addCookies(as.cookies)
      return page
    },

    async giveBack(): Promise<void> {
      isLent = false
      const others = browser.contexts().filter(context => context !== kept?.context())
      await Promise.all(others.map(context => context.close()))
      if (!kept) return
      try {
        await empty(kept, url)
      } catch {
        // A page that hangs, or a server that is down: the next test gets a new window.
        const broken = kept
        kept = null
        await broken.context().close()
      }
    },
  }
}

async function empty(page: Page, url: string): Promise<void> {
  const context = page.context()
  const [, ...popups] = context.pages()
  await Promise.all(popups.map(popup => popup.close()))
  page.removeAllListeners()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await context.unrouteAll({ behavior: 'ignoreErrors' })
  await context.setOffline(false)
  // Of the same origin, so that its storage can be reached and its process stays.
  await page.goto(`${url}/healthz`, { waitUntil: 'commit', timeout: 5_000 })
  await page.evaluate(async () => {
    localStorage.clear()
    sessionStorage.clear()
    for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name)
  })
  await context.clearCookies()
}
