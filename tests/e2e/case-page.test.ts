// What stands around a case: its files, what is said of it, who set what, and where it is on the drawing.

import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { html, pdf, png } from '../support/file-samples.ts'
import { lookAt, ownerInBrowser, screenshot, violations } from '../support/owner-in-browser.ts'

const { open, url } = ownerInBrowser()

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const upload = (name: string, content: Uint8Array, mimeType = 'application/pdf') => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
})
const choose = (page: Page, ...files: ReturnType<typeof upload>[]) =>
  page.locator('input[type=file]').setInputFiles(files)

async function post(page: Page, path: string, data: unknown): Promise<void> {
  const response = await page.request.post(url() + path, { data, headers: { origin: url() } })
  expect(response.ok()).toBe(true)
}

beforeAll(async () => {
  const page = await open('/healthz')
  const prospect = {
    name: 'Hotel Seeblick',
    segment: 'hotel',
    region: 'coast',
    budget: 30_000,
    campaign: 'spring-hotels',
  }
  await post(page, '/api/cases', { process: 'customer-journey', id: 'seeblick', data: { prospect } })
  await page.goto('about:blank')
})

describe('files', () => {
  test('are attached, several at once, with a sentence for each that is not taken; and saved as they were', async () => {
    const page = await open('/cases/seeblick')
    const files = panel(page, 'Files')
    await files.getByText('Nothing is attached yet.').waitFor()

    await choose(
      page,
      upload('Angebot für Ö.pdf', pdf),
      upload('../../x.html', html, 'application/pdf'),
      upload('photo.png', png, 'image/png'),
    )

    await files.getByText('Attached: Angebot für Ö.pdf, photo.png').waitFor()
    await files.getByRole('link', { name: 'Angebot für Ö.pdf' }).waitFor()
    const said = await files.getByRole('alert').textContent()
    expect(said).toContain('This is no file that can be attached. What can be: PDF, pictures')
    expect(await files.getByRole('link', { name: /x\.html/ }).count()).toBe(0)
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await violations(page, 'main')).toEqual([])
    await files.screenshot({ path: screenshot('files-390') })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      files.getByRole('link', { name: 'Angebot für Ö.pdf' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('Angebot für Ö.pdf')
    expect(new Uint8Array(await readFile(await download.path()))).toEqual(pdf)
    await panel(page, 'What happened').getByText('attached the file “photo.png”').waitFor()
  })

  test('are dropped and pasted; what misses its place does not take the page away', async () => {
    const page = await open('/cases/seeblick')
    const files = panel(page, 'Files')
    await files.getByRole('button', { name: 'Attach files' }).waitFor()

    await files.getByText(/^Or drop or paste/).evaluate(place => {
      const given = (name: string) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([`${name} of a customer`], name, { type: 'text/plain' }))
        return transfer
      }
      const at = { bubbles: true, cancelable: true }
      place.dispatchEvent(new DragEvent('drop', { ...at, dataTransfer: given('dropped.txt') }))
      place.dispatchEvent(new ClipboardEvent('paste', { ...at, clipboardData: given('pasted.txt') }))
    })
    const isKept = await page.evaluate(() => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File(['x'], 'astray.txt'))
      const stray = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer })
      return !document.body.dispatchEvent(stray)
    })

    await files.getByRole('link', { name: 'dropped.txt' }).waitFor()
    await files.getByRole('link', { name: 'pasted.txt' }).waitFor()
    expect(isKept).toBe(true)
    expect(await files.getByRole('link', { name: 'astray.txt' }).count()).toBe(0)
  })

  test('that are too large or empty are told before they are sent', async () => {
    const page = await open('/cases/seeblick')
    const files = panel(page, 'Files')
    const place = files.getByText(/^Or drop or paste/)
    await place.waitFor()

    await place.evaluate(place => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([], 'empty.txt'))
      dataTransfer.items.add(new File([new Uint8Array(21 * 1_048_576)], 'large.pdf'))
      place.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }))
    })

    await files.getByText('A file may have 20 MB.').waitFor()
    await files.getByText('The file is empty').waitFor()
    await files.getByRole('button', { name: 'Dismiss large.pdf' }).click()
    expect(await files.getByRole('alert').count()).toBe(1)
  })
})

test('HTML in a comment is shown as it was written, and does nothing', async () => {
  const page = await open('/cases/seeblick')
  const text = '<img src=x onerror="document.title = \'taken\'"><b>bold</b>'

  await page.getByLabel('Say something').fill(text)
  await page.getByRole('button', { name: 'Add comment' }).click()

  await panel(page, 'Comments').getByRole('listitem').getByText(text).waitFor()
  expect(await panel(page, 'Comments').locator('img, b').count()).toBe(0)
  expect(await page.title()).not.toBe('taken')
})

test('who set what is shown under each value, and stays shown; the drawing lights where the case is', async () => {
  const page = await open('/cases/seeblick')
  await post(page, '/api/cases/seeblick/events', {
    type: 'CONFIRM_FIT',
    data: { market: 'independent-hotels' },
  })
  const data = panel(page, 'What is known')
  const drawing = panel(page, 'On the drawing')
  await data.getByText('Independent hotels').or(data.getByText('independent-hotels')).waitFor()
  const before = await data.getByText(/^Ada Strand: opened the case/).count()

  await data.getByRole('switch', { name: 'Who set what' }).click()

  await data.getByText('Ada Strand: opened the case').first().waitFor()
  await data.getByText('Ada Strand: Confirm that the prospect fits').first().waitFor()
  expect(before).toBe(0)
  const picture = drawing.getByRole('img', { name: /^Drawing of/ })
  await picture.locator('[data-tone=now]').first().waitFor({ state: 'attached' })
  expect(await picture.getAttribute('aria-label')).toMatch(
    /^Drawing of .+ Lit: Marketing › .+ Been in before: Strategy/,
  )
  expect(await lookAt(page, 'case-page-light', true)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await lookAt(page, 'case-page-dark', true)).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  await page.reload()
  await data.getByText('Ada Strand: opened the case').first().waitFor()

  await drawing.getByRole('link', { name: 'Open large' }).click()

  await page.locator('.react-flow__node [data-tone=now]').first().waitFor()
  await page.getByRole('button', { name: 'Zoom In' }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.screenshot({ path: screenshot('case-drawing') })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.screenshot({ path: screenshot('case-drawing-390') })
  await page.getByRole('link', { name: 'Back to the case' }).click()
  await data.waitFor()
})
