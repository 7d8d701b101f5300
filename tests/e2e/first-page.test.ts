// The first page, as somebody meets it in a browser: the real command, the process that ships, a real Chromium.

import type { Page, Request } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openWindow } from '../support/kept-window.ts'
import { fillJoin, ownerInBrowser, password, screenshot, violations } from '../support/owner-in-browser.ts'

const { url, browser, setupPath, session, open: openAt, invite: join } = ownerInBrowser()

/** A window in which nothing is open yet; Ada, who made the first account, is signed in. */
const open = ({ signedIn = true, theme = 'light' }: { signedIn?: boolean; theme?: 'light' | 'dark' } = {}) =>
  openAt('/healthz', { theme, as: signedIn ? session() : null })

describe('coming in', () => {
  test('the link of the first start works once', async () => {
    const page = await open({ signedIn: false })

    await page.goto(url() + setupPath())

    await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor()
    expect(await page.getByLabel('Your name').count()).toBe(0)
  })

  test('a wrong password is told; the right one leads to the page that was asked for', async () => {
    await startCase('asked-for', { name: 'Café Morgenrot' })
    const page = await open({ signedIn: false })
    await page.goto(`${url()}/cases/asked-for`)

    await signIn(page, 'not the password')
    const alert = await page.getByRole('alert').filter({ hasText: /\S/ }).textContent()
    await signIn(page, password)
    await page.getByRole('heading', { name: 'Café Morgenrot' }).waitFor()

    expect(alert).toContain('do not belong together')
    expect(page.url()).toBe(`${url()}/cases/asked-for`)
  })

  test('whoever is invited has only the roles of the invitation, and reads which role an event takes', async () => {
    await startLead('for-strategy')
    const link = await invite(['strategy'])
    const page = await open({ signedIn: false })

    await page.goto(link)
    await fillJoin(page, 'Sven Olsen')
    await page.getByRole('heading', { level: 1, name: 'My work' }).waitFor()
    await page.goto(`${url()}/cases/for-strategy`)
    const stopped = page.getByRole('listitem').filter({ hasText: 'Record engagement' })

    await stopped.getByText('Only Marketing can send this. Your roles: Strategy.').first().waitFor()
    expect(await page.getByRole('button', { name: 'Record engagement' }).count()).toBe(0)
  })

  test('after signing out the pages are closed', async () => {
    const page = await open({ signedIn: false })
    await page.goto(url())
    await signIn(page, password)

    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()

    await page.getByRole('heading', { name: 'Sign in to Throughline' }).waitFor()
  })
})

describe('finding a case', () => {
  test('the list is searched, and leads to a case, with the keyboard alone', async () => {
    await startCase('keyboard', { name: 'Pension Lindenhof' })
    await startCase('another', { name: 'Bistro Lumière' })
    const page = await open()
    await page.goto(`${url()}/cases`)
    await page.getByRole('row', { name: /Bistro/ }).waitFor()

    await page.keyboard.press('/')
    await page.keyboard.type('lindenhof')
    await page.getByRole('row', { name: /Bistro/ }).waitFor({ state: 'detached' })
    await tabTo(page, 'Pension Lindenhof')
    await page.keyboard.press('Enter')

    await page.getByRole('heading', { level: 1, name: 'Pension Lindenhof' }).waitFor()
    expect(await page.title()).toBe('Pension Lindenhof · Throughline')
  })

  test('what is filtered for is in the address, and nothing found says so', async () => {
    await startCase('filtered', { name: 'Hotel Adler' })
    const page = await open()

    await page.goto(`${url()}/?q=adler&stage=strategy`)
    await page.getByRole('row', { name: /Hotel Adler/ }).waitFor()
    await page.getByLabel('Stage').selectOption('Feedback')

    await page.getByRole('heading', { name: 'No case matches' }).waitFor()
    expect(page.url()).toContain('stage=feedback')
    await page.getByRole('button', { name: 'Clear search and filters' }).click()
    await page.getByRole('row', { name: /Hotel Adler/ }).waitFor()
    expect(await page.getByLabel('Search cases').inputValue()).toBe('')
  })

  test('a case that is not there says so', async () => {
    const page = await open()

    await page.goto(`${url()}/cases/nowhere`)

    await page.getByRole('heading', { name: 'There is no such case' }).waitFor()
  })
})

