// A history of 10,000 entries, recomputed and scrubbed through in a real Chromium, on the real server.

import type { Page } from 'playwright-core'
import { type Opened, openData } from '../../server/open.ts'
import { launchChromium } from '../support/chromium.ts'
import { startRealServer } from '../support/real-server.ts'
import type { Comparison } from './measure.ts'

const id = 'long'

export async function benchReplay(many = 10_000): Promise<Comparison[]> {
  const [server, browser] = await Promise.all([startRealServer(), launchChromium()])
  try {
    await travel(server.folder, many)
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    context.setDefaultTimeout(240_000)
    const page = await context.newPage()
    await page.goto(server.setupLink)
    await page.getByLabel('Your name').fill('Ada Strand')
    await page.getByLabel('E-mail address').fill('ada@example.com')
    await page.getByRole('textbox', { name: 'Choose a password' }).fill('a few plain words')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Processes' }).waitFor()
    const recomputed = await replay(page, server.url, many)
    const opened = await openReplay(page, server.url)
    const frames = await scrub(page)
    const counted = many.toLocaleString('en')
    return [
      {
        name: `replay: ${counted} entries, from the press to the last one compared / 2 s`,
        unit: 'ms',
        ours: recomputed,
        theirs: 2_000,
        ratio: recomputed / 2_000,
        target: 'at most 1',
        met: recomputed <= 2_000,
      },
      {
        name: `replay: ${counted} entries, from the address to the last one compared`,
        unit: 'ms',
        ours: opened,
        theirs: 0,
        ratio: 0,
        target: 'none',
        met: true,
      },
      {
        name: `replay: scrubbing through ${counted} entries / 30 frames a second`,
        unit: 'frames/s',
        ours: frames,
        theirs: 30,
        ratio: frames / 30,
        target: 'at least 1',
        met: frames >= 30,
      },
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** One prospect who shows interest again and again, beside the server that runs. */
async function travel(dataFolder: string, many: number): Promise<void> {
  const opened: Opened = await openData({ dataFolder })
  const actor = { id: 'ana', kind: 'person' as const, name: 'Ana Moreno', roles: ['strategy', 'marketing'] }
  try {
    const prospect = { name: 'Hotel Seeblick', segment: 'hotel', region: 'coast', budget: 30_000 }
    await opened.cases.start({
      process: 'customer-journey',
      id,
      data: { prospect: { ...prospect, campaign: 'spring-hotels' } },
      actor,
    })
    const send = (type: string, data: Record<string, string | number>) =>
      opened.cases.send({ caseId: id, type, data, actor })
    const first = await send('CONFIRM_FIT', { market: 'independent-hotels' })
    if (first.kind === 'refusal') throw new Error(first.message)
    const waiting: Promise<unknown>[] = []
    for (let n = 2; n < many; n++) {
      waiting.push(send('RECORD_ENGAGEMENT', { kind: 'visited', points: 1 }))
      if (waiting.length === 200) await Promise.all(waiting.splice(0))
    }
    await Promise.all(waiting)
    const row = await opened.store.loadCase(id)
    if (row?.seq !== many) throw new Error(`The case has ${row?.seq} entries.`)
  } finally {
    await opened.close()
  }
}

/** From asking for the page of the replay until the whole history is loaded, recomputed and compared. */
async function openReplay(page: Page, url: string): Promise<number> {
  await page.goto('about:blank')
  await page.goto(`${url}/audit/cases/${id}?view=replay`, { waitUntil: 'commit' })
  await page.getByText(/all [\d,]+ entries agree with the record/).waitFor()
  return page.evaluate(() => performance.now())
}

/** From the press that opens the replay, of a history that has been read, until all of it is played and compared. */
async function replay(page: Page, url: string, many: number): Promise<number> {
  await page.goto(`${url}/audit/cases/${id}`)
  await page.getByText(`${many.toLocaleString('en')} entries`, { exact: true }).waitFor()
  const began = await page.evaluate(() => performance.now())
  await page.getByRole('link', { name: 'Replay', exact: true }).click()
  await page.getByText(/all [\d,]+ entries agree with the record/).waitFor()
  return (await page.evaluate(() => performance.now())) - began
}

/** Frames a second while the scrubber is pulled from one end to the other. */
async function scrub(page: Page): Promise<number> {
  const slider = page.getByRole('slider', { name: 'Place in the history' })
  const box = (await slider.locator('xpath=..').boundingBox())!
  await page.evaluate(() => {
    const counted = { times: [] as number[], stop: false }
    Object.assign(window, { counted })
    const tick = (time: number) => {
      counted.times.push(time)
      if (!counted.stop) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  const thumb = (await slider.boundingBox())!
  await page.mouse.move(thumb.x + thumb.width / 2, thumb.y + thumb.height / 2)
  await page.mouse.down()
  for (let n = 0; n <= 120; n++)
    await page.mouse.move(box.x + (box.width * (n % 60)) / 60, thumb.y + thumb.height / 2)
  await page.mouse.up()
  const times = await page.evaluate(() => {
    const { counted } = window as unknown as { counted: { times: number[]; stop: boolean } }
    counted.stop = true
    return counted.times
  })
  return ((times.length - 1) * 1_000) / (times.at(-1)! - times[0]!)
}
