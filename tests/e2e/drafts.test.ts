// Drafts are saved by themselves and never lost: two people on one draft, a server that goes away, a session that
// ends, a tab that is closed; versions are compared, taken back and published. In real browsers on a real server.

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { canvas, ownerInBrowser, screenshot, state, violations } from '../support/owner-in-browser.ts'

const { url, server, open, openDrawing, undoAll, invite } = ownerInBrowser()

const process = 'objective-review'
const saved = (page: Page) => page.locator('[data-state="saved"]').waitFor()
const stateOfSaving = (page: Page, state: string) => page.locator(`[data-state="${state}"]`).waitFor()
const describeAs = async (page: Page, text: string) => {
  await page.getByLabel('Description').fill(text)
  await page.keyboard.press('Tab')
}

/** The same screen, 390 wide: what axe finds there. */
async function onPhone(page: Page, name: string): Promise<string[]> {
  await page.setViewportSize({ width: 390, height: 844 })
  const found = await violations(page)
  await page.screenshot({ path: screenshot(`${name}-390`) })
  await page.setViewportSize({ width: 1440, height: 900 })
  return found
}

/** What the server has. */
async function onServer(page: Page, id = process) {
  return (await page.request.get(`${url()}/api/processes/${id}/draft`)).json()
}

/** Saves a change of the draft as a program would. */
async function saveElsewhere(page: Page, change: (definition: never) => unknown, id = process) {
  const { definition, layout, revision } = await onServer(page, id)
  const answer = await page.request.put(`${url()}/api/processes/${id}/draft`, {
    data: { definition: change(definition as never), layout },
    headers: { 'if-match': `"${revision}"`, origin: url() },
  })
  expect(answer.ok()).toBe(true)
}

let ben: Awaited<ReturnType<typeof invite>> | undefined
const asBen = async () => {
  ben ??= await invite('Ben', ['owner'])
  return openDrawing(process, { as: ben })
}

describe('two people on one draft', () => {
  test('see that the other is there, and where; one who leaves is gone', async () => {
    const ada = await openDrawing(process)
    const other = await asBen()
    await state(other, 'Observing').click()

    const here = ada.getByRole('button', { name: 'Ben is here' })
    await here.click()
    const where = ada
      .getByRole('list', { name: 'Who else is here' })
      .getByRole('button', { name: /Ben.*at Observing/ })
    await where.waitFor()
    const found = await violations(ada)
    await ada.screenshot({ path: screenshot('drafts-presence-light') })
    await where.click()
    await ada.keyboard.press('Escape')
    await other.close()

    await here.waitFor({ state: 'detached' })
    expect(await ada.getByLabel('Title').inputValue()).toBe('Observing')
    expect(found).toEqual([])
  })

  test('what one saves is on the other’s screen, who can take it back out', async () => {
    const ada = await openDrawing(process)
    const other = await asBen()
    await other.getByRole('button', { name: /is here/ }).waitFor()
    await describeAs(other, 'What Ben says')
    await saved(other)

    await ada.getByText('Saved by Ben: 1 change came into your drawing.').waitFor()
    const description = await ada.getByLabel('Description').inputValue()
    await ada.screenshot({ path: screenshot('drafts-taken-light') })
    const found = await violations(ada)
    await ada.getByRole('button', { name: 'Take them back out' }).click()
    await saved(ada)

    expect(description).toBe('What Ben says')
    expect((await onServer(ada)).definition.description).not.toBe('What Ben says')
    expect(found).toEqual([])
    await undoAll(ada, process)
  })

  test('what both changed in different places is brought together by itself', async () => {
    const ada = await openDrawing(process)
    await ada.route('**/api/stream', route => route.abort())
    await saveElsewhere(ada, (definition: { states: Record<string, object> }) => {
      Object.assign(definition.states.observing!, { title: 'Watching' })
      return definition
    })

    await describeAs(ada, 'What Ada says')

    await state(ada, 'Watching').waitFor()
    await saved(ada)
    const { definition } = await onServer(ada)
    expect([definition.description, definition.states.observing.title]).toEqual(['What Ada says', 'Watching'])
    await undoAll(ada, process)
  })

  test.each(['light', 'dark'] as const)(
    'where both changed the same thing each is asked, and what is chosen is saved (%s)',
    async theme => {
      const ada = await openDrawing(process, { theme })
      const request = ada.context().request
      await ada.context().setOffline(true)
      await describeAs(ada, 'A review of what Ada says about objectives')
      await state(ada, 'Observing').click()
      await ada.getByLabel('Title').fill('Looking on')
      await ada.keyboard.press('Tab')
      await stateOfSaving(ada, 'away')
      await saveElsewhere(
        { request } as Page,
        (definition: { description: string; states: Record<string, object> }) => {
          definition.description = 'A review of what Ben says about objectives'
          Object.assign(definition.states.observing!, { title: 'Watching', stage: 'sales' })
          return definition
        },
      )
      await ada.context().setOffline(false)

      const dialog = ada.getByRole('dialog', { name: 'Somebody else has changed this draft' })
      await dialog.waitFor()
      await dialog.getByText('2 choices are left').waitFor()
      const found = await violations(ada)
      await ada.screenshot({ path: screenshot(`drafts-conflict-${theme}-1440`) })
      if (theme === 'dark') found.push(...(await onPhone(ada, `drafts-conflict-${theme}`)))
      await dialog.getByText('What changed since you both began').click()
      await dialog.locator('.react-flow__node').first().waitFor()
      found.push(...(await violations(ada)))
      await ada.screenshot({ path: screenshot(`drafts-conflict-sides-${theme}-1440`) })
      await dialog
        .getByRole('radiogroup', { name: /description/ })
        .getByLabel('Mine')
        .check()
      await dialog
        .getByRole('radiogroup', { name: /title/ })
        .getByLabel(/As saved by/)
        .check()
      await dialog.getByRole('button', { name: 'Save both together' }).click()

      await saved(ada)
      const { definition } = await onServer(ada)
      expect(definition.description).toBe('A review of what Ada says about objectives')
      expect(definition.states.observing).toMatchObject({ title: 'Watching', stage: 'sales' })
      expect(found).toEqual([])
      await undoAll(ada, process)
    },
  )
})