describe('working on a case', () => {
  test('a blocked event says which rule stops it, what it read, what to do, and who can mend it', async () => {
    await startLead('blocked')
    const page = await open()

    await page.goto(`${url()}/cases/blocked`)
    const rule = page
      .getByRole('listitem')
      .filter({ hasText: 'The score reaches the threshold in force' })
      .last()
    await rule.waitFor()
    const told = await rule.textContent()

    expect(told).toContain('Score is 0; it has to be at least 60')
    expect(told).toContain('Go on nurturing until there is more engagement.')
    expect(told).toContain('Who can mend itMarketing')
  })

  test('an event is sent with the keyboard alone, and the page says where the case is then', async () => {
    await startLead('sent')
    const page = await open()
    await page.goto(`${url()}/cases/sent`)
    await page.getByRole('button', { name: 'Record engagement' }).waitFor()

    await tabTo(page, 'Record engagement')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'What happened' }).waitFor()
    await page.keyboard.type('met')
    await page.keyboard.press('Tab')
    await page.keyboard.type('70')
    await page.keyboard.press('Enter')

    const notice = page.getByRole('status').filter({ hasText: 'Done' })
    await notice.waitFor()
    expect(await notice.textContent()).toBe('Done: Record engagement. The case is now in Engaged.')
    await page.getByText('Now in Engaged', { exact: true }).waitFor()
    expect(await notice.evaluate(element => element === document.activeElement)).toBe(true)
    const { data } = await getCase('sent')
    expect(data.score).toBe(70)
  })

  test('what is missing in a form is said beside its field, before anything is sent', async () => {
    await startLead('missing')
    const before = await getCase('missing')
    const page = await open()
    await page.goto(`${url()}/cases/missing`)

    await page.getByRole('button', { name: 'Send back to strategy' }).click()
    await page.getByRole('button', { name: 'Send back to strategy' }).nth(1).click()
    await page.getByRole('link', { name: 'What has changed? is required' }).click()

    const field = page.getByLabel('What has changed?')
    expect(await field.evaluate(element => element === document.activeElement)).toBe(true)
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect((await getCase('missing')).seq).toBe(before.seq)
  })

  test('somebody else’s move in between is told, and what was typed stays', async () => {
    await startLead('stale')
    const page = await open()
    // Without the live line the page does not know before it sends.
    await page.route('**/api/stream', route => route.abort())
    await page.goto(`${url()}/cases/stale`)
    await page.getByRole('button', { name: 'Send back to strategy' }).click()
    await page.getByLabel('What has changed?').fill('It is a chain')

    await send('stale', 'RECORD_ENGAGEMENT', { kind: 'met', points: 10 })
    await page.getByRole('button', { name: 'Send back to strategy' }).nth(1).click()
    await page.getByText('Somebody has moved the case since you looked.').waitFor()
    const typed = await page.getByLabel('What has changed?').inputValue()
    await page.getByRole('button', { name: 'Send back to strategy' }).nth(1).click()

    await page.getByText('The case is now in Fit review.').waitFor()
    expect(typed).toBe('It is a chain')
  })
})

describe('two people on one case', () => {
  test('hand it over with a word, and see what the other says while they look', async () => {
    await startCase('shared', hotel)
    const ben = await join('Ben', ['sales'])
    const ada = await openAt('/cases/shared')
    await ada.getByRole('button', { name: 'Take it' }).click()
    await ada.getByText('You', { exact: true }).waitFor()
    const theirs = await openAt('/cases?assignee=me', { as: ben })
    await theirs.getByRole('heading', { name: 'No case matches' }).waitFor()

    await ada.getByRole('button', { name: 'Hand over' }).click()
    await ada.getByLabel('To whom?').selectOption('Ben')
    await ada.getByLabel('A word for them').fill('You know them')
    const found = await violations(ada)
    await ada.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click()

    await theirs.getByRole('link', { name: 'Hotel Seeblick' }).click()
    await theirs.getByText(/gave the case to Ben: “You know them”/).waitFor()
    await theirs.getByLabel('Say something').fill('They <b>want</b> blue')
    await theirs.getByRole('combobox', { name: 'Tell somebody of it' }).click()
    await theirs.getByRole('option', { name: 'Ada Strand' }).click()
    await theirs.getByRole('button', { name: 'Add comment' }).click()
    const comments = ada.getByRole('region', { name: 'Comments' })
    await comments.getByText('They <b>want</b> blue', { exact: true }).waitFor()
    await comments.getByText('Told: Ada Strand').waitFor()
    await ada.getByRole('button', { name: /^Notifications, / }).click()
    await ada.getByRole('link', { name: /Ben has mentioned you/ }).waitFor()
    found.push(...(await violations(ada)))
    await ada.screenshot({ path: screenshot('case-shared-light-1440'), fullPage: true })

    expect(found).toEqual([])
  })

  test('of two who take it at once one has it, and the other is told who', async () => {
    await startCase('wanted', hotel)
    const page = await open()
    await page.route('**/api/stream', route => route.abort())
    await page.goto(`${url()}/cases/wanted`)
    const take = page.getByRole('button', { name: 'Take it' })
    await take.waitFor()
    const ben = (await ask('get', '/api/colleagues')).body.items.find(
      ({ name }: { name: string }) => name === 'Ben',
    )
    await ask('post', '/api/cases/wanted/assignment', { assignee: ben.id })

    await take.click()

    await page.getByText('Ben has this case by now. Nothing was changed: look again.').waitFor()
    await page.getByRole('button', { name: 'Take it over' }).waitFor()
  })

  test('a comment that is half written is there again after a reload', async () => {
    await startCase('half', hotel)
    const page = await openAt('/cases/half')
    await page.getByLabel('Say something').fill('Half a thou')

    await page.reload()

    await page.getByLabel('Say something').waitFor()
    expect(await page.getByLabel('Say something').inputValue()).toBe('Half a thou')
  })
})

