// The designer with a process of 1,000 states and 2,000 transitions, in a real Chromium on the real server.

import type { Browser, Page } from 'playwright-core'
import { placeAll } from '../../designer/diagram/auto-layout.ts'
import { launchChromium } from '../support/chromium.ts'
import { startRealServer } from '../support/real-server.ts'
import { largeDefinition } from './large-definition.ts'
import { type Comparison, median } from './measure.ts'

const process = 'large'
const rounds = 3
const editRounds = 9

export async function benchDesigner(): Promise<Comparison[]> {
  const [server, browser] = await Promise.all([startRealServer(), launchChromium()])
  try {
    const page = await signIn(browser, server.setupLink)
    await save(page, server.url)
    return await measure(page, `${server.url}/processes/${process}`)
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function signIn(browser: Browser, setupLink: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  context.setDefaultTimeout(120_000)
  const page = await context.newPage()
  await page.goto(setupLink)
  await page.getByLabel('Your name').fill('Ada Strand')
  await page.getByLabel('E-mail address').fill('ada@example.com')
  await page.getByRole('textbox', { name: 'Choose a password' }).fill('a few plain words')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'No cases yet' }).waitFor()
  return page
}

async function save(page: Page, url: string): Promise<void> {
  const definition = largeDefinition()
  const layout = await placeAll(definition, { origin: 'parent', states: {} })
  const saved = await page.request.put(`${url}/api/processes/${process}/draft`, {
    data: { definition, layout },
    headers: { origin: url, 'if-none-match': '*' },
  })
  if (!saved.ok()) throw new Error(`The draft of the benchmark was not saved: ${await saved.text()}`)
}

async function measure(page: Page, address: string): Promise<Comparison[]> {
  const opens: number[] = []
  for (let n = 0; n < rounds; n++) opens.push(await open(page, address))
  const far = await frames(page, pan)
  const zoomed = await frames(page, zoom)
  // Near enough to read: this is where people work.
  await goNear(page)
  const near = await frames(page, pan)
  const dragged = await frames(page, drag)
  const edits: Edited[] = []
  for (let n = 0; n < editRounds; n++) edits.push(await edit(page))
  return [
    atMost('opening 1,000 states and 2,000 transitions / 3 s', 'ms', median(opens), 3_000),
    atLeast('panning, all in sight / 50 frames a second', far, 50),
    atLeast('zooming / 50 frames a second', zoomed, 50),
    atLeast('panning, near / 50 frames a second', near, 50),
    atLeast('dragging a state / 30 frames a second', dragged, 30),
    atMost('an edit with its check / 100 ms', 'ms', median(edits.map(({ checked }) => checked)), 100),
    atMost('the same until it is painted / 100 ms', 'ms', median(edits.map(({ painted }) => painted)), 100),
  ]
}

const result = (name: string, unit: string, ours: number, theirs: number) => ({
  name,
  unit,
  ours,
  theirs,
  ratio: ours / theirs,
})
const atMost = (name: string, unit: string, ours: number, limit: number): Comparison => ({
  ...result(name, unit, ours, limit),
  target: 'at most 1',
  met: ours <= limit,
})
const atLeast = (name: string, ours: number, limit: number): Comparison => ({
  ...result(name, 'frames/s', ours, limit),
  target: 'at least 1',
  met: ours >= limit,
})

/** From asking for the page until the drawing has been painted. */
async function open(page: Page, address: string): Promise<number> {
  await page.goto('about:blank')
  await page.goto(address, { waitUntil: 'commit' })
  return page.evaluate(
    () =>
      new Promise<number>(resolve => {
        const look = () =>
          document.querySelectorAll('.react-flow__node').length > 0 &&
          document.querySelector('path[data-line]') !== null
            ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
            : requestAnimationFrame(look)
        look()
      }),
  )
}

type Gesture = (page: Page, x: number, y: number) => Promise<void>

// The wheel moves the drawing, there and back; with Ctrl it zooms.
const pan: Gesture = async (page, x, y) => {
  await page.mouse.move(x, y)
  for (let n = 0; n < 60; n++) await page.mouse.wheel(n % 30 < 15 ? 24 : -24, n % 30 < 15 ? 16 : -16)
}