test('while the server is away the drawing goes on, and is saved when it is back', async () => {
  const page = await openDrawing(process)
  await server.goDown()
  await canvas(page).focus()
  await page.keyboard.press('n')
  await page.keyboard.press('Escape')
  await state(page, 'New state').waitFor()

  await page.getByText('Waiting for the server.').waitFor()
  await page.screenshot({ path: screenshot('drafts-away-light') })
  await page.keyboard.press('n')
  await page.keyboard.press('Escape')
  await server.comeBack()
  await saved(page)

  expect(await state(page, 'New state').count()).toBe(2)
  expect(Object.keys((await onServer(page)).definition.states)).toEqual(
    expect.arrayContaining(['new-state', 'new-state-2']),
  )
  await undoAll(page, process)
})

test('a session that ends while somebody draws asks for signing in over the drawing, and loses nothing', async () => {
  const page = await openDrawing(process)
  await page.context().clearCookies()
  await describeAs(page, 'Drawn while signed out')

  const dialog = page.getByRole('dialog', { name: 'You have been signed out' })
  await dialog.waitFor()
  const found = await violations(page)
  await page.screenshot({ path: screenshot('drafts-signed-out-light') })
  await dialog.getByLabel('E-mail address').fill('ada@example.com')
  await dialog.getByRole('textbox', { name: 'Password' }).fill('wrong password')
  await page.keyboard.press('Enter')
  await dialog.getByRole('alert').waitFor()
  await dialog.getByRole('textbox', { name: 'Password' }).fill('a few plain words')
  await page.keyboard.press('Enter')

  await dialog.waitFor({ state: 'detached' })
  await saved(page)
  expect((await onServer(page)).definition.description).toBe('Drawn while signed out')
  expect(found).toEqual([])
  await undoAll(page, process)
})

describe('work that was not saved when the tab was closed', () => {
  const leaveBehind = async (page: Page) => {
    await page.route('**/api/processes/*/draft', route =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    )
    await describeAs(page, 'Not saved')
    await stateOfSaving(page, 'away')
    await page.unroute('**/api/processes/*/draft')
    await page.reload()
    await page.locator('.react-flow__node').first().waitFor()
  }

  test.each(['light', 'dark'] as const)('is offered, compared, and taken (%s)', async theme => {
    const page = await openDrawing(process, { theme })
    await leaveBehind(page)
    const offer = page.getByRole('region', { name: 'Work that was not saved' })
    await offer.getByText(/You have work from .* that was not saved/).waitFor()
    const found = await violations(page)
    await page.screenshot({ path: screenshot(`drafts-left-behind-${theme}`) })

    await offer.getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('dialog').getByText('Changed the process: description').waitFor()
    found.push(...(await violations(page)))
    await page.keyboard.press('Escape')
    await offer.getByRole('button', { name: 'Take it' }).click()

    await saved(page)
    expect((await onServer(page)).definition.description).toBe('Not saved')
    await page.reload()
    await page.locator('.react-flow__node').first().waitFor()
    expect(await offer.count()).toBe(0)
    expect(found).toEqual([])
    await undoAll(page, process)
  })

  test('is thrown away after a second word', async () => {
    const page = await openDrawing(process)
    await leaveBehind(page)
    const offer = page.getByRole('region', { name: 'Work that was not saved' })

    await offer.getByRole('button', { name: 'Throw it away' }).click()
    await offer.getByRole('button', { name: 'Throw it away for good' }).click()

    await offer.waitFor({ state: 'detached' })
    expect(await page.getByLabel('Description').inputValue()).not.toBe('Not saved')
  })
})