describe('for everybody', () => {
  const places = [
    { name: 'sign-in', path: '/', signedIn: false, ready: 'Sign in to Throughline' },
    { name: 'list', path: '/cases', signedIn: true, ready: 'Cases' },
    { name: 'case', path: '/cases/shown', signedIn: true, ready: 'Hotel Seeblick' },
  ]

  for (const theme of ['light', 'dark'] as const)
    for (const { name, path, signedIn, ready } of places)
      test(`the ${name} page is accessible and fits every width, ${theme}`, async () => {
        await startLead('shown')
        const page = await open({ signedIn, theme })
        await page.goto(url() + path)
        await page.getByRole('heading', { level: 1, name: ready }).waitFor()
        if (name === 'case') await page.getByRole('button', { name: 'Record engagement' }).click()
        if (name === 'list') await page.locator('tbody tr').first().waitFor()

        const found = await violations(page)
        const sideways: number[] = []
        for (const width of [1440, 1024, 390]) {
          await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
          await page.screenshot({ path: screenshot(`${name}-${width}-${theme}`), fullPage: true })
          if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
            sideways.push(width)
        }

        expect(found).toEqual([])
        expect(sideways).toEqual([])
      })

  test('the colours that somebody chose stay, whatever the system says', async () => {
    const page = await open({ theme: 'light' })
    await page.goto(url())
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')

    await page.getByRole('button', { name: 'Colours' }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await expect.poll(scheme, { timeout: 15_000 }).toBe('dark')
    await page.reload()

    await expect.poll(scheme, { timeout: 15_000 }).toBe('dark')
  })

  test('the first page needs less than 300 KB on the line', async () => {
    // A window that has nothing in its cache.
    const page = await openWindow(browser())
    await page.context().addCookies(session().cookies)
    const loaded: Request[] = []
    page.on('requestfinished', request => {
      if (/\.(js|css)$/.test(request.url())) loaded.push(request)
    })

    await page.goto(url())
    await page.getByRole('heading', { name: 'My work' }).waitFor()

    const sizes = await Promise.all(loaded.map(request => request.sizes()))
    const total = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThan(300_000)
  })
})

async function signIn(page: Page, word: string): Promise<void> {
  await page.getByLabel('E-mail address').fill('ada@example.com')
  await page.getByRole('textbox', { name: 'Password' }).fill(word)
  await page.keyboard.press('Enter')
}

/** Presses Tab until the focus is on what has this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(wanted => document.activeElement?.textContent?.startsWith(wanted), name)) return
  }
  throw new Error(`Nothing called ${JSON.stringify(name)} can be reached with Tab`)
}

/** Asks the API as Ada. */
async function ask(method: 'get' | 'post', path: string, data?: unknown) {
  const context = await browser().newContext({ storageState: session() })
  const response = await context.request[method](url() + path, data === undefined ? {} : { data })
  const body = await response.json()
  await context.close()
  return { status: response.status(), body }
}

async function startCase(id: string, prospect: Record<string, unknown>): Promise<void> {
  const { status } = await ask('post', '/api/cases', { process: 'customer-journey', id, data: { prospect } })
  expect([201, 409]).toContain(status)
}

const hotel = {
  name: 'Hotel Seeblick',
  segment: 'hotel',
  region: 'coast',
  budget: 30_000,
  campaign: 'spring-hotels',
}

/** A case that strategy has let through to marketing: there it needs a score and consent. */
async function startLead(id: string): Promise<void> {
  await startCase(id, hotel)
  await send(id, 'CONFIRM_FIT', { market: 'independent-hotels' })
}

const send = (id: string, type: string, data: unknown) =>
  ask('post', `/api/cases/${id}/events`, { type, data, id: `${id} ${type}` })

const getCase = async (id: string) => (await ask('get', `/api/cases/${id}`)).body

async function invite(roles: string[]): Promise<string> {
  const { body } = await ask('post', '/api/access/invitations', { roles })
  // The server does not know the port that a test gave it, only that it was given one.
  return url() + new URL(body.link).pathname + new URL(body.link).search
}
