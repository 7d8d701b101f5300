import type { Page } from 'playwright-core'

/** Markets, objectives and campaigns of the registers end one day; tests of the customer journey do not. */
export async function makeRegistersLast(page: Page, url: string): Promise<void> {
  for (const name of ['strategy', 'objectives', 'campaigns']) {
    const { version, content } = await (await page.request.get(`${url}/api/registers/${name}`)).json()
    const lasting = JSON.parse(JSON.stringify(content).replaceAll(/"to":"[^"]*"/g, '"to":"2099-12-31"'))
    const saved = await page.request.put(`${url}/api/registers/${name}`, {
      data: { content: lasting, note: 'For these tests' },
      headers: { 'if-match': `"${version}"`, origin: url },
    })
    if (!saved.ok()) throw new Error(`The register ${name} was not saved: ${await saved.text()}`)
  }
}