const zoom: Gesture = async (page, x, y) => {
  await page.mouse.move(x, y)
  await page.keyboard.down('Control')
  for (let n = 0; n < 60; n++) await page.mouse.wheel(0, n % 30 < 15 ? -30 : 30)
  await page.keyboard.up('Control')
}

/** To a card in the middle of the drawing, until it can be read. */
async function goNear(page: Page): Promise<void> {
  const { x, y } = await cardInSight(page)
  await page.mouse.move(x, y)
  await page.keyboard.down('Control')
  for (let n = 0; n < 40; n++) {
    const near = await page.evaluate(() => document.querySelector('[data-zoom="near"]') !== null)
    if (near) break
    await page.mouse.wheel(0, -120)
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(resolve)))
  }
  await page.keyboard.up('Control')
}

const drag: Gesture = async page => {
  const card = await cardInSight(page)
  await page.mouse.move(card.x, card.y)
  await page.mouse.down()
  for (let n = 0; n < 60; n++) await page.mouse.move(card.x + (n % 20) * 3, card.y + (n % 10) * 3)
  await page.mouse.up()
}

/** Frames a second while something is done. */
async function frames(page: Page, gesture: Gesture): Promise<number> {
  const canvas = (await page.locator('.react-flow').boundingBox())!
  await page.evaluate(() => {
    const counted = { times: [] as number[], stop: false }
    Object.assign(window, { counted })
    const tick = (time: number) => {
      counted.times.push(time)
      if (!counted.stop) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await gesture(page, canvas.x + canvas.width / 2, canvas.y + canvas.height / 2)
  const times = await page.evaluate(() => {
    const { counted } = window as unknown as { counted: { times: number[]; stop: boolean } }
    counted.stop = true
    return counted.times
  })
  return ((times.length - 1) * 1_000) / (times.at(-1)! - times[0]!)
}

/** Where the middle of a plain card is that is wholly in sight. */
async function cardInSight(page: Page): Promise<{ x: number; y: number }> {
  const found = await page.evaluate(() => {
    const canvas = document.querySelector('.react-flow')!.getBoundingClientRect()
    const found: { x: number; y: number }[] = []
    for (const card of document.querySelectorAll('.react-flow__node [data-kind="atomic"]')) {
      const { left, top, right, bottom } = card.getBoundingClientRect()
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      const isInSight =
        left > canvas.left && top > canvas.top && right < canvas.right && bottom < canvas.bottom
      if (isInSight && card.contains(document.elementFromPoint(x, y))) found.push({ x, y })
    }
    return found[found.length >> 1] ?? null
  })
  if (!found) throw new Error('No state is in sight to be dragged.')
  return found
}

/** In ms from the key that adds a state: until its check has an answer, and until edit and answer are painted. */
type Edited = { checked: number; painted: number }

async function edit(page: Page): Promise<Edited> {
  const checker = page.workers().find(worker => worker.url().includes('check-worker'))
  if (!checker) throw new Error('Nothing checks the draft beside the page.')
  // Threads have clocks of their own; counted from their origins they are the same.
  await checker.evaluate(() => {
    const answer = self.onmessage
    if (!answer || 'answered' in self) return
    self.onmessage = event => {
      answer.call(self as never, event)
      Object.assign(self, { answered: performance.timeOrigin + performance.now() })
    }
  })
  await page.getByRole('application').first().focus()
  await page.evaluate(() => {
    const measured = { began: 0, painted: 0 }
    Object.assign(window, { measured })
    const isChecked = () => document.querySelector('section[aria-busy="true"]') === null
    const begin = (event: KeyboardEvent) => {
      if (event.key !== 'n') return
      removeEventListener('keydown', begin, true)
      const start = performance.now()
      measured.began = performance.timeOrigin + start
      const look = () =>
        requestAnimationFrame(() =>
          setTimeout(() => {
            if (isChecked()) measured.painted = performance.now() - start
            else look()
          }),
        )
      look()
    }
    addEventListener('keydown', begin, true)
  })
  await page.keyboard.press('n')
  await page.waitForFunction(
    () => (window as unknown as { measured: { painted: number } }).measured.painted > 0,
  )
  const { began, painted } = await page.evaluate(
    () => (window as unknown as { measured: { began: number; painted: number } }).measured,
  )
  const answered = await checker.evaluate(() => (self as unknown as { answered: number }).answered)
  return { checked: answered - began, painted }
}