test('a draft that does not parse is mended where it is', async () => {
  const page = await open('/processes')
  const broken = { id: 'broken', nmae: 'x', states: { open: {} } }
  await page.request.put(`${url()}/api/processes/broken/draft`, {
    data: { definition: broken, layout: {} },
    headers: { origin: url() },
  })
  await page.goto(`${url()}/processes/broken`)

  await page.getByRole('heading', { name: 'This draft cannot be drawn' }).waitFor()
  await page.getByText(/What is wrong/).waitFor()
  const found = await violations(page)
  await page.screenshot({ path: screenshot('drafts-mend-light') })
  await page
    .getByLabel('The draft as JSON')
    .fill(JSON.stringify({ id: 'broken', name: 'Mended', initial: 'open', states: { open: {} } }))
  await page.getByRole('button', { name: 'Save and draw it' }).click()

  await state(page, 'open').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Mended')
  expect(found).toEqual([])
})

describe('versions', () => {
  test.each(['light', 'dark'] as const)(
    'are published with a note and their difference, compared, and taken back (%s)',
    async theme => {
      const page = await openDrawing(process, { theme })
      await saveElsewhere(
        page,
        (definition: { description: string; rules: Record<string, { when: string }> }) => {
          const rule = Object.values(definition.rules)[0]!
          rule.when = `${rule.when} && true`
          definition.description = `Looked at in the ${theme}`
          return definition
        },
      )
      await page.reload()
      await page.locator('.react-flow__node').first().waitFor()
      const { version } = await (await page.request.get(`${url()}/api/processes/${process}`)).json()

      await page.getByRole('button', { name: 'Publish …' }).click()
      const dialog = page.getByRole('dialog', { name: 'Publish a new version' })
      await dialog.getByText(`What changes from version ${version}`).waitFor()
      await dialog.getByText('2 changes').waitFor()
      await dialog.getByText('No case is open.').waitFor()
      const found = await violations(page)
      await page.screenshot({ path: screenshot(`drafts-publish-${theme}`) })
      await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
      await dialog.getByText('Say in a sentence what changes and why.').waitFor()
      await dialog.getByLabel('What changes, in a sentence').fill('A rule is clearer')
      await dialog.getByRole('button', { name: 'Publish', exact: true }).dblclick()
      await dialog.getByText(`Version ${version + 1} is published.`).waitFor()
      found.push(...(await violations(page)))
      await dialog.getByRole('button', { name: 'See the versions' }).click()

      const list = page.getByRole('complementary', { name: 'Versions' })
      await list.getByText('A rule is clearer').first().waitFor()
      await list.getByText('by Ada Strand').first().waitFor()
      await list.getByRole('radio', { name: `from: Version ${version}` }).check()
      await list.getByRole('radio', { name: `to: Version ${version + 1}` }).check()
      const difference = page.getByRole('region', { name: 'Show what changed' })
      await difference.locator('ins', { hasText: 'true' }).first().waitFor()
      found.push(...(await violations(page)))
      await page.screenshot({ path: screenshot(`drafts-versions-${theme}`) })
      if (theme === 'light') found.push(...(await onPhone(page, `drafts-versions-${theme}`)))
      await list.getByRole('button', { name: 'Take it back as the draft' }).last().click()
      await list.getByRole('radio', { name: 'from: Version 1', exact: true }).check()
      await list.getByRole('radio', { name: 'to: The draft' }).check()
      await difference.getByText('The two say the same.').waitFor()

      const { items } = await (await page.request.get(`${url()}/api/processes/${process}/versions`)).json()
      expect(items.filter(({ note }: { note: string }) => note === 'A rule is clearer')).toHaveLength(
        theme === 'light' ? 1 : 2,
      )
      expect(found).toEqual([])
      await saved(page)
      await undoAll(page, process)
    },
  )

  test('published meanwhile by somebody else are shown, with what one would change now', async () => {
    const page = await openDrawing('customer-journey')
    const begun = await page.request.post(`${url()}/api/cases`, {
      data: { process: 'customer-journey', data: { prospect: { name: 'Hotel Seeblick' } } },
      headers: { origin: url() },
    })
    expect(begun.status()).toBe(201)
    await page.getByLabel('Name', { exact: true }).fill('Customer journey, mine')
    await page.keyboard.press('Tab')
    await saved(page)
    await page.getByRole('button', { name: 'Publish …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish a new version' })
    await dialog.getByText('What changes from version 1').waitFor()
    await dialog.getByText('1 case on version 1').waitFor()
    const { definition } = await (await page.request.get(`${url()}/api/processes/customer-journey`)).json()
    await page.request.post(`${url()}/api/processes/customer-journey/publish`, {
      data: { definition: { ...definition, description: 'Theirs' }, note: 'Quicker than you' },
      headers: { origin: url() },
    })

    await dialog.getByLabel('What changes, in a sentence').fill('Mine')
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click()

    await dialog.getByText(/has published version 2 meanwhile/).waitFor()
    await dialog.getByText('Their note: “Quicker than you”').waitFor()
    await dialog.getByText('What changes from version 2').waitFor()
    const found = await violations(page)
    await page.screenshot({ path: screenshot('drafts-overtaken-light') })
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
    await dialog.getByText('Version 3 is published.').waitFor()
    expect(found).toEqual([])
  })
})
